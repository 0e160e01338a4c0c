-- primary
-- identity: name, region, kind
-- Places and facilities. The key is the name, so that other files' names find it;
-- a name that repeats inside one file carries the row's own key behind it. Rows without a number
-- that stand at one point and differ only in what no field holds are one place told several times,
-- as the level and the flow of one gauge are.
SELECT
  core.name_key(s.name)
    || CASE WHEN count(*) OVER (PARTITION BY core.name_key(s.name)) > 1
      AND count(DISTINCT coalesce(s.source_ref, CASE WHEN s.lon IS NULL OR s.lat IS NULL THEN s.row_key END, md5(concat_ws(
        '|', s.lon, s.lat, coalesce(s.kind, ''), coalesce(s.org, ''), coalesce(s.region, ''),
        coalesce(s.address, ''), coalesce(s.status, ''), s.capacity, s.occupancy))))
      OVER (PARTITION BY core.name_key(s.name))
      + (count(*) OVER (PARTITION BY core.name_key(s.name), s.other_fields) > 1)::INTEGER > 1
    THEN ' #' || s.row_key ELSE '' END AS site_id,
  s.name, s.name_zh, s.name_en, s.kind, core.name_key(s.org) AS org_id,
  coalesce(s.region_code, r.region_code) AS region_code, s.region AS region_text, s.address,
  s.lon, s.lat, s.lon_src, s.lat_src,
  CASE WHEN s.lon_src IS NOT NULL THEN $datum END AS datum_src,
  s.status, s.capacity, s.capacity_unit, s.occupancy, s.occupancy_at, s.area_m2,
  s.hazard_grade, s.hazard_r, s.substances, s.is_key_infrastructure, s.inspect_due_on
FROM shaped s
LEFT JOIN named_region r ON r.text = s.region
