-- title: Incident far outside its area
-- title_zh: 事件位置远离所属区域
-- why: A wrong point or a wrong area code puts it in the wrong district's count. Coarse: three times the radius of a disc of the area's size around its label point.
SELECT 'incident' AS subject_table, i.incident_id AS subject_id,
  concat(round(core.distance_km(i.lon, i.lat, r.lon, r.lat), 1), ' km from the middle of ', r.name) AS detail
FROM core.incident i
JOIN core.region r USING (region_code)
WHERE i.lon IS NOT NULL AND r.lon IS NOT NULL
  AND core.distance_km(i.lon, i.lat, r.lon, r.lat) > 3 * sqrt(r.area_km2 / pi())
ORDER BY i.incident_id
