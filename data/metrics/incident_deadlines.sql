-- title: Incidents with the reports still to send
-- title_zh: 事件及待报信息
-- unit: incidents
-- grain: incident_id
-- kept: no
-- caution: Due times follow from the present level, so they are counted anew when it changes; a limit that is past by then is late at once. A daily report is due at its time of day after the last report. Times to act are given from minute-precise times only.
-- caution_zh: 时限按当前等级计算，等级变化即重算；重算时已过时限者立即计为逾期。每日报告自上次报告后的规定时刻到期。仅用精确到分钟的时间计算时限。
WITH state AS (
  SELECT *,
    CASE WHEN occurred_precision = 'minute' THEN occurred_at END AS occurred_minute
  FROM metric.incident_state(as_of := as_of, known_as_of := known_as_of)
),
clocked AS (
  SELECT s.*, c.limits, m.zone_offset
  FROM state s
  CROSS JOIN metric.moment(as_of := as_of, known_as_of := known_as_of) m
  LEFT JOIN metric.report_clocks(as_of := as_of, known_as_of := known_as_of) c
    ON c.hazard = s.hazard AND c.level = coalesce(s.level, 0)
)
SELECT * EXCLUDE (limits, zone_offset, occurred_minute),
  CASE WHEN is_open AND NOT has_final_report AND limits IS NOT NULL THEN list_filter(
    list_transform(
      -- What is still to send: a first report until there is one (a written one until that is in
      -- writing), then the next follow-up, and the final report.
      list_filter(limits, lambda r: CASE r.kind
        WHEN 'initial' THEN last_report_at IS NULL OR (r.form = 'written' AND NOT has_written_report)
        WHEN 'follow_up' THEN last_report_at IS NOT NULL
        ELSE true END),
      lambda r: {
        'rule_id': r.rule_id, 'jurisdiction': r.jurisdiction, 'kind': r.kind, 'form': r.form,
        'number': CASE r.kind WHEN 'follow_up' THEN report_count END,
        'minutes': r.minutes, 'condition': r.condition, 'law': r.law, 'article': r.article,
        'source': r.source, 'status': r.status,
        'due_at': core.report_due_at(r.clock, r.minutes, r.minute_of_day,
          coalesce(reported_at, detected_at, occurred_minute), occurred_minute, reported_at,
          contained_at, last_report_at, opened_at, zone_offset)
      }),
    lambda w: w.due_at IS NOT NULL)
  END AS awaited
FROM clocked
