-- title: State of every lot
-- title_zh: 批次状态
-- unit: the item's own unit
-- grain: lot_id
-- caution: Deployable is what is on hand less what is reserved, of sound lots in our own or consigned holding that are usable through the site's present day; all else has none. A count made after the moment asked about is taken back by the movements between. A negative quantity is an error of the books, shown and not hidden.
-- caution_zh: 可调用量为现有减预留，仅计自储或代储、完好且今日仍在有效期内的批次；其余为零。查询时刻之后的盘点按其间流水倒推。负数为账目错误，如实显示。
WITH later AS (
  -- Two lots of one number (another bin, another holding) share their movements: neither is moved.
  SELECT any_value(l.lot_id) AS lot_id, sum(f.signed_qty) AS qty
  FROM metric.stock_flows(as_of := TIMESTAMP '9999-01-01', known_as_of := known_as_of) f
  JOIN core.stock_lot_known(known_as_of) l
    ON l.item_id = f.item_id AND l.site_id = f.site_id AND l.lot_no = f.lot_no
  WHERE f.moved_at > as_of AND f.moved_at <= coalesce(l.counted_at, l.known_at)
  GROUP BY f.item_id, f.site_id, f.lot_no
  HAVING count(DISTINCT l.lot_id) = 1
),
lot AS (
  SELECT
    l.lot_id, l.item_id, l.site_id, l.lot_no, l.holding, l.condition, l.received_on, l.expires_on,
    l.qty_on_hand - coalesce(b.qty, 0) AS on_hand_qty,
    l.qty_reserved AS reserved_qty,
    coalesce(l.counted_at, l.known_at) AS counted_at,
    l.expires_on - m.today_on AS days_left,
    CASE
      WHEN l.holding IN ('contract', 'capacity') THEN l.holding
      WHEN l.received_on > m.today_on THEN 'not_received'
      WHEN l.condition = 'expired' OR l.expires_on < m.today_on THEN 'expired'
      WHEN l.condition NOT IN ('good', 'opened') THEN l.condition
      WHEN l.expires_on <= m.today_on + m.expiring_days THEN 'expiring'
      WHEN l.expires_on <= m.today_on + m.expiring_ahead_days THEN 'expiring_ahead'
      ELSE 'usable'
    END AS state
  FROM core.stock_lot_known(known_as_of) l
  LEFT JOIN later b USING (lot_id),
    metric.moment(as_of := as_of, known_as_of := known_as_of) m
)
SELECT *,
  CASE WHEN state IN ('usable', 'expiring', 'expiring_ahead')
    THEN on_hand_qty - reserved_qty ELSE 0 END AS deployable_qty
FROM lot
