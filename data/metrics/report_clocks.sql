-- title: Report clocks in use
-- title_zh: 现用报告时限
-- unit: minutes
-- grain: hazard, level
-- caution: The shortest limit of the rules switched on, by the event that starts the clock. Level 0 stands for not graded. All shipped rules are off until a site chooses its own.
-- caution_zh: 已启用规则中最短的时限，按起算点列出。等级 0 表示未定级。随附规则默认全部停用，由各地自行选用。
WITH rule AS (
  SELECT hazards, CAST(levels AS VARCHAR) AS levels, kind, clock, CAST(minutes AS DOUBLE) AS minutes
  FROM core.report_rule
  WHERE CAST(enabled AS BOOLEAN) AND minutes IS NOT NULL
)
SELECT
  h.code AS hazard,
  g.level,
  min(minutes) FILTER (r.kind = 'initial' AND r.clock = 'known') AS initial_known,
  min(minutes) FILTER (r.kind = 'initial' AND r.clock = 'occurred') AS initial_occurred,
  min(minutes) FILTER (r.kind = 'initial' AND (r.clock = 'reported' OR r.clock LIKE 'received%'))
    AS initial_received,
  min(minutes) FILTER (r.kind = 'follow_up' AND r.clock = 'last_report') AS follow_up
FROM rule r
JOIN core.hazard_types h ON r.hazards = '*' OR list_contains(string_split(r.hazards, '|'), h.code)
JOIN (VALUES (0), (1), (2), (3), (4)) g(level)
  ON r.levels = '*' OR list_contains(
    list_transform(string_split(r.levels, '|'), lambda x: TRY_CAST(x AS DOUBLE)), g.level)
GROUP BY h.code, g.level
ORDER BY hazard, g.level
