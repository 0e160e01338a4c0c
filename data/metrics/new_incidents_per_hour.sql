-- title: New incidents per hour
-- title_zh: 每小时新增事件
-- unit: incidents per hour
-- grain: hour_at, level
-- caution: Whole hours of the site's clock, the last 72, by present level; 0 stands for not graded. Hours before the first incident known, or after the last load of an incident log, are left out: no report is not zero.
-- caution_zh: 近 72 个整点小时（本地时间），按当前等级；0 为未定级。首起已知事件之前、最近一次加载之后的时段不补零。
WITH here AS (
  SELECT zone_offset FROM metric.moment(as_of := as_of, known_as_of := known_as_of)
),
opened AS (
  SELECT
    date_trunc('hour', i.opened_at + h.zone_offset) AS local_hour,
    coalesce(i.level, 0) AS level
  FROM metric.incident_state(as_of := as_of, known_as_of := known_as_of) i, here h
  WHERE i.row_opened_at > as_of - INTERVAL 73 HOUR
    AND i.opened_at > as_of - INTERVAL 73 HOUR AND i.status NOT IN ('false_alarm', 'merged')
    AND i.linked_to IS NULL
),
covered AS (
  SELECT
    (SELECT min(coalesce(reported_at, occurred_at, detected_at))
      FROM core.incident_known(known_as_of)) + h.zone_offset AS first_at,
    least(as_of, greatest(
      (SELECT max(coalesce(finished_at, started_at)) FROM core.load
        WHERE dataset = 'incident' AND status <> 'failed' AND started_at <= known_as_of),
      (SELECT max(local_hour) FROM opened) - h.zone_offset)) + h.zone_offset AS last_at
  FROM here h
),
hour AS (
  SELECT unnest(generate_series(
    greatest(date_trunc('hour', c.first_at),
      date_trunc('hour', as_of + h.zone_offset) - INTERVAL 71 HOUR),
    c.last_at, INTERVAL 1 HOUR)) AS local_hour
  FROM covered c, here h
)
SELECT
  t.local_hour - h.zone_offset AS hour_at,
  l.level,
  count(o.level) AS incidents
FROM hour t
CROSS JOIN (SELECT DISTINCT level FROM opened) l
CROSS JOIN here h
LEFT JOIN opened o ON o.local_hour = t.local_hour AND o.level = l.level
GROUP BY ALL
ORDER BY hour_at, l.level
