-- title: Overdue tasks by organisation
-- title_zh: 各单位逾期任务
-- unit: tasks
-- grain: owner_org
-- caution: Open tasks whose due time has passed, by the organisation that must do them; organisations without any are not listed. Organisations, never persons.
-- caution_zh: 时限已过的未完成任务，按责任单位汇总；无逾期的单位不列。仅到单位，不到个人。
SELECT
  owner_org,
  count(*) FILTER (overdue_minutes > 0) AS overdue_count,
  count(*) AS open_count,
  max(overdue_minutes) AS worst_minutes,
  min(due_at) FILTER (overdue_minutes > 0) AS oldest_due_at
FROM metric.tasks_open(as_of := as_of, known_as_of := known_as_of)
GROUP BY owner_org
HAVING count(*) FILTER (overdue_minutes > 0) > 0
ORDER BY overdue_count DESC, worst_minutes DESC, owner_org
