-- title: Corrective actions
-- title_zh: 整改事项
-- unit: actions
-- grain: task_id
-- caution: What reviews, drills and incidents asked to be put right, with the organisation that must do it, to closure.
-- caution_zh: 评估、演练和事件提出的整改事项及责任单位，直至销号。
SELECT
  t.task_id, t.source_ref, t.title, t.review_ref, r.title AS review, r.kind AS review_kind,
  t.incident_id, t.owner_org, t.priority, t.created_at, t.due_at,
  CASE WHEN t.done_at <= as_of THEN t.done_at END AS done_at,
  CASE WHEN coalesce(t.done_at <= as_of, t.status = 'done') THEN 'done'
    WHEN t.due_at < as_of THEN 'overdue' ELSE 'open' END AS state,
  CASE WHEN t.due_at < as_of AND NOT coalesce(t.done_at <= as_of, t.status = 'done')
    THEN date_diff('second', t.due_at, as_of) // 86400 END AS overdue_days,
  t.note, t.source_id
FROM core.task_known(known_as_of) t
LEFT JOIN core.review_known(known_as_of) r ON core.name_key(r.source_ref) = t.review_ref
WHERE t.kind = 'corrective' AND t.status <> 'cancelled'
  AND coalesce(t.created_at, t.known_at) <= as_of
-- Two sources may number a review alike.
QUALIFY row_number() OVER (PARTITION BY t.task_id ORDER BY r.review_id) = 1
ORDER BY CASE state WHEN 'overdue' THEN 1 WHEN 'open' THEN 2 ELSE 3 END,
  t.due_at NULLS LAST, t.task_id
