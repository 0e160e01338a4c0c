-- primary
-- identity: kind, title, incident_ref, subject
-- Reviews of incidents, drills and plans.
SELECT
  s.row_key AS review_id,
  s.title, s.kind,
  coalesce(n.incident_id, $key_space || ':' || s.incident_ref) AS incident_id,
  core.name_key(s.subject) AS subject_ref,
  s.org, s.started_on, s.due_on, s.done_on, s.score, s.findings,
  CASE WHEN s.done_on IS NOT NULL THEN 'done' ELSE s.status END AS status
FROM shaped s
LEFT JOIN core.incident_number n ON n.source_ref = s.incident_ref
