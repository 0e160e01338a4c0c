-- primary
-- identity: plan, response_level, measure, owner_org
-- What the plans ask for, by response level.
SELECT
  s.row_key AS step_id,
  core.name_key(s.plan) AS plan_ref,
  s.seq, s.response_level, s.hazard, s.measure, s.measure_zh, s.measure_en,
  s.owner_org, s.owner_post, s.due_minutes, s.note
FROM shaped s
