-- primary
-- identity: name, region, kind
-- Places and facilities. The key is the name, so that other files' names find it;
-- a name that repeats inside one file carries the row's own key behind it.
SELECT
  core.name_key(s.name)
    || CASE WHEN count(*) OVER (PARTITION BY core.name_key(s.name)) > 1 THEN ' #' || s.row_key ELSE '' END AS site_id,
  s.name, s.name_zh, s.name_en, s.kind, core.name_key(s.org) AS org_id,
  coalesce(s.region_code, r.region_code) AS region_code, s.region AS region_text, s.address,
  s.lon, s.lat, s.lon_src, s.lat_src,
  CASE WHEN s.lon_src IS NOT NULL THEN $datum END AS datum_src,
  s.status, s.capacity, s.capacity_unit, s.occupancy, s.occupancy_at, s.area_m2,
  s.hazard_grade, s.hazard_r, s.substances, s.is_key_infrastructure, s.inspect_due_on
FROM shaped s
LEFT JOIN named_region r ON r.text = s.region
