-- title: Overdue controls by organisation
-- title_zh: 各单位逾期管控措施
-- unit: controls
-- grain: owner_org
-- caution: Measures against open risks whose date has passed and that nobody reported done, by the organisation that must do them; organisations without any are not listed.
-- caution_zh: 未销号风险中到期未报完成的管控措施，按责任单位汇总；无逾期的单位不列。
SELECT
  owner_org,
  count(*) FILTER (overdue_days > 0) AS overdue_count,
  count(*) FILTER (state <> 'done') AS open_count,
  max(overdue_days) AS worst_days,
  min(due_on) FILTER (overdue_days > 0) AS oldest_due_on,
  min(risk_level) FILTER (overdue_days > 0) AS worst_risk_level
FROM metric.risk_controls(as_of := as_of, known_as_of := known_as_of)
GROUP BY owner_org
HAVING count(*) FILTER (overdue_days > 0) > 0
ORDER BY overdue_count DESC, worst_days DESC, owner_org
