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
open AS (
  SELECT * FROM metric.incidents(as_of := as_of, known_as_of := known_as_of)
  WHERE is_open AND (report_state = 'overdue' OR level_check)
),
warning AS (
  SELECT w.* FROM metric.warnings_in_force(as_of := as_of, known_as_of := known_as_of) w
  WHERE NOT EXISTS (
    SELECT 1 FROM metric.responses_in_force(as_of := as_of, known_as_of := known_as_of) r
    WHERE r.warning_id = w.warning_id OR r.hazard = w.hazard OR r.hazard IS NULL
      OR EXISTS (SELECT 1 FROM core.response_covers c
        WHERE c.warning_hazard = w.hazard AND c.response_hazard = r.hazard))
),
entry AS (
  -- An overdue report weighs one step more than its incident's level.
  SELECT 'report_overdue' AS kind, greatest(1, coalesce(level, 4) - 1) AS severity,
    coalesce(level, 4) AS level, -report_overdue_minutes AS place,
    incident_id AS subject_id, title AS subject,
    to_json({'due_at': next_report_due_at, 'minutes': report_overdue_minutes, 'level': level,
      'every_minutes': report_every_minutes, 'report_kind': report_kind}) AS params,
    'open_incidents' AS metric
  FROM open WHERE report_state = 'overdue'
  UNION ALL
  SELECT 'level_check', NULL, level_by_rule, level_by_rule, incident_id, title,
    to_json({'level': level, 'level_by_rule': level_by_rule, 'criterion': rule_criterion,
      'value': rule_value, 'low': rule_low, 'high': rule_high, 'law': rule_law,
      'article': rule_article, 'rule': level_rule, 'rule_title': rule_title,
      'rule_title_zh': rule_title_zh}),
    'open_incidents'
  FROM open WHERE level_check
  UNION ALL
  SELECT 'short_of_stock', NULL, incident_level, coverage, item_id || ' @ ' || site_id, item_zh,
    to_json({'item_zh': item_zh, 'item_en': item_en, 'site_zh': site_zh, 'site_en': site_en,
      'usable': usable_qty, 'minimum': minimum_qty, 'unit': unit, 'donor_zh': donor_zh,
      'donor_en': donor_en, 'donor_usable': donor_usable_qty, 'donor_minimum': donor_minimum_qty,
      'distance_km': round(distance_km, 1), 'move_qty': move_qty, 'incident_id': incident_id}),
    'stock_moves'
  FROM metric.stock_moves(as_of := as_of, known_as_of := known_as_of)
  UNION ALL
  SELECT 'expiring', NULL, NULL, next_expiry_on - today_on, item_id || ' @ ' || site_id, item_zh,
    to_json({'item_zh': item_zh, 'item_en': item_en, 'site_zh': site_zh, 'site_en': site_en,
      'qty': expiring_qty, 'unit': unit, 'expires_on': next_expiry_on,
      'days': next_expiry_on - today_on}),
    'stock_by_depot'
  FROM metric.stock_by_depot(as_of := as_of, known_as_of := known_as_of),
    metric.moment(as_of := as_of, known_as_of := known_as_of)
  WHERE expiring_qty > 0
  UNION ALL
  SELECT 'source_silent', NULL, NULL, -age_minutes, source_id, title,
    to_json({'title': title, 'title_zh': title_zh, 'minutes': age_minutes,
      'every_minutes': every_minutes, 'state': state}),
    'source_health'
  FROM metric.source_health(as_of := as_of, known_as_of := known_as_of),
    metric.moment(as_of := as_of, known_as_of := known_as_of)
  -- One whose last try failed is silent all the same.
  WHERE age_minutes > every_minutes * silent_factor
  UNION ALL
  SELECT 'duty_gap', NULL, NULL, epoch(starts_at), org || ' · ' || post, post,
    to_json({'post': post, 'post_en': post_en, 'org': org, 'starts_at': starts_at,
      'ends_at': ends_at}),
    'duty_gaps'
  FROM metric.duty_gaps(as_of := as_of, known_as_of := known_as_of),
    metric.moment(as_of := as_of, known_as_of := known_as_of)
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
  FROM metric.warnings_in_force(as_of := as_of, known_as_of := known_as_of),
    metric.moment(as_of := as_of, known_as_of := known_as_of)
  WHERE NOT is_acknowledged AND acknowledgement_minutes > acknowledge_minutes
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
