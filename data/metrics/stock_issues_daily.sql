-- title: Stock issued day by day
-- title_zh: 每日出库
-- unit: the item's own unit
-- grain: item_id, day_on
-- caution: What all depots together issued on each whole day of the last half year, days of the site; a day without an issue has no row, and days before since_on, the first movement known of the item, are not known at all. Today is not over and is not there.
-- caution_zh: 近半年各日全市出库量（本地日）；无出库之日无行，since_on（该物资首笔流水）之前未知。今日未满，不列。
WITH flow AS (
  SELECT f.item_id, f.kind, f.signed_qty, m.today_on, CAST(f.moved_at + m.zone_offset AS DATE) AS day_on
  FROM metric.stock_flows(as_of := as_of, known_as_of := known_as_of) f,
    metric.moment(as_of := as_of, known_as_of := known_as_of) m
),
since AS (
  SELECT item_id, min(day_on) AS since_on FROM flow GROUP BY item_id
)
SELECT f.item_id, f.day_on, -sum(f.signed_qty) AS issued_qty,
  greatest(any_value(s.since_on), any_value(f.today_on) - 180) AS since_on,
  any_value(f.today_on) AS today_on
FROM flow f
JOIN since s USING (item_id)
WHERE f.kind = 'issue' AND f.day_on < f.today_on AND f.day_on >= f.today_on - 180
GROUP BY f.item_id, f.day_on
ORDER BY f.item_id, f.day_on
