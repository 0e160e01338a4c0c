-- title: Timeline of an incident
-- title_zh: 事件时间线
-- unit: entries
-- grain: incident_id, seq
-- caution: Reports and changes up to the moment asked about, with the incident's own times where no report tells the same minute.
-- caution_zh: 截至查询时刻的续报与变更；无续报对应的时刻取事件自身时间。
WITH told AS (
  SELECT incident_id, event_at, seq AS source_seq, kind, from_org, text,
    level_from, level_to, status_from, status_to, deaths, missing, serious, injured, relocated,
    source_id, row_no, known_at
  FROM core.incident_update_known(known_as_of)
  WHERE event_at <= as_of
),
step AS (
  SELECT * EXCLUDE (name),
    replace(name, '_at', '') AS kind
  FROM (
    UNPIVOT (
      SELECT incident_id, source_id, row_no, known_at, report_org AS from_org,
        CASE WHEN occurred_precision = 'minute' AND occurred_at < reported_at
          THEN occurred_at END AS occurred_at,
        coalesce(reported_at, occurred_at) AS reported_at,
        verified_at, first_arrival_at, contained_at, closed_at
      FROM core.incident_known(known_as_of)
    )
    ON occurred_at, reported_at, verified_at, first_arrival_at, contained_at, closed_at
    INTO NAME name VALUE event_at
  )
  WHERE event_at <= as_of
),
entry AS (
  SELECT * FROM told
  UNION ALL BY NAME
  SELECT * FROM step s
  WHERE s.kind = 'occurred' OR NOT EXISTS (
    SELECT 1 FROM told t
    WHERE t.incident_id = s.incident_id
      AND date_trunc('minute', t.event_at) = date_trunc('minute', s.event_at)
      AND (s.kind <> 'reported' OR t.status_to = 'reported'))
)
SELECT
  incident_id, event_at,
  row_number() OVER (
    PARTITION BY incident_id
    ORDER BY event_at, kind NOT IN ('occurred', 'reported'), source_seq NULLS FIRST, row_no, kind
  ) AS seq,
  kind, from_org, text, level_from, level_to, status_from, status_to,
  deaths, missing, serious, injured, relocated, source_id, row_no, known_at
FROM entry
ORDER BY incident_id, seq
