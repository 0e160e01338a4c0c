-- title: Items asked for
-- title_zh: 物资申请
-- unit: the item's own unit
-- grain: incident_id, item_key
-- caution: What incidents asked for and what has left, declined requests apart. Requests in another unit than the item's are an audit.
-- caution_zh: 各事件申请量与已发出量，不含已拒绝的申请。申请单位与物资单位不一致者列入审核。
WITH request AS (
  SELECT incident_id, resource_id, resource_name, unit, qty,
    departed_at <= as_of OR (departed_at IS NULL AND coalesce(arrived_at <= as_of,
      status IN ('en_route', 'on_scene', 'released', 'returned'))) AS is_sent
  FROM core.deployment_known(known_as_of)
  WHERE resource_kind = 'item' AND status <> 'declined'
    AND coalesce(requested_at, committed_at, departed_at, arrived_at, as_of) <= as_of
),
item AS (
  SELECT item_id, core.name_key(name) AS item_name, unit,
    coalesce(name_zh, name) AS item_zh, coalesce(name_en, name) AS item_en,
    count(*) OVER (PARTITION BY core.name_key(name)) AS namesakes
  FROM core.stock_item_known(known_as_of)
),
matched AS (
  -- Requests rarely repeat the specification; a name that one item alone has is enough.
  SELECT r.*, i.item_id, i.item_zh, i.item_en, i.unit AS item_unit
  FROM request r
  LEFT JOIN item i ON i.item_id = r.resource_id
    OR (i.namesakes = 1 AND i.item_name = core.name_key(r.resource_name))
)
SELECT
  incident_id,
  coalesce(item_id, resource_id, core.name_key(resource_name), '?') AS item_key,
  any_value(item_id) AS item_id,
  coalesce(any_value(item_zh), any_value(resource_name)) AS item_zh,
  coalesce(any_value(item_en), any_value(resource_name)) AS item_en,
  coalesce(any_value(unit), any_value(item_unit)) AS unit,
  sum(qty) AS asked_qty,
  coalesce(sum(qty) FILTER (is_sent), 0) AS sent_qty
FROM matched
GROUP BY ALL
ORDER BY incident_id, item_key
