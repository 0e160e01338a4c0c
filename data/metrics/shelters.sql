-- title: Shelters
-- title_zh: 避难场所
-- unit: persons
-- grain: site_id
-- caution: The share is that of the places known; a shelter that has not reported has none.
-- caution_zh: 占用率仅对已报告者计算；未报告者留空。
SELECT
  site_id, name_zh, name_en, region_zh, region_en, status, capacity, occupancy,
  occupancy / nullif(capacity, 0) AS occupancy_share,
  occupancy_at, lon, lat
FROM metric.sites(as_of := as_of, known_as_of := known_as_of)
WHERE kind = 'shelter'
ORDER BY occupancy_share DESC NULLS LAST, name_en, site_id
