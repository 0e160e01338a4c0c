-- title: Reports sent, and whether in time
-- title_zh: 已报信息及时性
-- unit: reports
-- grain: incident_id, rule_id, number
-- kept: no
-- caution: Each report against each rule that asked for it, by the level that held just before it was sent. A report without a word for its form counts as oral and as written. The first report of any kind is the initial one.
-- caution_zh: 按发出前一刻的等级，逐条规则核对每次报告。未注明形式的报告视为口头和书面均已报。首次报告不论类型均为初报。
WITH told AS (
  SELECT incident_id, event_at, kind, coalesce(form, '') AS form, from_org, level_to, level_from,
    kind IN ('initial', 'follow_up', 'final') AS is_report,
    core.report_place(event_at, seq, row_no) AS place
  FROM core.incident_update_known(known_as_of)
  WHERE kind IN ('initial', 'follow_up', 'final') OR level_to IS NOT NULL
),
placed AS (
  SELECT *,
    last_value(level_to IGNORE NULLS) OVER before AS level_told,
    -- Before the first change of level that is told, it is the one that was changed.
    first_value(level_from IGNORE NULLS) OVER after AS level_changed,
    count(*) FILTER (is_report) OVER before AS earlier_reports,
    count(*) FILTER (is_report AND form <> 'oral') OVER before AS earlier_written,
    max(event_at) FILTER (is_report) OVER before AS last_report_at
  FROM told
  WINDOW
    before AS (PARTITION BY incident_id ORDER BY place ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING),
    after AS (PARTITION BY incident_id ORDER BY place ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING)
),
report AS (
  SELECT p.incident_id, p.kind, p.form, p.event_at AS sent_at, p.from_org, p.earlier_reports,
    p.earlier_written, p.last_report_at, i.hazard, i.region_code, i.title,
    coalesce(p.level_told, p.level_changed, i.level) AS level,
    i.reported_at, i.detected_at, i.contained_at,
    CASE WHEN coalesce(i.occurred_precision, 'minute') = 'minute' THEN i.occurred_at END
      AS occurred_minute,
    coalesce(i.reported_at, i.occurred_at, i.detected_at) AS opened_at
  FROM placed p
  JOIN core.incident_known(known_as_of) i USING (incident_id)
  WHERE p.is_report AND p.event_at <= as_of
),
clock AS (
  SELECT hazard, level, unnest(limits) AS rule
  FROM metric.report_clocks(as_of := as_of, known_as_of := known_as_of)
),
asked AS (
  SELECT r.*, m.zone_offset, c.rule
  FROM report r
  CROSS JOIN metric.moment(as_of := as_of, known_as_of := known_as_of) m
  JOIN clock c ON c.hazard = r.hazard AND c.level = coalesce(r.level, 0)
  WHERE CASE c.rule.kind
    WHEN 'initial' THEN (r.earlier_reports = 0 AND c.rule.form IS DISTINCT FROM 'written')
      OR (c.rule.form = 'written' AND r.form <> 'oral' AND r.earlier_written = 0)
    WHEN 'follow_up' THEN r.earlier_reports > 0
    ELSE r.kind = 'final' END
),
due AS (
  SELECT *,
    core.report_due_at(rule.clock, rule.minutes, rule.minute_of_day,
      coalesce(reported_at, detected_at, occurred_minute), occurred_minute, reported_at,
      contained_at, last_report_at, opened_at, zone_offset) AS due_at
  FROM asked
)
SELECT incident_id, rule.rule_id AS rule_id, title, hazard, region_code, level,
  rule.jurisdiction AS jurisdiction, rule.kind AS kind, rule.form AS form,
  CASE rule.kind WHEN 'follow_up' THEN earlier_reports END AS number,
  due_at, sent_at, from_org, rule.condition AS condition, rule.law AS law,
  rule.article AS article, rule.source AS source, rule.status AS status
FROM due
WHERE due_at IS NOT NULL
