-- primary
-- alike: event_at, incident_id, kind, seq, text, from_org
-- Follow-up reports: what was said about an incident, in order.
SELECT
  s.row_key AS update_id,
  coalesce(n.incident_id, $key_space || ':' || s.incident_ref) AS incident_id,
  s.seq,
  coalesce(s.kind, CASE WHEN s.level_to IS NOT NULL THEN 'level' WHEN s.status_to IS NOT NULL THEN 'status' ELSE 'note' END) AS kind,
  s.form,
  s.event_at,
  s.received_at,
  s.from_org,
  s.sent_to_org,
  s.status_from, s.status_to, s.level_from, s.level_to,
  s.deaths, s.missing, s.serious, s.injured, s.affected, s.relocated, s.loss_cny,
  s.text
FROM shaped s
LEFT JOIN core.incident_number n ON n.source_ref = s.incident_ref
