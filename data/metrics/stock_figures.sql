-- title: Stock in figures
-- title_zh: 库存概要
-- unit: items, lots, and money in the file's own currency
-- grain: 
-- caution: Items below minimum of the whole office; worst is the depot farthest below its own minimum, critical items first. The value is of owned and consigned lots with a price, beside how many have none and in how many currencies: values in two currencies are not added.
-- caution_zh: 低于定额物资按全市计；最差为距本库定额最远者，关键物资优先。金额仅计有单价的自储与代储批次，并列出无单价批次数和币种数；不同币种不相加。
WITH lot AS (
  SELECT h.*, l.unit_price, l.currency
  FROM metric.stock_held(as_of := as_of, known_as_of := known_as_of) h
  JOIN (SELECT lot_id, unit_price, currency FROM core.stock_lot_known(known_as_of)) l
    USING (lot_id)
  WHERE h.state NOT IN ('contract', 'capacity', 'not_received')
),
soon AS (
  SELECT count(*) AS expiring_lots,
    arg_min({'item_id': item_id, 'site_id': site_id, 'qty': deployable_qty, 'on': expires_on,
      'days': days_left}, {'on': expires_on, 'lot_id': lot_id}) AS first
  FROM lot WHERE state = 'expiring' AND deployable_qty > 0
),
worth AS (
  SELECT
    CASE WHEN count(DISTINCT currency) + CAST(bool_or(currency IS NULL) AS INTEGER) <= 1
      THEN sum(on_hand_qty * unit_price) END AS value_on_hand,
    any_value(currency) AS currency,
    count(DISTINCT currency) + CAST(coalesce(bool_or(currency IS NULL), false) AS INTEGER)
      AS currencies
  FROM lot WHERE unit_price IS NOT NULL
),
worst AS (
  SELECT arg_min({'item_zh': item_zh, 'item_en': item_en, 'site_zh': site_zh, 'site_en': site_en,
      'coverage': coverage, 'item_id': item_id, 'site_id': site_id},
    {'critical': NOT is_critical, 'coverage': coverage, 'item_id': item_id, 'site_id': site_id})
    AS depot
  FROM metric.stock_by_depot(as_of := as_of, known_as_of := known_as_of)
  WHERE coverage < 1
)
SELECT
  b.items_below, b.items_total,
  w.depot.item_id AS worst_item_id, w.depot.site_id AS worst_site_id,
  w.depot.item_zh AS worst_item_zh, w.depot.item_en AS worst_item_en,
  w.depot.site_zh AS worst_site_zh, w.depot.site_en AS worst_site_en,
  w.depot.coverage AS worst_coverage,
  s.expiring_lots,
  coalesce(i.name_zh, i.name, s.first.item_id) AS first_item_zh,
  coalesce(i.name_en, i.name, s.first.item_id) AS first_item_en,
  coalesce(d.name_zh, d.name, s.first.site_id) AS first_site_zh,
  coalesce(d.name_en, d.name, s.first.site_id) AS first_site_en,
  s.first.qty AS first_qty, i.unit AS first_unit, s.first."on" AS first_on,
  s.first.days AS first_days,
  v.value_on_hand, v.currency, v.currencies,
  (SELECT count(*) FROM lot WHERE unit_price IS NULL) AS lots_without_price
FROM metric.items_below_minimum(as_of := as_of, known_as_of := known_as_of) b, worst w, worth v,
  soon s
LEFT JOIN core.stock_item_known(known_as_of) i ON i.item_id = s.first.item_id
LEFT JOIN core.site_known(known_as_of) d ON d.site_id = s.first.site_id
