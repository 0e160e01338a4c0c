-- title: Rivers
-- title_zh: 河流
-- unit: rivers
-- grain: region_code
-- caution: Lines for the map only.
-- caution_zh: 仅供绘图。
SELECT
  region_code,
  coalesce(name_zh, name) AS name_zh,
  coalesce(name_en, name) AS name_en,
  lon, lat, geom_wkb
FROM core.region_known(known_as_of)
WHERE tier = 'river'
ORDER BY region_code
