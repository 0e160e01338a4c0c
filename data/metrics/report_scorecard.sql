-- title: Reporting in time, by organisation
-- title_zh: 各单位报告及时性
-- unit: reports
-- grain: org, kind
-- caution: Of the organisation that sent the report, or that leads the incident when none was sent. The median of minutes late is over reports late or overdue. Organisations only, never persons.
-- caution_zh: 已报者计入报送单位，未报者计入牵头单位。迟报分钟中位数仅统计迟报与逾期者。只到单位，不到个人。
SELECT
  coalesce(org, '') AS org,
  kind,
  count(*) FILTER (state = 'on_time') AS on_time,
  count(*) FILTER (state = 'late') AS late,
  count(*) FILTER (state = 'overdue') AS overdue,
  count(*) FILTER (state = 'due') AS due,
  median(minutes_late) FILTER (state IN ('late', 'overdue')) AS median_minutes_late,
  count(*) FILTER (state = 'on_time') / nullif(count(*) FILTER (state <> 'due'), 0) AS share_on_time
FROM metric.report_obligations(as_of := as_of, known_as_of := known_as_of)
GROUP BY ALL
ORDER BY overdue DESC, late DESC, org, kind
