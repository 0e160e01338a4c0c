-- title: Times out of order
-- title_zh: 时间先后颠倒
-- why: Delays are computed from these times; an arrival before the call would be a negative delay.
WITH step AS (
  SELECT incident_id, occurred_at, detected_at, reported_at, response_started_at, first_arrival_at,
    contained_at, response_ended_at, closed_at
  FROM core.incident
  WHERE coalesce(occurred_precision, 'minute') = 'minute'
),
pair AS (
  SELECT incident_id, 'detected' AS name, detected_at AS later_at, 'occurred' AS other, occurred_at AS earlier_at FROM step
  UNION ALL SELECT incident_id, 'reported', reported_at, 'occurred', occurred_at FROM step
  UNION ALL SELECT incident_id, 'reported', reported_at, 'detected', detected_at FROM step
  UNION ALL SELECT incident_id, 'started', response_started_at, 'reported', reported_at FROM step
  UNION ALL SELECT incident_id, 'first arrival', first_arrival_at, 'reported', reported_at FROM step
  UNION ALL SELECT incident_id, 'first arrival', first_arrival_at, 'started', response_started_at FROM step
  UNION ALL SELECT incident_id, 'contained', contained_at, 'first arrival', first_arrival_at FROM step
  UNION ALL SELECT incident_id, 'ended', response_ended_at, 'contained', contained_at FROM step
  UNION ALL SELECT incident_id, 'ended', response_ended_at, 'started', response_started_at FROM step
  UNION ALL SELECT incident_id, 'closed', closed_at, 'first arrival', first_arrival_at FROM step
  UNION ALL SELECT incident_id, 'contained', contained_at, 'reported', reported_at FROM step
  UNION ALL SELECT incident_id, 'contained', contained_at, 'occurred', occurred_at FROM step
  UNION ALL SELECT incident_id, 'closed', closed_at, 'occurred', occurred_at FROM step
  UNION ALL SELECT incident_id, 'closed', closed_at, 'reported', reported_at FROM step
  UNION ALL SELECT incident_id, 'closed', closed_at, 'contained', contained_at FROM step
)
SELECT 'incident' AS subject_table, incident_id AS subject_id,
  concat(name, ' ', later_at, ' before ', other, ' ', earlier_at) AS detail
FROM pair
WHERE later_at < earlier_at
ORDER BY incident_id, detail
