-- primary
-- identity: kind, title, incident_ref, owner_org
-- Things to do.
SELECT
  s.row_key AS task_id,
  s.kind, s.title,
  coalesce(n.incident_id, $key_space || ':' || s.incident_ref) AS incident_id,
  $key_space || ':' || s.activation_ref AS activation_id, core.name_key(s.step_ref) AS step_ref,
  core.name_key(s.review_ref) AS review_ref,
  s.owner_org, s.owner_post, s.priority, s.created_at, s.due_at, s.done_at,
  CASE WHEN s.done_at IS NOT NULL THEN 'done' ELSE s.status END AS status, s.note
FROM shaped s
LEFT JOIN core.incident_number n ON n.source_ref = s.incident_ref
