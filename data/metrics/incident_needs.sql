-- title: What open incidents asked for
-- title_zh: 未结事件物资需求
-- unit: the item's own unit
-- grain: incident_id, item_key
-- caution: Asked, sent and what the nearest depot still has; short is what is still to send and the nearest depot cannot give. Two incidents may look at the same stock. Empty is unknown: no quantity was told, or the incident has no position.
-- caution_zh: 申请量、已发量与最近仓库现存量；缺口为未发且最近仓库无法满足的部分。多起事件可能指向同一库存。未报数量或事件无坐标者留空，表示未知。
WITH need AS (
  SELECT r.*, i.lon, i.lat
  FROM metric.item_requests(as_of := as_of, known_as_of := known_as_of) r
  JOIN metric.open_incidents(as_of := as_of, known_as_of := known_as_of) i
    ON i.incident_id = r.incident_id
),
near AS (
  SELECT n.incident_id, n.item_key,
    arg_min({'zh': s.site_zh, 'en': s.site_en, 'qty': s.usable_qty},
      {'km': core.distance_km(n.lon, n.lat, s.lon, s.lat), 'site_id': s.site_id}) AS depot
  FROM need n
  JOIN metric.stock_by_depot(as_of := as_of, known_as_of := known_as_of) s
    ON s.item_id = n.item_id AND s.usable_qty > 0 AND n.lon IS NOT NULL AND s.lon IS NOT NULL
  GROUP BY ALL
)
SELECT
  n.incident_id, n.item_key, n.item_id, n.item_zh, n.item_en, n.unit, n.asked_qty, n.sent_qty,
  d.depot.zh AS nearest_zh, d.depot.en AS nearest_en, d.depot.qty AS nearest_qty,
  -- greatest() passes over what is not known. Without a position no depot is known to be near.
  CASE WHEN n.asked_qty - n.sent_qty IS NOT NULL AND n.lon IS NOT NULL AND n.lat IS NOT NULL
    THEN greatest(0, n.asked_qty - n.sent_qty - coalesce(d.depot.qty, 0)) END AS short_qty
FROM need n
LEFT JOIN near d ON d.incident_id = n.incident_id AND d.item_key = n.item_key
ORDER BY n.incident_id, short_qty DESC NULLS LAST, n.item_en, n.item_key
