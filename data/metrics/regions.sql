-- title: Areas
-- title_zh: 区域态势
-- unit: areas
-- grain: region_code
-- caution: Tinted by the worst open level. No report is not zero: has_report is false where no incident log reported within its promised time.
-- caution_zh: 按最高未结等级着色。无报告不等于零：在承诺时间内无事件来源报告时 has_report 为假。
WITH open AS (
  SELECT region_code, min(level) AS worst_level, count(*) AS open_count
  FROM metric.open_incidents(as_of := as_of, known_as_of := known_as_of)
  GROUP BY region_code
),
heard AS (
  SELECT coalesce(bool_or(s.last_good_at IS NOT NULL
    AND (s.every_minutes IS NULL OR s.age_minutes <= s.every_minutes * m.silent_factor)), false)
    AS has_report
  FROM metric.source_health(as_of := as_of, known_as_of := known_as_of) s,
    metric.moment(as_of := as_of, known_as_of := known_as_of) m
  WHERE s.dataset = 'incident'
)
SELECT
  r.region_code,
  coalesce(r.name_zh, r.name) AS name_zh,
  coalesce(r.name_en, r.name) AS name_en,
  r.tier, r.parent_code, r.population, r.area_km2, r.lon, r.lat, r.geom_wkb,
  o.worst_level,
  CASE WHEN h.has_report THEN coalesce(o.open_count, 0) ELSE o.open_count END AS open_count,
  h.has_report
FROM core.region_known(known_as_of) r
CROSS JOIN heard h
LEFT JOIN open o ON o.region_code = r.region_code
WHERE r.tier <> 'river'
  -- The finest areas only: a city that is divided into districts is not drawn over them.
  AND r.region_code NOT IN (
    SELECT parent_code FROM core.region_known(known_as_of)
    WHERE parent_code IS NOT NULL AND tier <> 'river')
ORDER BY r.region_code
