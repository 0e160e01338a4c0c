-- primary
-- identity: name
-- Organisations.
SELECT
  core.name_key(s.name) AS org_id,
  s.name, s.name_zh, s.name_en, s.kind, core.name_key(s.parent_org) AS parent_org_id, s.tier,
  coalesce(s.region_code, r.region_code) AS region_code, s.public_hotline
FROM shaped s
LEFT JOIN named_region r ON r.text = s.region
