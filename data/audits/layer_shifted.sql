-- title: One layer lies beside another
-- title_zh: 图层整体偏移
-- why: Points of GCJ-02 or BD-09 that were declared as WGS-84 lie 100 to 1,500 m off, all the same way: teams would be sent to the wrong block. Told by five places or more that two sources have by one name.
WITH pair AS (
  SELECT a.site_id, a.source_id AS layer, b.source_id AS reference,
    (a.lon - b.lon) * cos(radians(b.lat)) * 111320 AS east_m,
    (a.lat - b.lat) * 111320 AS north_m
  FROM core.site a
  JOIN core.site b ON core.name_key(a.name) = core.name_key(b.name) AND a.source_id > b.source_id
  WHERE abs(a.lon - b.lon) < 0.05 AND abs(a.lat - b.lat) < 0.05
),
shift AS (
  SELECT layer, reference, min(site_id) AS first_site, count(*) AS places, median(east_m) AS east_m, median(north_m) AS north_m,
    greatest(stddev_pop(east_m), stddev_pop(north_m)) AS spread_m
  FROM pair
  GROUP BY layer, reference
)
SELECT 'site' AS subject_table, first_site AS subject_id,
  concat(places, ' places of ', layer, ' lie ', round(sqrt(east_m ** 2 + north_m ** 2))::INTEGER,
    ' m from those of ', reference, ', all the same way: check the datum of both') AS detail
FROM shift
WHERE places >= 5 AND sqrt(east_m ** 2 + north_m ** 2) BETWEEN 100 AND 1600
  AND spread_m < 0.2 * sqrt(east_m ** 2 + north_m ** 2)
ORDER BY layer, reference
