-- title: Teams by echelon
-- title_zh: 各梯队队伍
-- unit: teams
-- grain: echelon
-- caution: A team counts as ready within a time when it is free and moves off within it; each time includes the shorter ones. Free teams that tell no time are counted apart, never as ready.
-- caution_zh: 待命且可在该时限内出动者计入，长时限含短时限；待命而未填集结时间者另列，不计为可出动。
WITH bound AS (
  SELECT
    max(CAST(value AS INTEGER)) FILTER (key = 'ready_first_minutes') AS first_minutes,
    max(CAST(value AS INTEGER)) FILTER (key = 'ready_second_minutes') AS second_minutes,
    max(CAST(value AS INTEGER)) FILTER (key = 'ready_third_minutes') AS third_minutes
  FROM core.threshold
),
team AS (
  SELECT coalesce(echelon, 'unknown') AS echelon, status, ready_minutes, headcount
  FROM metric.teams(as_of := as_of, known_as_of := known_as_of)
)
SELECT
  t.echelon,
  count(*) AS teams_total,
  count(*) FILTER (t.status = 'available') AS teams_free,
  count(*) FILTER (t.status = 'unknown') AS teams_unknown,
  count(*) FILTER (t.status = 'available' AND t.ready_minutes <= b.first_minutes) AS ready_first,
  count(*) FILTER (t.status = 'available' AND t.ready_minutes <= b.second_minutes) AS ready_second,
  count(*) FILTER (t.status = 'available' AND t.ready_minutes <= b.third_minutes) AS ready_third,
  count(*) FILTER (t.status = 'available' AND t.ready_minutes IS NULL) AS free_untimed,
  sum(t.headcount) AS headcount,
  b.first_minutes, b.second_minutes, b.third_minutes
FROM team t, bound b
GROUP BY t.echelon, b.first_minutes, b.second_minutes, b.third_minutes
ORDER BY list_position(['professional', 'backup', 'social', 'mutual_aid', 'unknown'], t.echelon)
