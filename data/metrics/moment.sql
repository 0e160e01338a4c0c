-- title: The moment asked about
-- title_zh: 查询时刻
-- unit: 
-- grain: 
-- caution: One row: the site's day and zone at this moment, the last briefing, and the thresholds in use.
-- caution_zh: 仅一行：该时刻的本地日期、时区、上次例会时间和所用阈值。
WITH setting AS (
  SELECT
    coalesce(max(value) FILTER (key = 'timezone'), 'Asia/Shanghai') AS zone,
    coalesce(max(value) FILTER (key = 'language'), 'zh') AS language,
    coalesce(max(value) FILTER (key = 'briefing_times'), '08:00,20:00') AS briefing_times,
    coalesce(max(TRY_CAST(value AS DOUBLE)) FILTER (key = 'dormant_days'), 30) AS dormant_days,
    coalesce(max(TRY_CAST(value AS DOUBLE)) FILTER (key = 'arrival_target_minutes'), 15)
      AS arrival_target_minutes
  FROM core.setting
),
threshold AS (
  SELECT
    max(CAST(value AS DOUBLE)) FILTER (key = 'short_ratio') AS short_ratio,
    max(CAST(value AS DOUBLE)) FILTER (key = 'decision_ratio') AS decision_ratio,
    max(CAST(value AS DOUBLE)) FILTER (key = 'reach_km') AS reach_km,
    max(CAST(value AS DOUBLE)) FILTER (key = 'surroundings_km') AS surroundings_km,
    CAST(max(CAST(value AS DOUBLE)) FILTER (key = 'expiring_days') AS INTEGER) AS expiring_days,
    CAST(max(CAST(value AS DOUBLE)) FILTER (key = 'expiring_ahead_days') AS INTEGER)
      AS expiring_ahead_days,
    max(CAST(value AS DOUBLE)) FILTER (key = 'stale_count_days') AS stale_count_days,
    max(CAST(value AS DOUBLE)) FILTER (key = 'issue_rate_days') AS issue_rate_days,
    max(CAST(value AS DOUBLE)) FILTER (key = 'need_days') AS need_days,
    max(CAST(value AS DOUBLE)) FILTER (key = 'silent_factor') AS silent_factor,
    max(CAST(value AS DOUBLE)) FILTER (key = 'dead_factor') AS dead_factor,
    max(CAST(value AS DOUBLE)) FILTER (key = 'duty_ahead_hours') AS duty_ahead_hours,
    max(CAST(value AS DOUBLE)) FILTER (key = 'duty_decision_hours') AS duty_decision_hours,
    max(CAST(value AS DOUBLE)) FILTER (key = 'warning_fade_hours') AS warning_fade_hours,
    max(CAST(value AS DOUBLE)) FILTER (key = 'arrival_window_hours') AS arrival_window_hours,
    max(CAST(value AS DOUBLE)) FILTER (key = 'response_window_days') AS response_window_days,
    max(CAST(value AS DOUBLE)) FILTER (key = 'acknowledge_minutes') AS acknowledge_minutes,
    max(CAST(value AS DOUBLE)) FILTER (key = 'unusual_share') AS unusual_share,
    max(CAST(value AS DOUBLE)) FILTER (key = 'exposure_near_km') AS exposure_near_km,
    max(CAST(value AS DOUBLE)) FILTER (key = 'exposure_middle_km') AS exposure_middle_km,
    max(CAST(value AS DOUBLE)) FILTER (key = 'lifeline_stale_factor') AS lifeline_stale_factor,
    max(CAST(value AS DOUBLE)) FILTER (key = 'lifeline_stale_minutes') AS lifeline_stale_minutes,
    max(CAST(value AS DOUBLE)) FILTER (key = 'task_decision_minutes') AS task_decision_minutes,
    max(CAST(value AS DOUBLE)) FILTER (key = 'handover_hours') AS handover_hours
  FROM core.threshold
),
here AS (
  SELECT *, timezone(zone, timezone('UTC', as_of)) AS local_at FROM setting
),
briefing AS (
  -- A briefing of yesterday is the last one before the first of today.
  SELECT max(timezone('UTC', timezone(h.zone, CAST(h.local_at AS DATE) - d.days_ago + b.at_time)))
    AS since_at
  FROM here h,
    (VALUES (0), (1)) d(days_ago),
    (SELECT CAST(unnest(regexp_extract_all(briefing_times, '\d\d?:\d\d')) AS TIME) AS at_time
     FROM setting) b
  WHERE CAST(h.local_at AS DATE) - d.days_ago + b.at_time < h.local_at
)
SELECT
  as_of AS now_at,
  h.zone,
  h.language,
  h.local_at,
  CAST(h.local_at AS DATE) AS today_on,
  h.local_at - as_of AS zone_offset,
  coalesce(b.since_at, as_of - INTERVAL 24 HOUR) AS since_at,
  as_of - to_hours(CAST(24 * h.dormant_days AS BIGINT)) AS dormant_before,
  h.arrival_target_minutes,
  t.*
FROM here h, threshold t, briefing b
