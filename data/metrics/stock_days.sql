-- title: Days of supply
-- title_zh: 可供天数
-- unit: days
-- grain: item_id, demand_basis
-- caution: One row for each basis that has a demand: the present rate (what was issued in the last weeks), the last 24 hours as if they went on, people moved to safety times what a person uses, and the plan in force. Never one without its basis; no demand, no row.
-- caution_zh: 每种需求依据一行：现行消耗（近数周出库）、按最近 24 小时出库延续、转移人数乘人均需求、现行预案。必注依据；无需求则无行。
WITH held AS (
  SELECT item_id, sum(usable_qty) AS usable_qty
  FROM metric.stock_usable(as_of := as_of, known_as_of := known_as_of)
  GROUP BY item_id
),
demand AS (
  SELECT f.item_id, 'present_rate' AS demand_basis, -sum(f.signed_qty) / any_value(m.issue_rate_days)
    AS demand_per_day, NULL AS people, NULL AS source, NULL AS status
  FROM metric.stock_flows(as_of := as_of, known_as_of := known_as_of) f,
    metric.moment(as_of := as_of, known_as_of := known_as_of) m
  WHERE f.kind = 'issue' AND f.moved_at > as_of - to_hours(CAST(24 * m.issue_rate_days AS BIGINT))
  GROUP BY f.item_id
  UNION ALL
  SELECT item_id, 'last_24_hours', -sum(signed_qty), NULL, NULL, NULL
  FROM metric.stock_flows(as_of := as_of, known_as_of := known_as_of)
  WHERE kind = 'issue' AND moved_at > as_of - INTERVAL 24 HOUR
  GROUP BY item_id
  UNION ALL
  SELECT r.item_id, 'people_moved', c.relocated * r.per_person_day_qty, c.relocated,
    CASE r.rate_from WHEN 'standard' THEN r.standard_source END,
    CASE r.rate_from WHEN 'standard' THEN r.standard_status END
  FROM metric.stock_rates(as_of := as_of, known_as_of := known_as_of) r,
    metric.casualties(as_of := as_of, known_as_of := known_as_of) c
  UNION ALL
  SELECT item_id, 'plan', demand_per_day, people, source, status
  FROM metric.stock_plan_needs(as_of := as_of, known_as_of := known_as_of)
)
SELECT
  d.item_id, d.demand_basis,
  coalesce(i.name_zh, i.name, d.item_id) AS item_zh,
  coalesce(i.name_en, i.name, d.item_id) AS item_en,
  i.unit, coalesce(h.usable_qty, 0) AS usable_qty, d.demand_per_day,
  coalesce(h.usable_qty, 0) / d.demand_per_day AS days_of_supply,
  d.people, d.source, d.status
FROM demand d
LEFT JOIN held h USING (item_id)
LEFT JOIN core.stock_item_known(known_as_of) i USING (item_id)
WHERE d.demand_per_day > 0
ORDER BY item_en, d.item_id, d.demand_basis
