-- title: Stock by depot
-- title_zh: 各库物资
-- unit: the item's own unit
-- grain: item_id, site_id
-- caution: Usable stock of each depot against its own minimum; a depot that has a minimum and no stock is there with zero. Without a minimum there is no coverage.
-- caution_zh: 各库可用量与本库定额对照；有定额而无库存者列为零。无定额则不计比例。
WITH inbound AS (
  SELECT item_id, to_site_id AS site_id, sum(in_transit_qty) AS inbound_qty
  FROM metric.stock_in_transit(as_of := as_of, known_as_of := known_as_of)
  GROUP BY ALL
),
target AS (
  SELECT item_id, scope_id AS site_id, max(target_qty) AS minimum_qty
  FROM core.stock_target_known(known_as_of)
  WHERE scope = 'site' AND scope_id <> '*'
  GROUP BY item_id, scope_id
)
SELECT
  item_id, site_id,
  coalesce(i.name_zh, i.name, item_id) AS item_zh,
  coalesce(i.name_en, i.name, item_id) AS item_en,
  coalesce(s.name_zh, s.name, site_id) AS site_zh,
  coalesce(s.name_en, s.name, site_id) AS site_en,
  i.unit, i.category, coalesce(i.is_critical, false) AS is_critical,
  coalesce(u.usable_qty, 0) AS usable_qty,
  t.minimum_qty,
  coalesce(u.usable_qty, 0) / nullif(t.minimum_qty, 0) AS coverage,
  coalesce(u.expired_qty, 0) AS expired_qty,
  coalesce(u.expiring_qty, 0) AS expiring_qty,
  u.next_expiry_on,
  coalesce(u.on_hand_qty, 0) AS on_hand_qty,
  coalesce(u.reserved_qty, 0) AS reserved_qty,
  coalesce(n.inbound_qty, 0) AS inbound_qty,
  coalesce(u.consigned_qty, 0) AS consigned_qty,
  coalesce(u.contract_qty, 0) AS contract_qty,
  coalesce(r.name_zh, r.name, s.region_text) AS region_zh,
  coalesce(r.name_en, r.name, s.region_text) AS region_en,
  s.region_code, s.lon, s.lat
FROM metric.stock_usable(as_of := as_of, known_as_of := known_as_of) u
FULL JOIN target t USING (item_id, site_id)
LEFT JOIN inbound n USING (item_id, site_id)
LEFT JOIN core.stock_item_known(known_as_of) i USING (item_id)
LEFT JOIN core.site_known(known_as_of) s USING (site_id)
LEFT JOIN core.region_known(known_as_of) r ON r.region_code = s.region_code
ORDER BY i.category, item_en, item_id, site_en, site_id
