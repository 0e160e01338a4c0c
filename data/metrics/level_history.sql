-- title: Levels over time
-- title_zh: 级别沿革
-- unit: periods
-- grain: scale, subject_id, from_at
-- caution: Three scales that are never mixed: incident (grade I-IV), warning (colour as a number, 5 for white) and response. Each period with who set it and on what basis, and its minutes up to the moment asked about. Incidents are listed while they are open or when their level ever changed; one that nobody graded has no period.
-- caution_zh: 三种级别分列、互不混用：事件（Ⅰ至Ⅳ）、预警（颜色，5 为白）、响应。每段注明由谁、依据何而定及截至查询时刻的分钟数。列出未结或等级曾变化的事件；未定级者无记录。
WITH told AS (
  SELECT u.incident_id, u.event_at, u.level_from, u.level_to, u.from_org, u.kind, u.text,
    core.report_place(u.event_at, u.seq, u.row_no) AS place
  FROM core.incident_update_known(known_as_of) u
  WHERE u.level_to IS NOT NULL
),
first_told AS (
  SELECT incident_id, min(event_at) AS first_at, arg_min(level_from, place) AS level_from
  FROM told GROUP BY incident_id
),
stood AS (
  -- Those that may be open, by their state; of the closed only those whose level was ever told.
  SELECT incident_id, opened_at, level, report_org, lead_org, level_basis,
    CASE WHEN NOT is_open THEN coalesce(closed_at, last_update_at) END AS stops_at, is_open
  FROM metric.incident_state(as_of := as_of, known_as_of := known_as_of)
  WHERE row_closed_at IS NULL OR row_closed_at > as_of
  UNION ALL
  SELECT i.incident_id, coalesce(i.reported_at, i.occurred_at, i.detected_at), NULL, i.report_org,
    i.lead_org, i.level_basis, i.closed_at, false
  FROM core.incident_known(known_as_of) i
  JOIN first_told USING (incident_id)
  WHERE i.closed_at <= as_of AND coalesce(i.reported_at, i.occurred_at, i.detected_at) <= as_of
),
graded AS (
  -- The level that stood before anything was told, then each that was told; of two at one instant
  -- the last one holds.
  SELECT s.incident_id, s.opened_at AS from_at, CASE WHEN f.incident_id IS NULL THEN s.level
      ELSE f.level_from END AS level, coalesce(s.report_org, s.lead_org) AS set_by,
    coalesce(s.level_basis, 'as_reported') AS basis, NULL::VARCHAR AS text, s.stops_at
  FROM stood s
  LEFT JOIN first_told f USING (incident_id)
  WHERE coalesce(f.first_at > s.opened_at, s.is_open)
  UNION ALL BY NAME
  SELECT t.incident_id, greatest(t.event_at, s.opened_at) AS from_at, t.level_to AS level,
    t.from_org AS set_by, CASE t.kind WHEN 'level' THEN 'decision' ELSE 'report' END AS basis,
    t.text, s.stops_at
  FROM told t
  JOIN stood s USING (incident_id)
  WHERE t.event_at <= as_of
  QUALIFY row_number() OVER (PARTITION BY t.incident_id, greatest(t.event_at, s.opened_at)
    ORDER BY t.place DESC) = 1
),
changed AS (
  -- What says the same level again is no change.
  SELECT *, lag(level) OVER (PARTITION BY incident_id ORDER BY from_at) AS level_before
  FROM graded
  WHERE level IS NOT NULL
  QUALIFY level_before IS DISTINCT FROM level
),
period AS (
  SELECT 'incident' AS scale, incident_id AS subject_id, level, NULL::VARCHAR AS colour, from_at,
    coalesce(lead(from_at) OVER (PARTITION BY incident_id ORDER BY from_at), stops_at) AS until_at,
    level_before, set_by, basis, text, incident_id
  FROM changed
  UNION ALL BY NAME
  SELECT 'warning' AS scale, event_id AS subject_id, level, colour, begins_at AS from_at,
    ended_at AS until_at,
    lag(level) OVER (PARTITION BY event_id ORDER BY begins_at, identifier) AS level_before,
    sender_org AS set_by, identifier AS basis, headline AS text
  FROM metric.warning_history(as_of := as_of, known_as_of := known_as_of)
  WHERE is_shown AND msg_type IN ('Alert', 'Update') AND begins_at <= as_of AND level IS NOT NULL
  UNION ALL BY NAME
  SELECT 'response' AS scale, response_id AS subject_id, level, started_at AS from_at,
    -- A later activation takes the place of one that nobody ended.
    least(ended_at, lead(started_at) OVER replacing) AS until_at,
    lag(level) OVER replacing AS level_before, coalesce(decided_by, activated_by_tier) AS set_by,
    plan AS basis, note AS text, incident_id
  FROM (
    SELECT *,
      concat_ws(' · ', coalesce(decided_by, activated_by_tier), hazard, coalesce(region_code, region_text))
        AS response_id
    FROM core.response_activation_known(known_as_of)
    WHERE started_at <= as_of
  )
  WINDOW replacing AS (PARTITION BY response_id ORDER BY started_at, activation_id)
)
SELECT scale, subject_id, from_at,
  CASE WHEN until_at <= as_of THEN until_at END AS until_at,
  level, level_before, colour, set_by, basis, text,
  greatest(0, date_diff('second', from_at, least(until_at, as_of)) // 60) AS minutes_at_level,
  coalesce(until_at > as_of, true) AS is_present, incident_id
FROM period
ORDER BY scale, subject_id, from_at
