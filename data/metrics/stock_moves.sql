-- title: Short depots near open incidents, and who can help
-- title_zh: 事发地短缺仓库及可调剂仓库
-- unit: the item's own unit
-- grain: item_id, site_id
-- caution: Depots near an open incident that hold less than the decision share of their minimum. The donor is the nearest depot that can give all of the gap above its own minimum, else the one that can give most of the way nearest. A suggestion; nothing is reserved.
-- caution_zh: 事发地附近低于决策比例的仓库；调出仓库为在本库定额之上可满足缺口的最近仓库，否则为最近的有余仓库。仅为建议，不占用库存。
WITH depot AS (
  SELECT * FROM metric.stock_by_depot(as_of := as_of, known_as_of := known_as_of)
),
rule AS (
  SELECT CAST(max_level AS INTEGER) AS max_level FROM core.decision_rule
  WHERE kind = 'short_of_stock'
),
open AS (
  SELECT incident_id, title, level, lon, lat
  FROM metric.incident_state(as_of := as_of, known_as_of := known_as_of), rule
  WHERE is_open AND level <= max_level AND lon IS NOT NULL AND lat IS NOT NULL
),
short AS (
  SELECT d.item_id, d.site_id,
    arg_min({'incident_id': o.incident_id, 'title': o.title, 'level': o.level},
      {'level': o.level, 'km': core.distance_km(d.lon, d.lat, o.lon, o.lat),
       'incident_id': o.incident_id}) AS incident,
    any_value(d) AS depot
  FROM depot d
  CROSS JOIN metric.moment(as_of := as_of, known_as_of := known_as_of) m
  JOIN open o ON core.distance_km(d.lon, d.lat, o.lon, o.lat) <= m.near_km
  WHERE d.coverage < m.decision_ratio
  GROUP BY d.item_id, d.site_id
),
candidate AS (
  SELECT s.item_id, s.site_id, g AS donor,
    s.depot.minimum_qty - s.depot.usable_qty AS gap_qty,
    g.usable_qty - coalesce(g.minimum_qty, 0) AS surplus_qty,
    core.distance_km(s.depot.lon, s.depot.lat, g.lon, g.lat) AS distance_km
  FROM short s
  CROSS JOIN metric.moment(as_of := as_of, known_as_of := known_as_of) m
  JOIN depot g ON g.item_id = s.item_id AND g.site_id <> s.site_id
    AND g.usable_qty > coalesce(g.minimum_qty, 0)
    AND core.distance_km(s.depot.lon, s.depot.lat, g.lon, g.lat) <= m.reach_km
),
best AS (
  SELECT * FROM candidate
  QUALIFY row_number() OVER (
    PARTITION BY item_id, site_id
    ORDER BY surplus_qty >= gap_qty DESC, distance_km, donor.site_id) = 1
)
SELECT
  s.item_id, s.site_id,
  s.depot.item_zh, s.depot.item_en, s.depot.site_zh, s.depot.site_en, s.depot.unit,
  s.depot.usable_qty, s.depot.minimum_qty, s.depot.coverage, s.depot.is_critical,
  s.incident.incident_id, s.incident.title AS incident_title, s.incident.level AS incident_level,
  b.donor.site_id AS donor_id, b.donor.site_zh AS donor_zh, b.donor.site_en AS donor_en,
  b.donor.usable_qty AS donor_usable_qty, b.donor.minimum_qty AS donor_minimum_qty,
  b.distance_km,
  least(b.gap_qty, b.surplus_qty) AS move_qty
FROM short s
LEFT JOIN best b USING (item_id, site_id)
ORDER BY s.depot.is_critical DESC, s.depot.coverage, s.item_id, s.site_id
