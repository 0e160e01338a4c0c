-- title: The moment asked about
-- title_zh: 查询时刻
-- unit: 
-- grain: 
-- caution: One row: the site's day and zone at this moment, the last briefing, and the thresholds in use.
-- caution_zh: 仅一行：该时刻的本地日期、时区、上次例会时间和所用阈值。
WITH setting AS (
  FROM metric.thresholds(as_of := as_of, known_as_of := known_as_of)
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
  as_of - to_hours(CAST(24 * h.response_window_days AS BIGINT)) AS response_since_at,
  h.arrival_target_minutes,
  h.* EXCLUDE (zone, language, local_at, briefing_times, dormant_days, arrival_target_minutes)
FROM here h, briefing b
