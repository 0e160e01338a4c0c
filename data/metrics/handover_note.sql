-- title: Handover note
-- title_zh: 交班记录
-- unit: lines
-- grain: place
-- caution: What the post that goes off duty tells the one that comes, drawn from the other metrics: what changed since the present shifts began, what needs a decision, what is overdue, who comes next. Where no roster says when the shift began it looks back over the threshold handover_hours, at most to the last briefing.
-- caution_zh: 交班时应交代的内容，取自其他指标：本班次以来的变化、待决事项、逾期事项、下一班次。无值班表时按 handover_hours 回看，最早至上次例会。
WITH shift AS (
  SELECT coalesce(max(d.starts_at), any_value(m.now_at) - to_seconds(3600 * any_value(m.handover_hours)))
    AS since_at
  FROM metric.moment(as_of := as_of, known_as_of := known_as_of) m
  LEFT JOIN metric.duty_now(as_of := as_of, known_as_of := known_as_of) d ON d.is_filled
),
line AS (
  SELECT 1 AS section_no, 'changed' AS section, kind, -epoch(c.at) AS weight, c.at AS event_at, c.subject_id,
    c.subject AS subject_en, c.subject_zh, CAST(NULL AS VARCHAR) AS org, level_from, level_to,
    CAST(NULL AS BIGINT) AS late_minutes, 'changes' AS metric
  FROM metric.changes(as_of := as_of, known_as_of := known_as_of) c, shift
  WHERE c.at >= shift.since_at
  UNION ALL
  SELECT 2, 'decision', kind, rank, NULL, subject_id,
    coalesce(params ->> 'item_en', params ->> 'title', params ->> 'post_en', params ->> 'measure_en',
      subject),
    coalesce(params ->> 'item_zh', params ->> 'title_zh', params ->> 'measure_zh', subject),
    NULL, NULL, severity, NULL, 'needs_decision'
  FROM metric.needs_decision(as_of := as_of, known_as_of := known_as_of)
  UNION ALL
  SELECT 3, 'overdue', 'report', -report_overdue_minutes, next_report_due_at, incident_id, title,
    title, NULL, NULL, level, report_overdue_minutes, 'open_incidents'
  FROM metric.open_incidents(as_of := as_of, known_as_of := known_as_of)
  WHERE report_state = 'overdue'
  UNION ALL
  SELECT 3, 'overdue', 'task', -overdue_minutes, due_at, task_id, title, title, owner_org, NULL,
    NULL, overdue_minutes, 'tasks_open'
  FROM metric.tasks_open(as_of := as_of, known_as_of := known_as_of)
  WHERE overdue_minutes > 0
  UNION ALL
  SELECT 3, 'overdue', 'measure', -minutes_late, due_at, step_id, measure_en, measure_zh, owner_org,
    NULL, current_level, minutes_late, 'plan_measures'
  FROM metric.plan_measures(as_of := as_of, known_as_of := known_as_of)
  WHERE state = 'overdue' AND task_id IS NULL
  UNION ALL
  SELECT 4, 'next', CASE WHEN is_filled THEN 'post' ELSE 'gap' END, epoch(starts_at), starts_at,
    shift_id, coalesce(post_en, post), post, org, NULL, NULL, NULL, 'duty_coverage'
  FROM core.duty_shift_known(known_as_of)
  WHERE starts_at > as_of
  QUALIFY row_number() OVER (PARTITION BY org, post ORDER BY starts_at, shift_id) = 1
)
SELECT
  row_number() OVER (ORDER BY section_no, weight, kind, subject_id) AS place,
  section, kind, event_at, subject_id, subject_en, subject_zh, org, level_from, level_to, late_minutes,
  metric, shift.since_at
FROM line, shift
ORDER BY place
