-- title: Items asked for
-- title_zh: 物资申请
-- unit: the item's own unit
-- grain: incident_id, item_key
-- caution: What incidents asked for and what has left, declined requests apart. A request in another unit is converted where the table of units can; where it cannot it stands by itself, and is an audit.
-- caution_zh: 各事件申请量与已发出量，不含已拒绝的申请。申请单位可换算者按单位表换算，不可换算者单列并列入审核。
WITH request AS (
  SELECT incident_id, resource_id, resource_name, d.unit, qty, u.dimension, u.factor,
    departed_at <= as_of OR (departed_at IS NULL AND coalesce(arrived_at <= as_of,
      status IN ('en_route', 'on_scene', 'released', 'returned'))) AS is_sent
  FROM core.deployment_known(known_as_of) d
  LEFT JOIN core.units u ON u.unit = d.unit AND u.factor IS NOT NULL
  WHERE resource_kind = 'item' AND status <> 'declined'
    AND coalesce(requested_at, committed_at, departed_at, arrived_at, as_of) <= as_of
),
item AS (
  SELECT item_id, core.name_key(name) AS item_name, i.unit, u.dimension, u.factor,
    coalesce(name_zh, name) AS item_zh, coalesce(name_en, name) AS item_en,
    count(*) OVER (PARTITION BY core.name_key(name)) AS namesakes
  FROM core.stock_item_known(known_as_of) i
  LEFT JOIN core.units u ON u.unit = i.unit AND u.factor IS NOT NULL
),
matched AS (
  -- Requests rarely repeat the specification; a name that one item alone has is enough.
  SELECT r.* REPLACE (r.qty * coalesce(r.factor / i.factor, 1) AS qty),
    i.item_id, i.item_zh, i.item_en, i.unit AS item_unit
  FROM request r
  LEFT JOIN item i ON (i.item_id = r.resource_id
      OR (i.namesakes = 1 AND i.item_name = core.name_key(r.resource_name)))
    AND (coalesce(r.unit, '') IN ('', i.unit) OR r.dimension = i.dimension)
)
SELECT
  incident_id,
  coalesce(item_id, concat_ws(' | ', coalesce(core.name_key(resource_name), resource_id, '?'),
    nullif(unit, ''))) AS item_key,
  any_value(item_id) AS item_id,
  coalesce(any_value(item_zh), any_value(resource_name)) AS item_zh,
  coalesce(any_value(item_en), any_value(resource_name)) AS item_en,
  coalesce(any_value(item_unit), any_value(unit)) AS unit,
  sum(qty) AS asked_qty,
  -- Nothing has left is zero; something of which nobody said how much is not.
  CASE WHEN count(*) FILTER (is_sent) = 0 THEN 0 ELSE sum(qty) FILTER (is_sent) END AS sent_qty
FROM matched
GROUP BY ALL
ORDER BY incident_id, item_key
