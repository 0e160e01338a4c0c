-- title: Stock lot by lot
-- title_zh: 库存批次
-- unit: the item's own unit
-- grain: lot_id
-- caution: fefo_rank is the order in which lots of an item leave a depot: first expired, first out, and only lots that can be deployed. In transit is what left the lot for another depot and is not booked in there; on loan is what durable goods issued to an incident have not been returned. value is in the file's own currency, empty without a price.
-- caution_zh: fefo_rank 为先到期先出的顺序，仅排可调用批次。在途为已调出而对方未入库的数量；借出为发给事件而未归还的耐用品。value 按来源币种计，无单价则留空。
WITH gone AS (
  SELECT f.*, t.in_transit_qty,
    coalesce(sum(-f.signed_qty) OVER (
      PARTITION BY f.item_id, f.site_id, f.other_site_id ORDER BY f.moved_at DESC, f.movement_id
      ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS newer_qty
  FROM metric.stock_flows(as_of := as_of, known_as_of := known_as_of) f
  JOIN metric.stock_in_transit(as_of := as_of, known_as_of := known_as_of) t
    ON t.item_id = f.item_id AND t.from_site_id = f.site_id AND t.to_site_id = f.other_site_id
  WHERE f.kind = 'transfer_out'
),
road AS (
  SELECT item_id, site_id, lot_no,
    sum(greatest(0, least(-signed_qty, in_transit_qty - newer_qty))) AS qty
  FROM gone
  GROUP BY ALL
),
loan AS (
  SELECT f.item_id, f.site_id, f.lot_no, greatest(0, -sum(f.signed_qty)) AS qty
  FROM metric.stock_flows(as_of := as_of, known_as_of := known_as_of) f
  JOIN core.stock_item_known(known_as_of) i ON i.item_id = f.item_id AND NOT i.is_consumable
  WHERE f.kind IN ('issue', 'receipt') AND f.incident_id IS NOT NULL
  GROUP BY ALL
),
lot AS (
  SELECT lot_id, bin, made_on, unit_price, currency, owner_org
  FROM core.stock_lot_known(known_as_of)
)
SELECT
  h.lot_id, h.item_id, h.site_id,
  coalesce(i.name_zh, i.name, h.item_id) AS item_zh,
  coalesce(i.name_en, i.name, h.item_id) AS item_en,
  coalesce(s.name_zh, s.name, h.site_id) AS site_zh,
  coalesce(s.name_en, s.name, h.site_id) AS site_en,
  i.category, i.unit, l.bin, h.lot_no, h.holding, h.condition, h.state,
  h.on_hand_qty, h.reserved_qty, h.deployable_qty,
  coalesce(r.qty, 0) AS in_transit_qty,
  coalesce(o.qty, 0) AS on_loan_qty,
  l.made_on, h.expires_on, h.days_left,
  CASE WHEN h.deployable_qty > 0 THEN row_number() OVER (
    PARTITION BY h.item_id, h.site_id, h.deployable_qty > 0
    ORDER BY h.expires_on NULLS LAST, h.received_on NULLS LAST, h.lot_id) END AS fefo_rank,
  h.counted_at, date_sub('day', h.counted_at, as_of) AS count_age_days,
  l.unit_price, l.currency, h.on_hand_qty * l.unit_price AS value, l.owner_org
FROM metric.stock_held(as_of := as_of, known_as_of := known_as_of) h
JOIN lot l USING (lot_id)
LEFT JOIN road r ON r.item_id = h.item_id AND r.site_id = h.site_id AND r.lot_no = h.lot_no
LEFT JOIN loan o ON o.item_id = h.item_id AND o.site_id = h.site_id AND o.lot_no = h.lot_no
LEFT JOIN core.stock_item_known(known_as_of) i ON i.item_id = h.item_id
LEFT JOIN core.site_known(known_as_of) s ON s.site_id = h.site_id
ORDER BY item_en, h.item_id, site_en, h.site_id, fefo_rank NULLS LAST, h.lot_id
