-- title: Incidents
-- title_zh: 突发事件
-- unit: incidents
-- grain: incident_id
-- kept: no
-- caution: The level is the one reported. The level by rule is only a suggestion with its clause; with unknown counts it is a lower bound. Times to act are given from minute-precise times only.
-- caution_zh: 等级为上报等级；规则等级仅为附条款的建议，人数未知时为下限。仅用精确到分钟的时间计算时限。
WITH measured AS (
  SELECT
    s.*,
    g.clauses,
    f.further,
    -- In the order that `grading_bands` gives its places in.
    [0::DOUBLE, s.deaths, s.missing, s.serious, s.affected, s.relocated, s.loss_cny, s.area_ha,
      s.magnitude,
      -- A sum with one part unknown is at least its known part.
      coalesce(s.deaths + s.missing, s.deaths, s.missing),
      coalesce(s.deaths + s.serious, s.deaths, s.serious), s.injured] AS counts,
    CASE WHEN s.deaths + s.missing IS NULL THEN ['dead_missing'] ELSE [] END
      || CASE WHEN s.deaths + s.serious IS NULL THEN ['dead_serious'] ELSE [] END AS partly_known
  FROM metric.incident_deadlines(as_of := as_of, known_as_of := known_as_of) s
  -- A social event whose hazard nobody said is not graded by a rule for all hazards either.
  LEFT JOIN metric.grading_bands(as_of := as_of, known_as_of := known_as_of) g
    ON g.hazard = s.hazard AND NOT (s.category = 'social' AND s.hazard = 'other')
  LEFT JOIN metric.further_criteria(as_of := as_of, known_as_of := known_as_of) f USING (incident_id)
),
judged AS (
  SELECT *,
    -- Clauses come worst first, so the first that is met is the grade.
    list_filter(clauses, lambda c:
      (c.phase IS NULL OR c.phase = phase)
      AND len(list_filter(c.tests, lambda t:
        coalesce(counts[t.place], further[t.criterion]) >= t.threshold)) = len(c.tests)
    ) AS met,
    met[1] AS fired,
    -- Two laws may hold at once: of the others that are met, the worst clause of each.
    CASE WHEN len(met) > 1 THEN list_filter(met, lambda c, n: c.rule_id <> met[1].rule_id
      AND list_position(list_transform(met, lambda d: d.rule_id), c.rule_id) = n) END AS others,
    -- Unknown is not zero: what no known count rules out could still be met.
    list_filter(clauses, lambda c:
      (c.phase IS NULL OR c.phase = phase)
      AND len(list_filter(c.tests, lambda t:
        coalesce(counts[t.place], further[t.criterion]) < t.threshold
        AND NOT list_contains(partly_known, t.criterion))) = 0
    )[1].level AS worst_possible
  FROM measured
),
reporting AS (
  SELECT *,
    -- The one that is due first; of two at one time the one that the first rule asks for.
    list_sort(list_transform(awaited, lambda w: {'due_at': w.due_at, 'rule_id': w.rule_id,
      'kind': w.kind}))[1] AS next_report,
    list_min(list_transform(list_filter(awaited, lambda w: w.kind = 'follow_up'),
      lambda w: w.minutes)) AS follow_up_minutes
  FROM judged
)
SELECT
  i.incident_id, i.source_id, i.source_ref, i.title, i.category, i.hazard,
  coalesce(h.zh, h.en, i.hazard_text, i.hazard) AS hazard_zh,
  coalesce(h.en, h.zh, i.hazard_text, i.hazard) AS hazard_en,
  i.level, i.level_at_least, i.level_text, i.status, i.is_open,
  i.occurred_at, i.reported_at, i.opened_at, i.first_arrival_at, i.contained_at, i.closed_at,
  i.place, i.region_code,
  coalesce(r.name_zh, r.name, i.region_text) AS region_zh,
  coalesce(r.name_en, r.name, i.region_text) AS region_en,
  i.lon, i.lat,
  i.deaths, i.missing, i.injured, i.serious, i.relocated, i.trapped, i.rescued, i.loss_cny,
  i.lead_org,
  CASE i.status WHEN 'reported' THEN 1 WHEN 'verified' THEN 2 WHEN 'responding' THEN 3
    WHEN 'contained' THEN 4 ELSE 5 END AS step,
  date_diff('second', i.opened_at, coalesce(i.closed_at, as_of)) // 60 AS open_minutes,
  i.last_update_at,
  i.next_report.due_at AS next_report_due_at,
  i.next_report.kind AS report_kind,
  i.next_report.rule_id AS report_rule,
  CASE WHEN i.next_report.due_at < as_of THEN 'overdue'
    WHEN i.next_report.due_at IS NOT NULL THEN 'due'
    WHEN i.is_open AND i.last_report_at IS NOT NULL THEN 'sent'
    ELSE 'none' END AS report_state,
  CASE WHEN i.next_report.due_at < as_of
    THEN date_diff('second', i.next_report.due_at, as_of) // 60 END AS report_overdue_minutes,
  CAST(i.follow_up_minutes AS BIGINT) AS report_every_minutes,
  i.last_report_at,
  i.fired.level AS level_by_rule,
  coalesce(i.worst_possible < i.fired.level, false) AS level_by_rule_at_least,
  i.fired.rule_id AS level_rule,
  coalesce(i.fired.level < i.level, false) AS level_check,
  i.fired.title AS rule_title, i.fired.title_zh AS rule_title_zh,
  i.fired.law AS rule_law, i.fired.article AS rule_article,
  i.fired.tests[1].criterion AS rule_criterion,
  coalesce(i.counts[i.fired.tests[1].place], i.further[i.fired.tests[1].criterion]) AS rule_value,
  i.fired.tests[1].threshold AS rule_low,
  i.fired.tests[1].high AS rule_high,
  array_to_string(list_transform(i.fired.tests, lambda t:
    t.criterion || ' >= ' || format('{:g}', t.threshold)), ' & ') AS rule_clause,
  i.fired.profile AS rule_profile, i.fired.source AS rule_source, i.fired.status AS rule_status,
  nullif(array_to_string(list_transform(i.others, lambda c: concat(c.title, ' ',
    ['I', 'II', 'III', 'IV'][c.level], ' (', array_to_string(list_transform(c.tests, lambda t:
      t.criterion || ' >= ' || format('{:g}', t.threshold)), ' & '), ')')), '; '), '') AS other_rules_en,
  nullif(array_to_string(list_transform(i.others, lambda c: concat(c.title_zh, ' ',
    ['I', 'II', 'III', 'IV'][c.level], ' (', array_to_string(list_transform(c.tests, lambda t:
      t.criterion || ' >= ' || format('{:g}', t.threshold)), ' & '), ')')), '; '), '') AS other_rules_zh,
  i.parent_id, i.linked_to, i.members, i.gone_at, i.description
FROM reporting i
LEFT JOIN core.hazard_types h ON h.code = i.hazard
LEFT JOIN core.region_known(known_as_of) r ON r.region_code = i.region_code
