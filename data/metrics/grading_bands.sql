-- title: Grading rules in use
-- title_zh: 现用分级规则
-- unit: rules
-- grain: hazard
-- caution: Clauses by hazard, worst level first; every test of a clause must hold (at least the threshold). Rules marked unverified are off until a site switches them on.
-- caution_zh: 按灾种列出分级条款，最重在前；同一条款内各项均须达到（含本数）。未核实的规则默认停用。
WITH rule AS (
  SELECT rule_id, title, title_zh, law, article, phase, hazards,
    CAST(level AS INTEGER) AS level, CAST(clause AS INTEGER) AS clause,
    criterion, CAST(threshold AS DOUBLE) AS threshold, unit
  FROM core.grading_rule
  WHERE kind = 'grade' AND CAST(enabled AS BOOLEAN)
),
banded AS (
  -- The band ends below the threshold of the next worse level: 10 to 49, 50 to 99.
  SELECT *,
    lead(threshold) OVER (PARTITION BY rule_id, criterion ORDER BY level DESC, threshold)
      AS worse_threshold
  FROM rule
),
clause AS (
  SELECT rule_id, level, clause,
    any_value(title) AS title, any_value(title_zh) AS title_zh,
    any_value(law) AS law, any_value(article) AS article,
    any_value(phase) AS phase, any_value(hazards) AS hazards,
    list({
      'criterion': criterion,
      -- Where the criterion stands among the counts that `incidents` lists; empty: not counted yet.
      'place': list_position(['any', 'deaths', 'missing', 'serious', 'affected', 'relocated',
        'loss_cny', 'area_ha', 'magnitude', 'dead_missing', 'dead_serious'], criterion),
      'threshold': threshold,
      'high': CASE WHEN unit IN ('persons', 'yuan') THEN worse_threshold - 1 ELSE worse_threshold END
    } ORDER BY criterion) AS tests
  FROM banded
  GROUP BY rule_id, level, clause
)
SELECT
  hazard,
  list({
    'level': level, 'rule_id': rule_id, 'title': title, 'title_zh': title_zh,
    'law': law, 'article': article, 'phase': phase, 'tests': tests
  } ORDER BY level, rule_id, clause) AS clauses
FROM (SELECT *, unnest(string_split(hazards, '|')) AS hazard FROM clause)
GROUP BY hazard
ORDER BY hazard
