-- title: Usable stock by depot
-- title_zh: 各库可用物资
-- unit: the item's own unit
-- grain: item_id, site_id
-- caution: On hand less reserved, of lots in good condition or opened, owned or consigned, and usable through the site's present day. Contract and capacity holdings are not on the shelf: they are beside it, never in it. A negative quantity is an error of the books, shown and not hidden.
-- caution_zh: 现有减预留，仅计完好或已启封、自储或代储且今日仍在有效期内的批次；协议和产能储备另列，不计入。负数为账目错误，如实显示。
SELECT
  item_id, site_id,
  sum(deployable_qty) AS usable_qty,
  coalesce(sum(on_hand_qty) FILTER (state NOT IN ('contract', 'capacity', 'not_received')), 0)
    AS on_hand_qty,
  coalesce(sum(reserved_qty) FILTER (state IN ('usable', 'expiring', 'expiring_ahead')), 0)
    AS reserved_qty,
  coalesce(sum(on_hand_qty) FILTER (state = 'expired'), 0) AS expired_qty,
  coalesce(sum(deployable_qty) FILTER (state = 'expiring'), 0) AS expiring_qty,
  coalesce(sum(deployable_qty) FILTER (state IN ('expiring', 'expiring_ahead')), 0)
    AS expiring_ahead_qty,
  coalesce(sum(deployable_qty) FILTER (holding = 'consigned'), 0) AS consigned_qty,
  coalesce(sum(on_hand_qty) FILTER (holding IN ('contract', 'capacity')), 0) AS contract_qty,
  min(expires_on) FILTER (deployable_qty > 0) AS next_expiry_on
FROM metric.stock_held(as_of := as_of, known_as_of := known_as_of)
GROUP BY item_id, site_id
