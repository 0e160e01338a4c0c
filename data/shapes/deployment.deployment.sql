-- primary
-- identity: incident_ref, resource_kind, resource_name, requested_at
-- What was asked for and sent.
SELECT
  s.row_key AS deployment_id,
  coalesce(n.incident_id, $key_space || ':' || s.incident_ref) AS incident_id,
  s.resource_kind,
  core.name_key(CASE WHEN s.resource_kind = 'item' THEN concat_ws(' | ', s.resource_name, s.spec, s.unit) ELSE s.resource_name END) AS resource_id,
  s.resource_name, s.qty, s.unit, s.requested_by, s.provided_by, s.status,
  s.requested_at, s.committed_at, s.departed_at, s.arrived_at, s.released_at, s.returned_at,
  core.name_key(s.site) AS site_id, s.note
FROM shaped s
LEFT JOIN core.incident_number n ON n.source_ref = s.incident_ref
