-- title: Open incidents by level
-- title_zh: 各级未结事件
-- unit: incidents
-- grain: level
-- takes: since_at = moment.since_at
-- caution: The change is against since_at, by default the site's last briefing, with what is known now about both moments. Incidents that are not graded are in no level. Where no incident log was ever read there is no count, not zero.
-- caution_zh: 变化与 since_at（默认上次例会时刻）相比，均按目前所知。未定级事件不计入任何等级。从未读到事件来源时不计数，不作零。
WITH present AS (
  SELECT level, count(*) AS open_count
  FROM metric.incident_state(as_of := as_of, known_as_of := known_as_of)
  WHERE is_open
  GROUP BY level
),
before AS (
  SELECT level, count(*) AS open_count
  FROM metric.incident_state(as_of := since_at, known_as_of := known_as_of)
  WHERE is_open
  GROUP BY level
),
heard AS (
  -- Where no log was ever read nobody knows of none.
  SELECT CASE WHEN EXISTS (SELECT 1 FROM core.incident_known(known_as_of))
    OR EXISTS (SELECT 1 FROM core.load WHERE dataset = 'incident' AND status <> 'failed'
      AND started_at <= known_as_of) THEN 0 END AS none
)
SELECT
  l.level,
  coalesce(p.open_count, h.none) AS open_count,
  coalesce(b.open_count, h.none) AS count_before,
  coalesce(p.open_count, h.none) - coalesce(b.open_count, h.none) AS change,
  since_at AS since_at
FROM (VALUES (1), (2), (3), (4)) l(level)
CROSS JOIN heard h
LEFT JOIN present p USING (level)
LEFT JOIN before b USING (level)
ORDER BY l.level
