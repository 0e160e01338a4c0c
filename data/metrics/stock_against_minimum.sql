-- title: Stock against minimum
-- title_zh: 物资与定额
-- unit: the item's own unit
-- grain: item_id
-- caution: The minimum is the sum of the depots' minimums, or that of the whole office where it is higher. Days of supply need a demand: people moved to safety in open incidents times the item's daily rate; without one there is no number, never zero or endless.
-- caution_zh: 定额为各库定额之和，或更高的全市定额。可供天数按未结事件转移人数与人日消耗计算；无需求依据则不给数字。
WITH served AS (
  SELECT relocated AS people_served
  FROM metric.casualties(as_of := as_of, known_as_of := known_as_of)
),
held AS (
  SELECT item_id,
    sum(usable_qty) AS usable_qty,
    sum(expiring_qty) AS expiring_qty,
    sum(expired_qty) AS expired_qty,
    min(next_expiry_on) AS next_expiry_on
  FROM metric.stock_usable(as_of := as_of, known_as_of := known_as_of)
  GROUP BY item_id
),
target AS (
  SELECT item_id,
    greatest(
      sum(target_qty) FILTER (scope = 'site' AND scope_id <> '*'),
      sum(target_qty) FILTER (scope = 'region' AND scope_id <> '*'),
      max(target_qty) FILTER (scope_id = '*')) AS minimum_qty
  FROM core.stock_target_known(known_as_of)
  GROUP BY item_id
),
item AS (
  SELECT
    i.item_id,
    coalesce(i.name_zh, i.name) AS item_zh,
    coalesce(i.name_en, i.name) AS item_en,
    i.category, i.unit, i.is_critical, i.rate_per_person_day,
    coalesce(h.usable_qty, 0) AS usable_qty,
    t.minimum_qty,
    coalesce(h.usable_qty, 0) / nullif(t.minimum_qty, 0) AS coverage,
    coalesce(h.expiring_qty, 0) AS expiring_qty,
    coalesce(h.expired_qty, 0) AS expired_qty,
    h.next_expiry_on
  FROM core.stock_item_known(known_as_of) i
  LEFT JOIN held h USING (item_id)
  LEFT JOIN target t USING (item_id)
)
SELECT
  i.item_id, i.item_zh, i.item_en, i.category, i.unit,
  i.usable_qty, i.minimum_qty, i.coverage,
  CASE
    WHEN i.coverage IS NULL THEN 'none'
    WHEN i.usable_qty <= 0 THEN 'out'
    WHEN i.coverage < m.short_ratio THEN 'short'
    WHEN i.coverage < 1 THEN 'low'
    ELSE 'ok'
  END AS state,
  i.usable_qty / nullif(i.rate_per_person_day * s.people_served, 0) AS days_of_supply,
  CASE WHEN i.rate_per_person_day * s.people_served > 0 THEN 'relocated' END AS demand_basis,
  CASE WHEN i.rate_per_person_day IS NOT NULL THEN s.people_served END AS people_served,
  i.expiring_qty, i.expired_qty, i.next_expiry_on, i.is_critical
FROM item i, served s, metric.moment(as_of := as_of, known_as_of := known_as_of) m
ORDER BY i.is_critical DESC, i.coverage NULLS LAST, i.item_en, i.item_id
