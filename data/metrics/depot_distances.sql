-- title: Depots within reach of each other
-- title_zh: 半径内仓库间距离
-- unit: kilometres
-- grain: from_site_id, to_site_id
-- caution: Great-circle distance between depots that hold stock or have a minimum, up to the reach in the thresholds. It is no road: a flooded bridge is not in it. A depot without a position is near nothing.
-- caution_zh: 有库存或有定额的仓库之间的直线距离，不超过阈值半径。并非道路距离，不考虑道路中断。无坐标的仓库不列。
WITH depot AS (
  SELECT DISTINCT site_id, lon, lat
  FROM metric.stock_by_depot(as_of := as_of, known_as_of := known_as_of)
  WHERE lon IS NOT NULL AND lat IS NOT NULL
)
SELECT a.site_id AS from_site_id, b.site_id AS to_site_id,
  core.distance_km(a.lon, a.lat, b.lon, b.lat) AS distance_km
FROM depot a
JOIN depot b ON a.site_id <> b.site_id
CROSS JOIN metric.moment(as_of := as_of, known_as_of := known_as_of) m
WHERE core.distance_km(a.lon, a.lat, b.lon, b.lat) <= m.reach_km
ORDER BY from_site_id, to_site_id
