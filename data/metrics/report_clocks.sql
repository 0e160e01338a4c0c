-- title: Report clocks in use
-- title_zh: 现用报告时限
-- unit: rules
-- grain: hazard, level
-- kept: always
-- caution: The rules switched on, by hazard and level, each with the event that starts its clock. Level 0 stands for not graded. Rules of several jurisdictions stand side by side, each with its own due time. All shipped rules are off until a site chooses its own.
-- caution_zh: 已启用的报告规则，按灾种和等级列出，并注明起算点。等级 0 表示未定级。多地规则并列，各有时限。随附规则默认全部停用，由各地自行选用。
WITH rule AS (
  SELECT rule_id, jurisdiction, hazards, CAST(levels AS VARCHAR) AS levels, kind, clock,
    nullif(form, '') AS form, TRY_CAST(minutes AS DOUBLE) AS minutes,
    -- A daily report is due at the first time of day that the rule names.
    60 * TRY_CAST(regexp_extract(at_time, '(\d{1,2}):(\d{2})', 1) AS INTEGER)
      + TRY_CAST(regexp_extract(at_time, '(\d{1,2}):(\d{2})', 2) AS INTEGER) AS minute_of_day,
    condition, law, article, source, status
  FROM core.report_rule
  WHERE CAST(enabled AS BOOLEAN)
)
SELECT
  h.code AS hazard,
  g.level,
  list({
    'rule_id': r.rule_id, 'jurisdiction': r.jurisdiction, 'kind': r.kind, 'form': r.form,
    'clock': r.clock, 'minutes': r.minutes, 'minute_of_day': r.minute_of_day,
    'condition': r.condition, 'law': r.law, 'article': r.article, 'source': r.source,
    'status': r.status
  } ORDER BY r.rule_id) AS limits
FROM rule r
JOIN core.hazard_types h ON r.hazards = '*' OR list_contains(string_split(r.hazards, '|'), h.code)
JOIN (VALUES (0), (1), (2), (3), (4)) g(level)
  ON r.levels = '*' OR list_contains(
    list_transform(string_split(r.levels, '|'), lambda x: TRY_CAST(x AS DOUBLE)), g.level)
WHERE r.minutes IS NOT NULL OR r.minute_of_day IS NOT NULL
GROUP BY h.code, g.level
ORDER BY hazard, g.level
