-- title: First arrival
-- title_zh: 首批到场
-- unit: minutes
-- grain: 
-- caution: From the first report received to the first team on scene, of incidents reported in the last 24 hours; only times known to the minute. An arrival before the report is left out and is an audit.
-- caution_zh: 自接报至首批力量到场，统计近 24 小时接报的事件，仅用精确到分钟的时间。早于接报的到场不计入并列入审核。
WITH arrival AS (
  SELECT
    coalesce(i.reported_at, CASE WHEN i.occurred_precision = 'minute' THEN i.occurred_at END)
      AS called_at,
    i.first_arrival_at,
    coalesce(t.minutes, m.arrival_target_minutes) AS target
  FROM core.incident_known(known_as_of) i
  CROSS JOIN metric.moment(as_of := as_of, known_as_of := known_as_of) m
  LEFT JOIN (
    SELECT hazard, CAST(minutes AS DOUBLE) AS minutes
    FROM core.response_time_target
    WHERE stage = 'first_arrival' AND region_code IS NULL AND CAST(enabled AS BOOLEAN)
  ) t ON t.hazard = i.hazard
  WHERE i.first_arrival_at <= as_of
    AND coalesce(i.reported_at, i.occurred_at)
      > as_of - to_hours(CAST(m.arrival_window_hours AS BIGINT))
    AND i.status NOT IN ('false_alarm', 'merged')
    AND i.incident_id NOT IN (
      SELECT incident_id FROM metric.incident_links(as_of := as_of, known_as_of := known_as_of)
      WHERE NOT is_main)
),
timed AS (
  SELECT date_diff('second', called_at, first_arrival_at) / 60 AS minutes, target
  FROM arrival
  WHERE called_at <= first_arrival_at
)
SELECT
  median(t.minutes) AS median_minutes,
  count(t.minutes) AS arrivals,
  any_value(m.arrival_target_minutes) AS target_minutes,
  avg(CAST(t.minutes <= t.target AS INTEGER)) AS share_in_target
FROM metric.moment(as_of := as_of, known_as_of := known_as_of) m
LEFT JOIN timed t ON true
