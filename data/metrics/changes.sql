-- title: Since the last briefing
-- title_zh: 上次例会以来
-- unit: changes
-- grain: kind, subject_id, at
-- takes: since_at = moment.since_at, since_known_as_of = known_as_of
-- caution: The difference between two moments, newest first: since_at, by default the last briefing, and the moment asked about. Each is seen as known at its own time when since_known_as_of is given, else both with what is known now. A line whose time lies before since_at was learned late. Open then plus new and reopened, less closed, is open now.
-- caution_zh: 两个时刻（since_at 默认为上次例会，至查询时刻）之间的差异，最新在前。给定 since_known_as_of 时各按当时所知，否则均按目前所知。时间早于 since_at 者为迟来信息。当时未结＋新增＋重开－结束＝现未结。
WITH here AS (
  SELECT silent_factor FROM metric.moment(as_of := as_of, known_as_of := known_as_of)
),
present AS (
  SELECT incident_id, title, level, status, opened_at, closed_at, last_update_at, linked_to, is_open
  FROM metric.incident_state(as_of := as_of, known_as_of := known_as_of)
  -- Said with constants, so that the long closed are never read.
  WHERE row_closed_at IS NULL OR row_closed_at > since_at
    OR since_known_as_of <> known_as_of
),
before AS (
  SELECT incident_id, level, is_open
  FROM metric.incident_state(as_of := since_at, known_as_of := since_known_as_of)
  WHERE row_closed_at IS NULL OR row_closed_at > since_at
    OR since_known_as_of <> known_as_of
),
told AS (
  SELECT incident_id,
    max(event_at) FILTER (level_to IS NOT NULL) AS regraded_at,
    arg_max(text, core.report_place(event_at, seq, row_no)) FILTER (level_to IS NOT NULL) AS regraded_text,
    arg_min(level_from, core.report_place(event_at, seq, row_no)) FILTER (level_to IS NOT NULL) AS first_level,
    max(event_at) FILTER (status_to IN ('closed', 'recovery', 'false_alarm', 'merged')) AS ended_at,
    max(event_at) FILTER (status_to IN ('reported', 'verified', 'responding', 'contained')) AS taken_up_at
  FROM core.incident_update_known(known_as_of)
  WHERE event_at <= as_of AND incident_id IN (SELECT incident_id FROM present)
  GROUP BY incident_id
),
compared AS (
  SELECT p.*, t.* EXCLUDE (incident_id),
    b.incident_id IS NULL AS is_new, coalesce(b.is_open, false) AS was_open,
    CASE WHEN b.incident_id IS NULL THEN coalesce(t.first_level, p.level) ELSE b.level END AS level_before
  FROM present p
  LEFT JOIN before b USING (incident_id)
  LEFT JOIN told t USING (incident_id)
),
closed_before AS (
  -- What was closed before may still be regraded, and nothing else of it changes: its levels alone
  -- are read, for the few that were, rather than the state of all that was ever closed.
  SELECT u.incident_id, any_value(i.title) AS title,
    max(u.event_at) FILTER (u.event_at <= as_of) AS regraded_at,
    arg_max(u.text, u.place) FILTER (u.event_at <= as_of) AS regraded_text,
    arg_max(u.level_to, u.place) FILTER (u.event_at <= as_of) AS level,
    coalesce(arg_max(u.level_to, u.place) FILTER (u.event_at <= since_at),
      arg_min(u.level_from, u.place) FILTER (u.event_at > since_at), any_value(i.level)) AS level_before
  FROM (
    SELECT *, core.report_place(event_at, seq, row_no) AS place
    FROM core.incident_update_known(known_as_of)
    WHERE level_to IS NOT NULL
  ) u
  JOIN core.incident_known(known_as_of) i USING (incident_id)
  WHERE i.closed_at <= since_at AND since_known_as_of = known_as_of
    AND u.incident_id IN (
      SELECT incident_id FROM core.incident_update_known(known_as_of)
      WHERE level_to IS NOT NULL AND event_at > since_at AND event_at <= as_of)
    AND u.incident_id NOT IN (
      SELECT incident_id FROM metric.incident_links(as_of := as_of, known_as_of := known_as_of)
      WHERE NOT is_main)
  GROUP BY u.incident_id
),
warning_at AS (
  SELECT event_id, identifier, warning_id, colour, level, headline, hazard_en, hazard_zh, area_desc,
    effective_at
  FROM metric.warnings_in_force(as_of := as_of, known_as_of := known_as_of)
),
warning_before AS (
  SELECT event_id, identifier, warning_id, level, headline, hazard_en, hazard_zh, area_desc
  FROM metric.warnings_in_force(as_of := since_at, known_as_of := since_known_as_of)
),
response_at AS (
  SELECT activation_id, incident_id, level, hazard_en, hazard_zh, decided_by, started_at
  FROM metric.responses_in_force(as_of := as_of, known_as_of := known_as_of)
),
response_before AS (
  SELECT activation_id, incident_id, level, hazard_en, hazard_zh, decided_by
  FROM metric.responses_in_force(as_of := since_at, known_as_of := since_known_as_of)
),
moved AS (
  -- What left and came since, to know what was usable then; an order has not come.
  SELECT item_id,
    sum(CASE WHEN kind IN ('issue', 'transfer_out', 'dispose') THEN qty
      WHEN kind IN ('receipt', 'transfer_in', 'adjust') THEN -qty ELSE 0 END) AS net_out,
    max(moved_at) FILTER (kind IN ('issue', 'transfer_out', 'dispose')) AS last_out_at
  FROM core.stock_movement_known(known_as_of)
  WHERE moved_at > since_at AND moved_at <= as_of
    AND coalesce(status, 'done') NOT IN ('cancelled', 'in_transit')
  GROUP BY item_id
),
entry AS (
  SELECT 'new' AS kind, opened_at AS event_at, incident_id, incident_id AS subject_id,
    title AS subject, title AS subject_zh, NULL::INTEGER AS level_from, level AS level_to, status AS detail
  FROM compared WHERE is_new AND status NOT IN ('false_alarm', 'merged') AND linked_to IS NULL
  UNION ALL
  SELECT 'reopened', coalesce(taken_up_at, last_update_at), incident_id, incident_id, title, title,
    level_before, level, status
  FROM compared WHERE NOT is_new AND NOT was_open AND is_open
  UNION ALL
  SELECT 'closed', coalesce(closed_at, ended_at, last_update_at), incident_id, incident_id, title,
    title, level, NULL, CASE WHEN linked_to IS NOT NULL THEN 'linked' ELSE status END
  FROM compared
  WHERE NOT is_open AND (was_open
    OR (is_new AND status NOT IN ('false_alarm', 'merged') AND linked_to IS NULL))
  UNION ALL
  -- What nobody had graded is raised by its first grade: no level was said, not the mildest.
  SELECT CASE WHEN level < coalesce(level_before, 5) THEN 'raised' ELSE 'lowered' END,
    coalesce(regraded_at, last_update_at), incident_id, incident_id, title, title, level_before,
    level, regraded_text
  FROM (
    SELECT incident_id, title, regraded_at, last_update_at, regraded_text, level, level_before
    FROM compared WHERE linked_to IS NULL
    UNION ALL BY NAME
    SELECT incident_id, title, regraded_at, regraded_at AS last_update_at, regraded_text, level,
      level_before
    FROM closed_before
  )
  WHERE level IS NOT NULL AND level IS DISTINCT FROM level_before
  UNION ALL
  SELECT 'report_overdue', next_report_due_at, incident_id, incident_id, title, title,
    level, level, report_kind
  FROM metric.open_incidents(as_of := as_of, known_as_of := known_as_of)
  WHERE report_state = 'overdue' AND next_report_due_at > since_at
  UNION ALL
  SELECT 'warning', w.effective_at, NULL, w.warning_id, coalesce(w.headline, w.hazard_en),
    coalesce(w.headline, w.hazard_zh), b.level, w.level, w.area_desc
  FROM warning_at w
  LEFT JOIN (SELECT event_id, min(level) AS level FROM warning_before GROUP BY event_id) b USING (event_id)
  WHERE w.identifier NOT IN (SELECT identifier FROM warning_before)
  UNION ALL
  SELECT 'warning_ended', coalesce(h.ended_at, since_at), NULL, b.warning_id,
    coalesce(b.headline, b.hazard_en), coalesce(b.headline, b.hazard_zh), b.level, NULL, h.ended_by
  FROM warning_before b
  LEFT JOIN metric.warning_history(as_of := as_of, known_as_of := known_as_of) h USING (warning_id)
  WHERE b.identifier NOT IN (SELECT identifier FROM warning_at)
  UNION ALL
  SELECT 'response', started_at, incident_id, activation_id, hazard_en, hazard_zh, NULL, level,
    decided_by
  FROM response_at
  WHERE activation_id NOT IN (SELECT activation_id FROM response_before)
  UNION ALL
  SELECT 'response_ended', coalesce(a.ended_at, since_at), b.incident_id, b.activation_id,
    b.hazard_en, b.hazard_zh, b.level, NULL, b.decided_by
  FROM response_before b
  LEFT JOIN core.response_activation_known(known_as_of) a USING (activation_id)
  WHERE b.activation_id NOT IN (SELECT activation_id FROM response_at)
  UNION ALL
  SELECT 'source_lost',
    CASE WHEN h.state = 'failed' THEN h.last_try_at
      ELSE h.last_good_at + to_seconds(60 * h.every_minutes * m.silent_factor) END,
    NULL, h.source_id, h.title, h.title_zh, NULL, NULL, h.state
  FROM metric.source_health(as_of := as_of, known_as_of := known_as_of) h, here m
  WHERE h.state IN ('late', 'dead', 'failed')
    AND CASE WHEN h.state = 'failed' THEN h.last_try_at
      ELSE h.last_good_at + to_seconds(60 * h.every_minutes * m.silent_factor) END > since_at
  UNION ALL
  SELECT 'stock_low', m.last_out_at, NULL, a.item_id, a.item_en, a.item_zh, NULL, NULL,
    CAST(to_json({'item_zh': a.item_zh, 'item_en': a.item_en, 'usable': a.usable_qty,
      'minimum': a.minimum_qty, 'unit': a.unit}) AS VARCHAR)
  FROM metric.stock_against_minimum(as_of := as_of, known_as_of := known_as_of) a
  JOIN moved m USING (item_id)
  WHERE a.coverage < 1 AND a.usable_qty + m.net_out >= a.minimum_qty AND m.last_out_at IS NOT NULL
)
SELECT since_at AS since_at, e.event_at AS at, e.kind, e.incident_id, e.subject, e.subject_zh, e.level_from, e.level_to,
  e.detail, e.subject_id, e.event_at <= since_at AS is_learned_late
FROM entry e
ORDER BY e.event_at DESC, e.kind, e.subject_id
