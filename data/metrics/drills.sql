-- title: Drills and training
-- title_zh: 演练培训
-- unit: drills
-- grain: drill_id
-- caution: Held by the moment asked about, planned for later, or overdue: its planned day has passed and nobody reported it held. What a plan itself asks for stands with the plans. Participants are counts.
-- caution_zh: 截至查询时刻已开展、计划中或逾期(计划日已过未报开展)的演练、培训和宣传；预案自身的演练到期见预案清单。参加人数仅为计数。
SELECT
  d.drill_id, d.source_ref, d.name, d.kind, d.plan_ref, d.org, d.mode, d.objectives,
  d.planned_on, CASE WHEN d.held_on <= m.today_on THEN d.held_on END AS held_on,
  CASE WHEN d.held_on <= m.today_on OR (d.held_on IS NULL AND d.status = 'held') THEN 'held'
    WHEN d.status = 'cancelled' THEN 'cancelled'
    WHEN d.planned_on < m.today_on THEN 'overdue' ELSE 'planned' END AS state,
  CASE WHEN NOT coalesce(d.held_on <= m.today_on, d.status IN ('held', 'cancelled'), false)
    AND d.planned_on < m.today_on THEN m.today_on - d.planned_on END AS overdue_days,
  d.hours, d.participants, d.score, d.findings, d.next_due_on, d.source_id
FROM core.drill_known(known_as_of) d
CROSS JOIN metric.moment(as_of := as_of, known_as_of := known_as_of) m
ORDER BY overdue_days DESC NULLS LAST, CASE WHEN state = 'planned' THEN d.planned_on END NULLS LAST,
  d.held_on DESC NULLS LAST, d.name, d.drill_id
