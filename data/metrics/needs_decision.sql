-- title: Needs a decision
-- title_zh: 待决事项
-- unit: decisions
-- grain: rank
-- caution: Worst first, by the rules of decision_rule; each with its numbers, one suggested action and the metric behind it. Suggestions, not orders.
-- caution_zh: 按 decision_rule 规则排序，最急在前；附数据、建议动作和所依指标。仅为建议。
WITH rule AS (
  SELECT kind, action, CAST(severity AS INTEGER) AS severity,
    CAST(max_level AS INTEGER) AS max_level, CAST(rank_weight AS DOUBLE) AS rank_weight
  FROM core.decision_rule WHERE CAST(enabled AS BOOLEAN)
),
m AS MATERIALIZED (FROM metric.moment(as_of := as_of, known_as_of := known_as_of)),
incident AS MATERIALIZED (
  SELECT * FROM metric.open_incidents(as_of := as_of, known_as_of := known_as_of)
),
move AS MATERIALIZED (
  FROM metric.stock_moves(as_of := as_of, known_as_of := known_as_of)
),
in_force AS MATERIALIZED (
  FROM metric.warnings_in_force(as_of := as_of, known_as_of := known_as_of)
),
warning AS (
  SELECT w.* FROM in_force w
  WHERE NOT EXISTS (
    SELECT 1 FROM metric.responses_in_force(as_of := as_of, known_as_of := known_as_of) r
    WHERE r.warning_id = w.warning_id OR r.hazard = w.hazard OR r.hazard IS NULL
      OR EXISTS (SELECT 1 FROM core.response_covers c
        WHERE c.warning_hazard = w.hazard AND c.response_hazard = r.hazard))
),
entry AS (
  -- An overdue report weighs one step more than its incident's level. One that nobody graded and
  -- that no rule can grade for sure may be the worst: unknown is not mild.
  SELECT 'report_overdue' AS kind,
    greatest(1, coalesce(level, CASE WHEN NOT level_by_rule_at_least THEN level_by_rule END, 1) - 1)
      AS severity,
    level, -report_overdue_minutes AS place,
    incident_id AS subject_id, title AS subject,
    to_json({'due_at': next_report_due_at, 'minutes': report_overdue_minutes, 'level': level,
      'every_minutes': report_every_minutes, 'report_kind': report_kind}) AS params,
    'open_incidents' AS metric
  FROM incident WHERE report_state = 'overdue'
  UNION ALL
  SELECT 'level_check', NULL, level_by_rule, level_by_rule, incident_id, title,
    to_json({'level': level, 'level_by_rule': level_by_rule, 'criterion': rule_criterion,
      'value': rule_value, 'low': rule_low, 'high': rule_high, 'law': rule_law,
      'article': rule_article, 'status': rule_status, 'rule': level_rule, 'rule_title': rule_title,
      'rule_title_zh': rule_title_zh}),
    'open_incidents'
  FROM incident WHERE level_check
  UNION ALL
  SELECT 'short_of_stock', NULL, incident_level, coverage, item_id || ' @ ' || site_id, item_zh,
    to_json({'item_zh': item_zh, 'item_en': item_en, 'site_zh': site_zh, 'site_en': site_en,
      'usable': usable_qty, 'minimum': minimum_qty, 'unit': unit, 'donor_zh': donor_zh,
      'donor_en': donor_en, 'donor_usable': donor_usable_qty, 'donor_minimum': donor_minimum_qty,
      'distance_km': round(distance_km, 1), 'move_qty': move_qty, 'incident_id': incident_id}),
    'stock_moves'
  FROM move
  UNION ALL
  SELECT 'expiring', NULL, NULL, next_expiry_on - today_on, item_id || ' @ ' || site_id, item_zh,
    to_json({'item_zh': item_zh, 'item_en': item_en, 'site_zh': site_zh, 'site_en': site_en,
      'qty': expiring_qty, 'unit': unit, 'expires_on': next_expiry_on,
      'days': next_expiry_on - today_on}),
    'stock_by_depot'
  FROM metric.stock_by_depot(as_of := as_of, known_as_of := known_as_of), m
  WHERE expiring_qty > 0
  UNION ALL
  SELECT 'source_silent', NULL, NULL, -age_minutes, source_id, title,
    to_json({'title': title, 'title_zh': title_zh, 'minutes': age_minutes,
      'every_minutes': every_minutes, 'state': state}),
    'source_health'
  FROM metric.source_health(as_of := as_of, known_as_of := known_as_of), m
  -- One whose last try failed is silent all the same.
  WHERE age_minutes > every_minutes * silent_factor
  UNION ALL
  SELECT 'duty_gap', NULL, NULL, epoch(starts_at), org || ' · ' || post, post,
    to_json({'post': post, 'post_en': post_en, 'org': org, 'starts_at': starts_at,
      'ends_at': ends_at}),
    'duty_gaps'
  FROM metric.duty_gaps(as_of := as_of, known_as_of := known_as_of), m
  WHERE starts_at < as_of + to_seconds(3600 * duty_decision_hours)
  UNION ALL
  SELECT 'warning_without_response', NULL, level, level, warning_id, coalesce(headline, hazard),
    to_json({'hazard': hazard, 'hazard_zh': hazard_zh, 'hazard_en': hazard_en, 'colour': colour,
      'area': area_desc}),
    'warnings_in_force'
  FROM warning
  UNION ALL
  SELECT 'warning_not_acknowledged', NULL, level, level, warning_id, coalesce(headline, hazard),
    to_json({'hazard': hazard, 'hazard_zh': hazard_zh, 'hazard_en': hazard_en, 'colour': colour,
      'area': area_desc, 'minutes': acknowledgement_minutes}),
    'warnings_in_force'
  FROM in_force, m
  WHERE NOT is_acknowledged AND acknowledgement_minutes > acknowledge_minutes
  UNION ALL
  SELECT 'task_overdue', NULL, i.level, -t.overdue_minutes, t.task_id, t.title,
    to_json({'org': t.owner_org, 'due_at': t.due_at, 'minutes': t.overdue_minutes,
      'incident': t.incident, 'level': i.level}),
    'tasks_open'
  FROM metric.tasks_open(as_of := as_of, known_as_of := known_as_of) t
  CROSS JOIN m
  LEFT JOIN incident i USING (incident_id)
  -- A report has its own clock, and what a review asked for is no matter of hours.
  WHERE t.overdue_minutes >= m.task_decision_minutes AND t.kind NOT IN ('report', 'corrective')
    AND (t.incident_id IS NULL OR i.incident_id IS NOT NULL)
  UNION ALL
  -- What a plan asks for and no task takes up is nobody's yet.
  SELECT 'measure_overdue', NULL, current_level, -minutes_late, activation_id || ' · ' || step_id,
    measure,
    to_json({'measure_zh': measure_zh, 'measure_en': measure_en, 'org': owner_org, 'due_at': due_at,
      'minutes': minutes_late, 'plan_zh': plan_zh, 'plan_en': plan_en, 'level': current_level}),
    'plan_measures'
  FROM metric.plan_measures(as_of := as_of, known_as_of := known_as_of), m
  WHERE state = 'overdue' AND task_id IS NULL AND minutes_late >= task_decision_minutes
  UNION ALL
  -- A service that is out matters to a leader when nobody says when it is back, or that has passed.
  SELECT 'lifeline_down', NULL, NULL, -coalesce(users_affected, 0), region_code || ' · ' || service,
    service,
    to_json({'service': service, 'region_zh': region_zh, 'region_en': region_en, 'state': state,
      'users': users_affected, 'since_at': observed_at, 'restored_by': restored_by}),
    'lifelines'
  FROM metric.lifelines(as_of := as_of, known_as_of := known_as_of)
  WHERE state IN ('out', 'closed') AND coalesce(restored_by < as_of, true)
  UNION ALL
  -- What short_of_stock does not say already: no depot near an incident, but the whole is low.
  SELECT 'minimum_broken', NULL, NULL, coverage, item_id, item_zh,
    to_json({'item_zh': item_zh, 'item_en': item_en, 'usable': usable_qty, 'minimum': minimum_qty,
      'unit': unit}),
    'stock_against_minimum'
  FROM metric.stock_against_minimum(as_of := as_of, known_as_of := known_as_of), m
  WHERE is_critical AND coverage < short_ratio AND item_id NOT IN (
    SELECT item_id FROM move)
  UNION ALL
  SELECT 'control_overdue', NULL, w.level, -count(*), w.warning_id, any_value(w.hazard_zh),
    to_json({'hazard_zh': any_value(w.hazard_zh), 'hazard_en': any_value(w.hazard_en),
      'colour': any_value(w.colour), 'area': any_value(w.area_desc), 'risks': count(*),
      'controls': sum(k.controls_overdue), 'reviews': count(k.review_overdue_days),
      'worst': arg_min(k.name, {'level': k.level, 'risk_id': k.risk_id}),
      'org': arg_min(k.owner_org, {'level': k.level, 'risk_id': k.risk_id})}),
    'risks_under_warning'
  FROM metric.risks_warned(as_of := as_of, known_as_of := known_as_of) k
  JOIN in_force w USING (warning_id)
  WHERE k.level <= 2 AND (k.controls_overdue > 0 OR k.review_overdue_days > 0)
  GROUP BY w.warning_id, w.level
),
ruled AS (
  SELECT e.kind, coalesce(e.severity, r.severity) AS severity, r.rank_weight, e.place,
    e.subject_id, e.subject, e.params, r.action, e.metric
  FROM entry e JOIN rule r USING (kind)
  WHERE coalesce(e.level, 1) <= r.max_level
)
SELECT
  row_number() OVER (ORDER BY severity, rank_weight, place, subject_id) AS rank,
  kind, severity, subject_id, subject, CAST(params AS VARCHAR) AS params, action, metric
FROM ruled
ORDER BY rank
