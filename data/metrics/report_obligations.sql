-- title: Reports due, sent and overdue
-- title_zh: 应报、已报与逾期
-- unit: reports
-- grain: incident_id, rule_id, kind, number
-- kept: no
-- caution: One row for each report that a rule asks for: those sent, with minutes late, and those still to send for open incidents. Unsent reports of closed incidents are not listed: that none is on file does not say that none was sent. Two jurisdictions' rules give two rows.
-- caution_zh: 规则要求的每次报告一行：已报者附迟报分钟数，未结事件另列待报。已结事件无报告记录者不列，因无记录不等于未报。两地规则各成一行。
WITH obligation AS (
  SELECT incident_id, rule_id, title, hazard, region_code, level, jurisdiction, kind, form, number,
    due_at, sent_at, from_org AS org, condition, law, article, source, status
  FROM metric.reports_sent(as_of := as_of, known_as_of := known_as_of)
  UNION ALL BY NAME
  SELECT incident_id, title, hazard, region_code, level, org, w.* EXCLUDE (minutes),
    NULL::TIMESTAMP AS sent_at
  FROM (
    SELECT incident_id, title, hazard, region_code, level, coalesce(report_org, lead_org) AS org,
      unnest(awaited) AS w
    FROM metric.incident_deadlines(as_of := as_of, known_as_of := known_as_of)
    WHERE is_open AND awaited IS NOT NULL
  )
)
SELECT *,
  CASE WHEN sent_at IS NULL THEN CASE WHEN due_at < as_of THEN 'overdue' ELSE 'due' END
    WHEN sent_at > due_at THEN 'late' ELSE 'on_time' END AS state,
  greatest(0, date_diff('second', due_at, coalesce(sent_at, as_of)) // 60) AS minutes_late
FROM obligation
ORDER BY due_at, incident_id, rule_id, number
