-- title: Teams free
-- title_zh: 待命队伍
-- unit: teams
-- grain: 
-- caution: Free means standing by. Teams whose state is unknown are in the total and counted apart.
-- caution_zh: 待命指可立即出动。状态未知的队伍计入总数并另列。
SELECT
  count(*) FILTER (status = 'available') AS teams_free,
  count(*) AS teams_total,
  count(*) FILTER (status = 'unknown') AS teams_unknown
FROM metric.teams(as_of := as_of, known_as_of := known_as_of)
