-- title: Stock movements, depot by depot
-- title_zh: 各库出入库流水
-- unit: the item's own unit
-- grain: movement_id
-- kept: no
-- caution: Quantities signed for the depot: what came in is positive, what went out negative. Orders, cancelled movements and what is still on the road are no movement of a depot.
-- caution_zh: 数量带正负号：入库为正，出库为负。订单、已取消和在途者不计入库房流水。
SELECT
  movement_id, item_id, lot_no, kind, incident_id, doc_no, moved_at,
  CASE WHEN kind IN ('issue', 'transfer_out', 'dispose') THEN from_site_id
    ELSE coalesce(to_site_id, from_site_id) END AS site_id,
  CASE WHEN kind IN ('issue', 'transfer_out', 'dispose') THEN to_site_id
    WHEN to_site_id IS NOT NULL THEN from_site_id END AS other_site_id,
  CASE WHEN kind IN ('issue', 'transfer_out', 'dispose') THEN -qty ELSE qty END AS signed_qty
FROM core.stock_movement_known(known_as_of)
WHERE moved_at <= as_of AND kind <> 'order' AND coalesce(status, 'done') = 'done'
