-- title: Short depots near open incidents
-- title_zh: 事发地短缺仓库
-- unit: the item's own unit
-- grain: item_id, site_id
-- caution: Critical items that a serious open incident asked for and has not wholly been sent (before it asks for anything: all critical items), where the depot nearest to it holds less than the decision share of its minimum.
-- caution_zh: 较重未结事件已申请而未足额发出的关键物资（尚无申请时为全部关键物资），且距其最近的仓库低于决策比例。
WITH depot AS (
  SELECT * FROM metric.stock_by_depot(as_of := as_of, known_as_of := known_as_of)
  WHERE lon IS NOT NULL AND lat IS NOT NULL
),
open AS (
  SELECT incident_id, title, level, lon, lat
  FROM metric.open_incidents(as_of := as_of, known_as_of := known_as_of)
  WHERE lon IS NOT NULL AND lat IS NOT NULL
    AND level <= (SELECT max(CAST(max_level AS INTEGER)) FROM core.decision_rule
      WHERE kind = 'short_of_stock')
),
asked AS (
  -- Whoever asked without saying how much still waits.
  SELECT incident_id, item_id, coalesce(asked_qty > sent_qty, true) AS is_wanting
  FROM metric.item_requests(as_of := as_of, known_as_of := known_as_of)
),
nearest AS (
  SELECT o.incident_id, o.title, o.level, d AS depot
  FROM open o
  JOIN depot d ON d.is_critical AND d.minimum_qty > 0
  LEFT JOIN asked a ON a.incident_id = o.incident_id AND a.item_id = d.item_id
  WHERE coalesce(a.is_wanting, o.incident_id NOT IN (SELECT incident_id FROM asked))
  QUALIFY row_number() OVER (
    PARTITION BY o.incident_id, d.item_id
    ORDER BY core.distance_km(d.lon, d.lat, o.lon, o.lat), d.site_id) = 1
)
SELECT n.depot.item_id AS item_id, n.depot.site_id AS site_id,
  any_value(n.depot.usable_qty) AS usable_qty, any_value(n.depot.minimum_qty) AS minimum_qty,
  any_value(n.depot.coverage) AS coverage,
  arg_min(n.incident_id, {'level': n.level, 'incident_id': n.incident_id}) AS incident_id,
  arg_min(n.title, {'level': n.level, 'incident_id': n.incident_id}) AS incident_title,
  min(n.level) AS incident_level
FROM nearest n, metric.moment(as_of := as_of, known_as_of := known_as_of) m
WHERE n.depot.coverage < m.decision_ratio
GROUP BY ALL
