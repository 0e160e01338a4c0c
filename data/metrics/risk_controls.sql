-- title: Controls of risks
-- title_zh: 风险管控措施
-- unit: controls
-- grain: control_id
-- caution: Measures against open risks with the organisation that must do them. Done is what was done by the moment asked about; without a due date none is overdue.
-- caution_zh: 未销号风险的管控措施及责任单位；完成情况以查询时刻为准，无期限者不判逾期。
SELECT
  c.control_id, c.risk_id, r.name AS risk, c.kind, c.description,
  coalesce(c.owner_org, r.owner_org) AS owner_org,
  coalesce(r.residual_level, r.level) AS risk_level, r.region_code, c.due_on,
  CASE WHEN c.done_on <= m.today_on THEN c.done_on END AS done_on,
  CASE WHEN c.done_on <= m.today_on OR (c.status = 'done' AND c.done_on IS NULL) THEN 'done'
    WHEN c.due_on < m.today_on THEN 'overdue' ELSE 'open' END AS state,
  CASE WHEN c.due_on < m.today_on AND NOT coalesce(c.done_on <= m.today_on, c.status = 'done')
    THEN m.today_on - c.due_on END AS overdue_days,
  c.source_id
FROM core.risk_control_known(known_as_of) c
JOIN core.risk_known(known_as_of) r ON r.risk_id = c.risk_id AND r.status = 'open'
CROSS JOIN metric.moment(as_of := as_of, known_as_of := known_as_of) m
WHERE c.status <> 'cancelled'
ORDER BY overdue_days DESC NULLS LAST, risk_level NULLS LAST, c.due_on, c.control_id
