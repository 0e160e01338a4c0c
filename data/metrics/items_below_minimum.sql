-- title: Items below minimum
-- title_zh: 低于定额物资
-- unit: items
-- grain: 
-- caution: Items of the catalogue whose usable stock in all depots together is below the minimum. Items without a minimum are in the total only.
-- caution_zh: 全市可用量低于定额的物资种数；无定额物资仅计入总数。
SELECT
  count(*) FILTER (coverage < 1) AS items_below,
  count(*) AS items_total
FROM metric.stock_against_minimum(as_of := as_of, known_as_of := known_as_of)
