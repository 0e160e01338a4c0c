-- title: Stock on the road
-- title_zh: 在途物资
-- unit: the item's own unit
-- grain: item_id, from_site_id, to_site_id
-- caution: What left a depot for another and has not been booked in there, and deliveries marked as in transit. It is in neither depot's stock.
-- caution_zh: 已调出而对方尚未入库的数量，及标为在途的到货；不计入任何一库。
WITH leg AS (
  SELECT item_id, from_site_id, to_site_id, eta_on, moved_at,
    CASE WHEN kind = 'transfer_in' AND coalesce(status, 'done') = 'done' THEN -qty ELSE qty END
      AS qty
  FROM core.stock_movement_known(known_as_of)
  WHERE moved_at <= as_of AND coalesce(status, 'done') <> 'cancelled' AND to_site_id IS NOT NULL
    AND ((kind IN ('transfer_out', 'transfer_in') AND from_site_id IS NOT NULL)
      OR (kind IN ('order', 'receipt') AND status = 'in_transit'))
),
road AS (
  SELECT item_id, from_site_id, to_site_id, sum(qty) AS in_transit_qty,
    max(moved_at) FILTER (qty > 0) AS left_at, max(eta_on) AS eta_on
  FROM leg
  GROUP BY ALL
  -- A sum of binary fractions is seldom nought to the last digit.
  HAVING round(sum(qty), 6) > 0
)
SELECT
  item_id, coalesce(from_site_id, '') AS from_site_id, to_site_id,
  coalesce(i.name_zh, i.name, item_id) AS item_zh,
  coalesce(i.name_en, i.name, item_id) AS item_en,
  i.unit, r.in_transit_qty, r.left_at, r.eta_on,
  coalesce(f.name_zh, f.name, from_site_id) AS from_zh,
  coalesce(f.name_en, f.name, from_site_id) AS from_en,
  coalesce(t.name_zh, t.name, to_site_id) AS to_zh,
  coalesce(t.name_en, t.name, to_site_id) AS to_en
FROM road r
LEFT JOIN core.stock_item_known(known_as_of) i USING (item_id)
LEFT JOIN core.site_known(known_as_of) f ON f.site_id = r.from_site_id
LEFT JOIN core.site_known(known_as_of) t ON t.site_id = r.to_site_id
ORDER BY item_en, item_id, from_site_id, to_site_id
