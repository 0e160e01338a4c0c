-- title: Overdue risk reviews
-- title_zh: 逾期未复评的风险
-- unit: risks
-- grain: risk_id
-- caution: Open risks whose review date has passed, longest first; a risk without a review date is not in it.
-- caution_zh: 复评日期已过的未销号风险，逾期最久在前；未填复评日期者不列。
SELECT risk_id, name, hazard, hazard_zh, hazard_en, owner_org, region_code, region_zh, region_en,
  level, score, next_review_on, review_overdue_days AS overdue_days, controls_overdue, source_id
FROM metric.risks(as_of := as_of, known_as_of := known_as_of)
WHERE review_overdue_days > 0
ORDER BY overdue_days DESC, level NULLS LAST, risk_id
