-- title: Reviews
-- title_zh: 评估复盘
-- unit: reviews
-- grain: review_id
-- caution: Reviews of incidents, drills and plans with what they asked to be put right, and how much of that is closed. Organisations, never the persons looked into.
-- caution_zh: 事件、演练、预案的评估及其整改事项销号情况。仅到单位，不涉及个人。
WITH action AS (
  SELECT review_ref, count(*) AS actions_total, count(*) FILTER (state = 'done') AS actions_done,
    count(*) FILTER (state = 'overdue') AS actions_overdue
  FROM metric.corrective_actions(as_of := as_of, known_as_of := known_as_of)
  WHERE review_ref IS NOT NULL
  GROUP BY review_ref
)
SELECT
  r.review_id, r.source_ref, r.title, r.kind, r.incident_id, r.subject_ref, r.org,
  r.started_on, r.due_on, CASE WHEN r.done_on <= m.today_on THEN r.done_on END AS done_on,
  CASE WHEN coalesce(r.done_on <= m.today_on, r.status = 'done') THEN 'done'
    WHEN r.due_on < m.today_on THEN 'overdue' ELSE 'open' END AS state,
  CASE WHEN r.due_on < m.today_on AND NOT coalesce(r.done_on <= m.today_on, r.status = 'done')
    THEN m.today_on - r.due_on END AS overdue_days,
  coalesce(a.actions_total, 0) AS actions_total, coalesce(a.actions_done, 0) AS actions_done,
  coalesce(a.actions_overdue, 0) AS actions_overdue,
  r.score, r.findings, r.source_id
FROM core.review_known(known_as_of) r
CROSS JOIN metric.moment(as_of := as_of, known_as_of := known_as_of) m
LEFT JOIN action a ON a.review_ref = core.name_key(r.source_ref)
WHERE r.status <> 'cancelled' AND coalesce(r.started_on <= m.today_on, true)
ORDER BY CASE state WHEN 'overdue' THEN 1 WHEN 'open' THEN 2 ELSE 3 END, r.due_on NULLS LAST, r.review_id
