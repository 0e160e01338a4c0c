-- title: Usable stock by depot
-- title_zh: 各库可用物资
-- unit: the item's own unit
-- grain: item_id, site_id
-- caution: On hand less reserved, of lots in good condition or opened, owned or consigned, and usable through the site's present day. Contract and capacity holdings are not on the shelf and not counted. A negative quantity is an error of the books, shown and not hidden.
-- caution_zh: 现有减预留，仅计完好或已启封、自储或代储且今日仍在有效期内的批次；协议和产能储备不计。负数为账目错误，如实显示。
WITH lot AS (
  SELECT
    l.item_id, l.site_id, l.expires_on,
    coalesce(l.expires_on < m.today_on, false) AS is_expired,
    coalesce(l.expires_on <= m.today_on + m.expiring_days, false) AS is_expiring,
    l.qty_on_hand,
    l.qty_on_hand - l.qty_reserved AS qty,
    l.condition IN ('good', 'opened') AS is_sound
  FROM core.stock_lot_known(known_as_of) l,
    metric.moment(as_of := as_of, known_as_of := known_as_of) m
  WHERE l.holding IN ('owned', 'consigned')
    AND (l.received_on IS NULL OR l.received_on <= m.today_on)
)
SELECT
  item_id, site_id,
  coalesce(sum(qty) FILTER (is_sound AND NOT is_expired), 0) AS usable_qty,
  coalesce(sum(qty_on_hand) FILTER (is_expired), 0) AS expired_qty,
  coalesce(sum(qty) FILTER (is_sound AND NOT is_expired AND is_expiring), 0) AS expiring_qty,
  min(expires_on) FILTER (is_sound AND NOT is_expired AND qty > 0) AS next_expiry_on
FROM lot
GROUP BY item_id, site_id
