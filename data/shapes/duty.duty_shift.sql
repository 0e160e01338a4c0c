-- primary
-- identity: org, post, starts_at
-- Duty posts: post and organisation, never a person.
SELECT
  s.row_key AS shift_id,
  s.org, s.post, s.post_en, s.starts_at, s.ends_at, s.role,
  s.is_filled, s.is_heightened, s.handover_note, s.handed_over_at
FROM shaped s
