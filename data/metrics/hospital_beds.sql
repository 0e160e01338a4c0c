-- title: Hospital beds
-- title_zh: 医院床位
-- unit: beds
-- grain: site_id
-- caution: Free beds are the beds less those in use, for hospitals that reported both; a hospital that has not reported has none, not zero. A count above the capacity shows as negative.
-- caution_zh: 空床为床位减占用，仅限两者均已报告的医院；未报告者留空而非零。占用超过床位时为负数。
SELECT
  site_id, name_zh, name_en, region_zh, region_en, status,
  capacity AS beds, occupancy AS beds_in_use, capacity - occupancy AS beds_free,
  occupancy / nullif(capacity, 0) AS occupancy_share,
  occupancy_at, lon, lat
FROM metric.sites(as_of := as_of, known_as_of := known_as_of)
WHERE kind = 'hospital'
ORDER BY beds_free NULLS LAST, name_en, site_id
