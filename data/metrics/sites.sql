-- title: Places
-- title_zh: 场所
-- unit: places
-- grain: site_id
-- caution: Facilities as last known; an occupancy counted after the moment asked about is not shown.
-- caution_zh: 最新已知设施信息；查询时刻之后统计的占用不显示。
SELECT
  s.site_id, s.kind,
  coalesce(s.name_zh, s.name) AS name_zh,
  coalesce(s.name_en, s.name) AS name_en,
  s.region_code,
  coalesce(r.name_zh, r.name, s.region_text) AS region_zh,
  coalesce(r.name_en, r.name, s.region_text) AS region_en,
  s.lon, s.lat, s.status, s.capacity, s.capacity_unit,
  CASE WHEN s.occupancy_at > as_of THEN NULL ELSE s.occupancy END AS occupancy,
  s.occupancy_at, s.hazard_grade, s.substances, s.is_key_infrastructure, s.inspect_due_on,
  s.source_id
FROM core.site_known(known_as_of) s
LEFT JOIN core.region_known(known_as_of) r ON r.region_code = s.region_code
ORDER BY s.kind, name_en, s.site_id
