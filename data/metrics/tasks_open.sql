-- title: Open tasks
-- title_zh: 未完成任务
-- unit: tasks
-- grain: task_id
-- caution: Tasks given by the moment asked about and not done by then, most overdue first. A task without a due time is never overdue.
-- caution_zh: 查询时刻已下达而未完成的任务，逾期最久在前；无时限者不判逾期。
SELECT
  t.task_id, t.source_ref, t.kind, t.title, t.incident_id, i.title AS incident,
  t.activation_id, t.step_ref, t.review_ref, t.owner_org, t.owner_post, t.priority,
  t.created_at, t.due_at, t.status,
  CASE WHEN t.due_at < as_of THEN date_diff('second', t.due_at, as_of) // 60 END AS overdue_minutes,
  t.note, t.source_id
FROM core.task_known(known_as_of) t
LEFT JOIN core.incident_known(known_as_of) i ON i.incident_id = t.incident_id
WHERE coalesce(t.created_at, t.known_at) <= as_of
  AND t.status <> 'cancelled'
  AND NOT coalesce(t.done_at <= as_of, t.status = 'done')
ORDER BY overdue_minutes DESC NULLS LAST, t.priority NULLS LAST, t.due_at NULLS LAST, t.task_id
