-- title: What lies around open incidents
-- title_zh: 未结事件周边
-- unit: places
-- grain: incident_id, site_id
-- caution: Straight-line distance, up to 10 km; incidents and places without believable coordinates are not in it.
-- caution_zh: 直线距离 10 公里以内；无可信坐标的事件和场所不列。
WITH open AS (
  SELECT incident_id, lon, lat
  FROM metric.open_incidents(as_of := as_of, known_as_of := known_as_of)
  WHERE lon IS NOT NULL AND lat IS NOT NULL
),
near AS (
  SELECT
    i.incident_id, s.*, m.today_on, m.surroundings_km,
    core.distance_km(i.lon, i.lat, s.lon, s.lat) AS distance_km
  FROM metric.moment(as_of := as_of, known_as_of := known_as_of) m
  CROSS JOIN open i
  -- One degree of latitude is at least 110.5 km anywhere: a cheap first sieve.
  JOIN core.site_known(known_as_of) s
    ON s.lat BETWEEN i.lat - m.surroundings_km / 110.5 AND i.lat + m.surroundings_km / 110.5
)
SELECT
  incident_id, site_id, kind,
  coalesce(name_zh, name) AS name_zh,
  coalesce(name_en, name) AS name_en,
  distance_km, capacity, capacity_unit,
  CASE WHEN occupancy_at > as_of THEN NULL ELSE occupancy END AS occupancy,
  status, hazard_grade,
  substances AS note,
  CASE WHEN inspect_due_on < today_on THEN today_on - inspect_due_on END AS inspection_overdue_days,
  lon, lat
FROM near
WHERE distance_km <= surroundings_km
ORDER BY incident_id, distance_km, site_id
