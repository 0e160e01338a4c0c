-- title: Since the last briefing
-- title_zh: 上次例会以来
-- unit: changes
-- grain: kind, subject_id, at
-- caution: What became true after the last briefing, newest first; with what is known now.
-- caution_zh: 上次例会之后发生的变化，最新在前，按目前所知。
WITH since AS (
  SELECT since_at, silent_factor FROM metric.moment(as_of := as_of, known_as_of := known_as_of)
),
incident AS (
  SELECT incident_id, title, level, status, opened_at, closed_at, last_update_at, linked_to
  FROM metric.incident_state(as_of := as_of, known_as_of := known_as_of)
  -- A briefing is never two days back; said with a constant, the long closed are never read.
  WHERE row_closed_at IS NULL OR row_closed_at > as_of - INTERVAL 48 HOUR
),
regraded AS (
  SELECT u.incident_id, u.event_at, u.level_from, u.level_to, i.title, u.text
  FROM core.incident_update_known(known_as_of) u
  JOIN core.incident_known(known_as_of) i USING (incident_id)
  CROSS JOIN since s
  WHERE u.event_at > s.since_at AND u.event_at <= as_of AND u.level_from <> u.level_to
),
ended AS (
  SELECT u.incident_id, max(u.event_at) AS closed_at
  FROM core.incident_update_known(known_as_of) u, since s
  WHERE u.status_to IN ('closed', 'recovery') AND u.event_at <= as_of
    AND u.event_at > s.since_at
  GROUP BY u.incident_id
),
moved AS (
  -- What left and came since, to know what was usable then; an order has not come.
  SELECT item_id,
    sum(CASE WHEN kind IN ('issue', 'transfer_out', 'dispose') THEN qty
      WHEN kind IN ('receipt', 'transfer_in', 'adjust') THEN -qty ELSE 0 END) AS net_out,
    max(moved_at) FILTER (kind IN ('issue', 'transfer_out', 'dispose')) AS last_out_at
  FROM core.stock_movement_known(known_as_of), since s
  WHERE moved_at > s.since_at AND moved_at <= as_of
    AND coalesce(status, 'done') NOT IN ('cancelled', 'in_transit')
  GROUP BY item_id
),
entry AS (
  SELECT 'new' AS kind, i.opened_at AS event_at, i.incident_id, i.incident_id AS subject_id,
    i.title AS subject, i.title AS subject_zh, NULL::INTEGER AS level_from, i.level AS level_to, i.status AS detail
  FROM incident i, since s
  WHERE i.opened_at > s.since_at AND i.status NOT IN ('false_alarm', 'merged')
    AND i.linked_to IS NULL
  UNION ALL
  SELECT CASE WHEN level_to < level_from THEN 'raised' ELSE 'lowered' END,
    event_at, incident_id, incident_id, title, title, level_from, level_to, text
  FROM regraded
  UNION ALL
  SELECT 'closed', coalesce(i.closed_at, e.closed_at), i.incident_id, i.incident_id, i.title,
    i.title, i.level, NULL, i.status
  FROM incident i LEFT JOIN ended e USING (incident_id) CROSS JOIN since s
  WHERE i.status IN ('closed', 'recovery') AND i.linked_to IS NULL
    AND coalesce(i.closed_at, e.closed_at) > s.since_at
  UNION ALL
  SELECT 'report_overdue', next_report_due_at, incident_id, incident_id, title, title,
    level, level, report_kind
  FROM metric.incidents(as_of := as_of, known_as_of := known_as_of), since s
  WHERE is_open AND report_state = 'overdue' AND next_report_due_at > s.since_at
  UNION ALL
  SELECT 'warning', effective_at, NULL, warning_id, coalesce(headline, hazard_en),
    coalesce(headline, hazard_zh), NULL, level, area_desc
  FROM metric.warnings_in_force(as_of := as_of, known_as_of := known_as_of), since s
  WHERE effective_at > s.since_at
  UNION ALL
  SELECT 'response', started_at, incident_id, activation_id, hazard_en, hazard_zh, NULL, level,
    decided_by
  FROM metric.responses_in_force(as_of := as_of, known_as_of := known_as_of), since s
  WHERE started_at > s.since_at
  UNION ALL
  SELECT 'source_lost',
    CASE WHEN h.state = 'failed' THEN h.last_try_at
      ELSE h.last_good_at + to_seconds(60 * h.every_minutes * s.silent_factor) END,
    NULL, h.source_id, h.title, h.title_zh, NULL, NULL, h.state
  FROM metric.source_health(as_of := as_of, known_as_of := known_as_of) h, since s
  WHERE h.state IN ('late', 'dead', 'failed')
    AND CASE WHEN h.state = 'failed' THEN h.last_try_at
      ELSE h.last_good_at + to_seconds(60 * h.every_minutes * s.silent_factor) END > s.since_at
  UNION ALL
  SELECT 'stock_low', m.last_out_at, NULL, a.item_id, a.item_en, a.item_zh, NULL, NULL,
    CAST(to_json({'item_zh': a.item_zh, 'item_en': a.item_en, 'usable': a.usable_qty,
      'minimum': a.minimum_qty, 'unit': a.unit}) AS VARCHAR)
  FROM metric.stock_against_minimum(as_of := as_of, known_as_of := known_as_of) a
  JOIN moved m USING (item_id)
  WHERE a.coverage < 1 AND a.usable_qty + m.net_out >= a.minimum_qty AND m.last_out_at IS NOT NULL
)
SELECT s.since_at, e.event_at AS at, e.kind, e.incident_id, e.subject, e.subject_zh, e.level_from, e.level_to,
  e.detail, e.subject_id
FROM entry e, since s
ORDER BY e.event_at DESC, e.kind, e.subject_id
