-- title: What the plan in force asks for
-- title_zh: 现行预案物资需求
-- unit: the item's own unit
-- grain: item_id
-- caution: People and days of the largest plan that is switched on for the response level in force (or for any), times what a person uses. Without such a plan there is no requirement, never zero.
-- caution_zh: 取已启用且适用于现行响应级别（或任何级别）的最大预案的人数与天数，乘以人均需求。无预案则无需求，不作零。
WITH level AS (
  SELECT min(level) AS level
  FROM metric.responses_in_force(as_of := as_of, known_as_of := known_as_of)
),
plan AS (
  SELECT p.* FROM core.stock_plan p, level l
  WHERE CAST(p.enabled AS BOOLEAN)
    AND (p.response_level = '*' OR TRY_CAST(p.response_level AS INTEGER) = l.level)
  QUALIFY row_number() OVER (ORDER BY p.people DESC, p.days DESC, p.plan_id) = 1
)
SELECT * EXCLUDE (exact_qty) FROM (
SELECT r.item_id, p.plan_id, p.title, p.title_zh, p.source, p.status,
  CAST(p.people AS BIGINT) AS people, CAST(p.days AS DOUBLE) AS days,
  p.people * r.per_person_day_qty AS demand_per_day,
  p.people * coalesce(r.per_person_day_qty * p.days, r.per_person_qty) AS exact_qty,
  -- Half a bed is a bed.
  CASE WHEN r.is_counted THEN ceil(exact_qty) ELSE exact_qty END AS plan_qty
FROM metric.stock_rates(as_of := as_of, known_as_of := known_as_of) r, plan p
)
ORDER BY item_id
