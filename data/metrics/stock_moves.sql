-- title: Short depots near open incidents, and who can help
-- title_zh: 事发地短缺仓库及可调剂仓库
-- unit: the item's own unit
-- grain: item_id, site_id
-- caution: Critical items that a serious open incident asked for and has not wholly been sent (before it asks for anything: all critical items), where the depot nearest to it holds less than the decision share of its minimum. The donor is the nearest depot that can give the whole gap from above its own minimum, else the nearest with anything above it. A suggestion; nothing is reserved.
-- caution_zh: 较重未结事件已申请而未足额发出的关键物资（尚无申请时为全部关键物资），且距其最近的仓库低于决策比例。调出仓库为在本库定额之上可补足缺口的最近仓库，否则为最近的有余仓库。仅为建议，不占用库存。
WITH depot AS (
  SELECT * FROM metric.stock_by_depot(as_of := as_of, known_as_of := known_as_of)
  WHERE lon IS NOT NULL AND lat IS NOT NULL
),
short AS (
  SELECT n.* EXCLUDE (incident_id, incident_title, incident_level), d AS depot,
    {'incident_id': n.incident_id, 'title': n.incident_title, 'level': n.incident_level} AS incident
  FROM metric.stock_short(as_of := as_of, known_as_of := known_as_of) n
  JOIN depot d USING (item_id, site_id)
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
