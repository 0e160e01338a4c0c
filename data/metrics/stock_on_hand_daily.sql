-- title: Stock on hand day by day
-- title_zh: 每日库存
-- unit: the item's own unit
-- grain: item_id, site_id, day_on
-- caution: Owned and consigned stock at each day's end, ninety days back: today's quantity less what moved since. Days before a depot's opening count are not there. What a file counted and no movement explains lies on every day alike; the audit of movements shows it.
-- caution_zh: 自储与代储物资九十日来各日日终数量，由当前数量按流水倒推；期初盘点之前不列。盘点与流水不符之数各日同等计入，见流水审核。
WITH held AS (
  SELECT item_id, site_id, sum(on_hand_qty) AS on_hand_qty
  FROM metric.stock_held(as_of := as_of, known_as_of := known_as_of)
  WHERE state NOT IN ('contract', 'capacity', 'not_received')
  GROUP BY ALL
),
elsewhere AS (
  SELECT DISTINCT item_id, site_id, lot_no
  FROM metric.stock_held(as_of := as_of, known_as_of := known_as_of)
  WHERE state IN ('contract', 'capacity') AND lot_no IS NOT NULL
),
flow AS (
  SELECT f.item_id, f.site_id, f.signed_qty, f.kind,
    CAST(f.moved_at + m.zone_offset AS DATE) AS day_on
  FROM metric.stock_flows(as_of := as_of, known_as_of := known_as_of) f
  ANTI JOIN elsewhere e
    ON e.item_id = f.item_id AND e.site_id = f.site_id AND e.lot_no = f.lot_no,
    metric.moment(as_of := as_of, known_as_of := known_as_of) m
),
moved AS (
  SELECT item_id, site_id, day_on, sum(signed_qty) AS net_qty,
    coalesce(sum(signed_qty) FILTER (signed_qty > 0 AND kind <> 'opening'), 0) AS in_qty,
    coalesce(-sum(signed_qty) FILTER (signed_qty < 0), 0) AS out_qty
  FROM flow
  GROUP BY ALL
),
opened AS (
  SELECT item_id, site_id, min(day_on) AS opened_on
  FROM flow WHERE kind = 'opening'
  GROUP BY ALL
),
day AS (
  SELECT CAST(unnest(range(today_on - 90, today_on + 1, INTERVAL 1 DAY)) AS DATE) AS day_on
  FROM metric.moment(as_of := as_of, known_as_of := known_as_of)
)
SELECT
  h.item_id, h.site_id, d.day_on,
  h.on_hand_qty - coalesce(sum(v.net_qty) OVER (
    PARTITION BY h.item_id, h.site_id ORDER BY d.day_on DESC
    ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS on_hand_qty,
  coalesce(v.in_qty, 0) AS in_qty,
  coalesce(v.out_qty, 0) AS out_qty
FROM held h
CROSS JOIN day d
LEFT JOIN opened o ON o.item_id = h.item_id AND o.site_id = h.site_id
LEFT JOIN moved v ON v.item_id = h.item_id AND v.site_id = h.site_id AND v.day_on = d.day_on
WHERE d.day_on >= coalesce(o.opened_on, d.day_on)
ORDER BY h.item_id, h.site_id, d.day_on
