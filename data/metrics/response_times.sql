-- title: Times to act
-- title_zh: 处置时效
-- unit: minutes
-- grain: stage, hazard, region_code
-- takes: received_since_at = moment.response_since_at
-- caution: From the first report received to each stage: started, first_arrival, contained, ended; of incidents received since received_since_at, by default in the last response_window_days. Only times known to the minute, never an order that cannot be (those are an audit). A blank hazard or area is all of them together. The share is over those that have a target.
-- caution_zh: 自接报至启动、首批到场、控制、结束各阶段，统计 received_since_at 以来（默认近 response_window_days 天）接报的事件；仅用精确到分钟且先后合理的时间（不合理者列入审核）。灾种或区域空白为合计。达标率仅统计有目标值者。
WITH target AS (
  SELECT stage, nullif(hazard, '') AS hazard, nullif(CAST(region_code AS VARCHAR), '') AS region_code,
    CAST(minutes AS DOUBLE) AS minutes
  FROM core.response_time_target WHERE CAST(enabled AS BOOLEAN)
),
called AS (
  SELECT i.incident_id, i.hazard, i.region_code,
    coalesce(i.reported_at, CASE WHEN i.occurred_precision = 'minute' THEN i.occurred_at END)
      AS called_at,
    i.response_started_at, i.first_arrival_at, i.contained_at,
    coalesce(i.closed_at, i.response_ended_at) AS ended_at
  FROM core.incident_known(known_as_of) i
  WHERE coalesce(i.reported_at, i.occurred_at) <= as_of
    AND coalesce(i.reported_at, i.occurred_at) > received_since_at
    -- Said of the column too, so that a scan skips the years before.
    AND (i.reported_at > received_since_at OR i.reported_at IS NULL)
    AND i.status NOT IN ('false_alarm', 'merged')
    AND i.incident_id NOT IN (
      SELECT incident_id FROM metric.incident_links(as_of := as_of, known_as_of := known_as_of)
      WHERE NOT is_main)
),
stage AS (
  UNPIVOT called
  ON response_started_at AS started, first_arrival_at AS first_arrival, contained_at AS contained,
    ended_at AS ended
  INTO NAME stage VALUE reached_at
),
aim AS (
  -- The target that names most: hazard and area, then hazard, then area, then any.
  SELECT s.stage, s.hazard, s.region_code,
    arg_max(t.minutes, 2 * CAST(t.hazard IS NOT NULL AS INTEGER)
      + CAST(t.region_code IS NOT NULL AS INTEGER)) AS target
  FROM (SELECT DISTINCT stage, hazard, region_code FROM stage) s
  JOIN target t ON t.stage = s.stage AND coalesce(t.hazard = s.hazard, t.hazard IS NULL)
    AND coalesce(t.region_code = s.region_code, t.region_code IS NULL)
  GROUP BY ALL
),
timed AS (
  SELECT s.stage, s.hazard, s.region_code, a.target,
    date_diff('second', s.called_at, s.reached_at) / 60 AS minutes
  FROM stage s
  LEFT JOIN aim a ON a.stage = s.stage AND a.hazard IS NOT DISTINCT FROM s.hazard
    AND a.region_code IS NOT DISTINCT FROM s.region_code
  WHERE s.called_at <= s.reached_at AND s.reached_at <= as_of
),
summed AS (
  SELECT stage, hazard, region_code,
    count(*) AS incidents,
    -- Both of one sorting.
    quantile_cont(minutes, [0.5, 0.9]) AS quantiles,
    min(target) AS target_minutes,
    count(target) AS with_target,
    count(*) FILTER (minutes <= target) AS within_target
  FROM timed
  GROUP BY GROUPING SETS ((stage), (stage, hazard), (stage, region_code), (stage, hazard, region_code))
  HAVING (grouping(hazard) = 1 OR hazard IS NOT NULL) AND (grouping(region_code) = 1 OR region_code IS NOT NULL)
)
SELECT s.stage,
  CASE s.stage WHEN 'started' THEN 1 WHEN 'first_arrival' THEN 2 WHEN 'contained' THEN 3 ELSE 4 END AS step,
  s.hazard, h.zh AS hazard_zh, h.en AS hazard_en,
  s.region_code, coalesce(r.name_zh, r.name) AS region_zh, coalesce(r.name_en, r.name) AS region_en,
  s.incidents, s.quantiles[1] AS median_minutes, s.quantiles[2] AS p90_minutes, s.target_minutes,
  s.within_target / nullif(s.with_target, 0) AS share_in_target
FROM summed s
LEFT JOIN core.hazard_types h ON h.code = s.hazard
LEFT JOIN core.region_known(known_as_of) r ON r.region_code = s.region_code
ORDER BY step, s.hazard NULLS FIRST, s.region_code NULLS FIRST
