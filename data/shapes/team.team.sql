-- primary
-- identity: name
-- Teams that can be sent.
SELECT
  s.row_key AS team_id,
  s.name, s.name_zh, s.name_en, s.kind, s.echelon, s.org,
  core.name_key(s.base_site) AS base_site_id,
  coalesce(s.region_code, r.region_code) AS region_code, s.region AS region_text,
  s.lon, s.lat, s.headcount, s.qualified_count, s.ready_minutes, s.capabilities, s.status, s.status_at
FROM shaped s
LEFT JOIN named_region r ON r.text = s.region
