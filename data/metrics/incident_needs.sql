-- title: What open incidents asked for
-- title_zh: 未结事件物资需求
-- unit: the item's own unit
-- grain: incident_id, item_key
-- caution: Asked, sent and what the nearest depot still has; short is what is still to send and the nearest depot cannot give. Two incidents may look at the same stock.
-- caution_zh: 申请量、已发量与最近仓库现存量；缺口为未发且最近仓库无法满足的部分。多起事件可能指向同一库存。
WITH request AS (
  SELECT d.*,
    departed_at <= as_of OR (departed_at IS NULL AND coalesce(arrived_at <= as_of,
      status IN ('en_route', 'on_scene', 'released', 'returned'))) AS is_sent
  FROM core.deployment_known(known_as_of) d
  WHERE resource_kind = 'item' AND status <> 'declined'
    AND coalesce(requested_at, committed_at, departed_at, arrived_at, as_of) <= as_of
),
item AS (
  SELECT item_id, coalesce(name_zh, name) AS item_zh, coalesce(name_en, name) AS item_en, unit
  FROM core.stock_item_known(known_as_of)
),
named AS (
  -- Requests rarely repeat the specification; a name that one item alone has is enough.
  SELECT core.name_key(name) AS item_name, min(item_id) AS item_id
  FROM core.stock_item_known(known_as_of)
  GROUP BY ALL
  HAVING count(*) = 1
),
need AS (
  SELECT incident_id,
    coalesce(i.item_id, n.item_id, resource_id, core.name_key(resource_name), '?') AS item_key,
    any_value(coalesce(i.item_id, n.item_id)) AS item_id,
    any_value(resource_name) AS resource_name,
    any_value(r.unit) AS unit,
    sum(qty) AS asked_qty,
    coalesce(sum(qty) FILTER (is_sent), 0) AS sent_qty
  FROM request r
  LEFT JOIN item i ON i.item_id = r.resource_id
  LEFT JOIN named n ON n.item_name = core.name_key(r.resource_name)
  GROUP BY ALL
),
near AS (
  SELECT n.incident_id, n.item_key,
    arg_min({'zh': s.site_zh, 'en': s.site_en, 'qty': s.usable_qty, 'site_id': s.site_id},
      {'km': core.distance_km(i.lon, i.lat, s.lon, s.lat), 'site_id': s.site_id}) AS depot
  FROM need n
  JOIN metric.incident_state(as_of := as_of, known_as_of := known_as_of) i
    ON i.incident_id = n.incident_id AND i.is_open
  JOIN metric.stock_by_depot(as_of := as_of, known_as_of := known_as_of) s
    ON s.item_id = n.item_id AND s.usable_qty > 0
  GROUP BY ALL
)
SELECT
  n.incident_id, n.item_key, n.item_id,
  coalesce(t.item_zh, n.resource_name) AS item_zh,
  coalesce(t.item_en, n.resource_name) AS item_en,
  coalesce(n.unit, t.unit) AS unit,
  n.asked_qty, n.sent_qty,
  d.depot.zh AS nearest_zh, d.depot.en AS nearest_en, d.depot.qty AS nearest_qty,
  greatest(0, n.asked_qty - n.sent_qty - coalesce(d.depot.qty, 0)) AS short_qty
FROM need n
JOIN metric.incident_state(as_of := as_of, known_as_of := known_as_of) i
  ON i.incident_id = n.incident_id AND i.is_open
LEFT JOIN near d ON d.incident_id = n.incident_id AND d.item_key = n.item_key
LEFT JOIN item t ON t.item_id = n.item_id
ORDER BY n.incident_id, short_qty DESC, item_en, n.item_key
