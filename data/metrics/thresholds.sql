-- title: Thresholds in use
-- title_zh: 现用阈值
-- unit: 
-- grain: 
-- kept: always
-- caution: One row: the site's settings and thresholds as one column each.
-- caution_zh: 仅一行：站点设置与阈值，各为一列。
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
)
SELECT s.*, t.* FROM setting s, threshold t
