-- primary
-- identity: hazard, region, level, started_at
-- Response levels that were activated, and when they ended.
SELECT
  s.row_key AS activation_id,
  coalesce(n.incident_id, $key_space || ':' || s.incident_ref) AS incident_id,
  s.warning_id,
  s.plan, s.activated_by_tier, s.decided_by,
  coalesce(s.region_code, r.region_code) AS region_code, s.region AS region_text,
  s.hazard, s.level, s.started_at, s.ended_at, s.note
FROM shaped s
LEFT JOIN core.incident_number n ON n.source_ref = s.incident_ref
LEFT JOIN named_region r ON r.text = s.region
