-- primary
-- identity: service, region, region_code, site, observed_at
-- How lifelines stood: every observation stays.
SELECT
  s.row_key AS lifeline_id,
  s.service,
  coalesce(s.region_code, r.region_code) AS region_code, s.region AS region_text,
  core.name_key(s.site) AS site_id,
  s.observed_at, s.state, s.users_total, s.users_affected,
  -- A sheet writes 80 or 80 %; a share is kept.
  s.restored_percent / 100 AS restored_share,
  s.restored_by,
  coalesce(n.incident_id, $key_space || ':' || s.incident_ref) AS incident_id,
  s.note
FROM shaped s
LEFT JOIN core.incident_number n ON n.source_ref = s.incident_ref
LEFT JOIN named_region r ON r.text = s.region
