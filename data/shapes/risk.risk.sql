-- primary
-- identity: name, site, region, assessed_year
-- The risk register.
SELECT
  s.row_key AS risk_id,
  s.name, s.hazard, s.hazard_text, s.accident_type,
  core.name_key(s.site) AS site_id,
  coalesce(s.region_code, r.region_code) AS region_code, s.region AS region_text,
  s.lon, s.lat,
  CASE
    WHEN s.e IS NOT NULL AND s.c IS NOT NULL THEN 'lec'
    WHEN s.score IS NOT NULL AND s.l IS NULL THEN 'index'
  END AS profile,
  s.l, s.e, s.c, s.s, s.score, s.level, s.level_text,
  s.residual_l, s.residual_s, s.residual_score, s.residual_level,
  s.control_tier, s.owner_org, s.status, s.assessed_year, s.identified_on, s.next_review_on
FROM shaped s
LEFT JOIN named_region r ON r.text = s.region
