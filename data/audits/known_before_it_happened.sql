-- title: Known before it happened
-- title_zh: 获知早于发生
-- why: A time in the future of its own load is usually a wrong zone or a mistyped date. One hour is allowed for clocks that differ.
SELECT 'incident' AS subject_table, incident_id AS subject_id,
  concat('reported ', coalesce(reported_at, occurred_at), ', known ', known_at) AS detail
FROM core.incident
WHERE coalesce(reported_at, occurred_at) > known_at + INTERVAL 1 HOUR
UNION ALL
SELECT 'incident_update', update_id, concat('of ', event_at, ', known ', known_at)
FROM core.incident_update
WHERE event_at > known_at + INTERVAL 1 HOUR
ORDER BY subject_table, subject_id
