-- title: Grading rules in use
-- title_zh: 现用分级规则
-- unit: rules
-- grain: hazard
-- kept: always
-- caution: Clauses by hazard, worst level first; every test of a clause must hold (at least the threshold). Of the profiles that the site chose, a rule of an earlier one takes the place of the same rule in a later one. Rules marked unverified are off until a site switches them on. Social-safety events are never graded by rule.
-- caution_zh: 按灾种列出分级条款，最重在前；同一条款内各项均须达到（含本数）。站点所选方案中，前者的同名规则取代后者。未核实的规则默认停用。社会安全事件从不按规则定级。
WITH chosen AS (
  SELECT trim(profile) AS profile, place
  FROM (
    SELECT unnest(string_split(names, ',')) AS profile,
      unnest(range(len(string_split(names, ',')))) AS place
    FROM (SELECT coalesce(max(value) FILTER (key = 'grading_profiles'), 'cn-national') AS names
      FROM core.setting)
  )
),
rule AS (
  SELECT g.profile, rule_id, title, title_zh, law, article, source, status, phase, hazards,
    CAST(level AS INTEGER) AS level, CAST(clause AS INTEGER) AS clause,
    criterion, CAST(threshold AS DOUBLE) AS threshold, unit
  FROM core.grading_rule g
  JOIN chosen c USING (profile)
  WHERE kind = 'grade' AND CAST(enabled AS BOOLEAN)
  QUALIFY c.place = min(c.place) OVER (PARTITION BY rule_id)
),
banded AS (
  -- The band ends below the threshold of the next worse level: 10 to 49, 50 to 99.
  SELECT *,
    lead(threshold) OVER (PARTITION BY rule_id, criterion ORDER BY level DESC, threshold, clause)
      AS worse_threshold
  FROM rule
),
clause AS (
  SELECT rule_id, level, clause,
    any_value(profile) AS profile,
    any_value(title) AS title, any_value(title_zh) AS title_zh,
    any_value(law) AS law, any_value(article) AS article,
    any_value(source) AS source, any_value(status) AS status,
    any_value(phase) AS phase, any_value(hazards) AS hazards,
    list({
      'criterion': criterion,
      -- Where the criterion stands among the counts that `incidents` lists; empty: a further one,
      -- which only a column of the source's own can tell.
      'place': list_position(['any', 'deaths', 'missing', 'serious', 'affected', 'relocated',
        'loss_cny', 'area_ha', 'magnitude', 'dead_missing', 'dead_serious', 'injured'], criterion),
      'threshold': threshold,
      'high': CASE WHEN unit IN ('persons', 'yuan') THEN worse_threshold - 1 ELSE worse_threshold END
    } ORDER BY criterion) AS tests
  FROM banded
  GROUP BY rule_id, level, clause
)
SELECT
  h.code AS hazard,
  list({
    'level': c.level, 'rule_id': c.rule_id, 'profile': c.profile, 'title': c.title,
    'title_zh': c.title_zh, 'law': c.law, 'article': c.article, 'source': c.source,
    'status': c.status, 'phase': c.phase, 'tests': c.tests
  } ORDER BY c.level, c.rule_id, c.clause) AS clauses
FROM clause c
JOIN core.hazard_types h
  ON (c.hazards = '*' OR list_contains(string_split(c.hazards, '|'), h.code))
  AND h.category <> 'social'
GROUP BY h.code
ORDER BY hazard
