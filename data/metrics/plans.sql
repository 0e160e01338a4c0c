-- title: Plans
-- title_zh: 应急预案
-- unit: plans
-- grain: plan_id
-- caution: Plans that are not withdrawn, with when they are to be reviewed and drilled. Due dates are the register's own, else the last time and the plan's own interval, else the interval of a rule that is switched on (list interval_rule); review_basis and drill_basis say which. Without any of them nothing is due. A drill that was never held is due one interval after the plan was issued.
-- caution_zh: 未废止的预案及其评估、演练到期日。到期日依次取台账所填、上次日期加预案自定周期、已启用规则的周期(interval_rule)，由 review_basis 与 drill_basis 标明；均无则不判到期。从未演练者自发布日起算。
WITH rule AS (
  SELECT subject, rule_id, status, CAST(months AS INTEGER) AS months,
    string_split(plan_kinds, '|') AS kinds
  FROM core.interval_rule WHERE CAST(enabled AS BOOLEAN)
),
known AS (
  SELECT p.*, m.today_on,
    (SELECT min({'months': months, 'rule_id': rule_id, 'status': status}) FROM rule
      WHERE subject = 'plan_review' AND (list_contains(kinds, p.kind) OR list_contains(kinds, '*')))
      AS review_rule,
    (SELECT min({'months': months, 'rule_id': rule_id, 'status': status}) FROM rule
      WHERE subject = 'drill' AND (list_contains(kinds, p.kind) OR list_contains(kinds, '*')))
      AS drill_rule
  FROM core.plan_known(known_as_of) p, metric.moment(as_of := as_of, known_as_of := known_as_of) m
  WHERE p.status <> 'withdrawn'
),
called AS (
  SELECT DISTINCT plan_id, unnest([plan_id, core.name_key(name), core.name_key(name_zh),
    core.name_key(name_en)]) AS ref
  FROM known
),
drilled AS (
  SELECT c.plan_id, max(d.held_on) FILTER (d.held_on <= k.today_on) AS last_drill_on,
    min(d.planned_on) FILTER (d.held_on IS NULL AND d.status IS DISTINCT FROM 'cancelled'
      AND d.planned_on >= k.today_on) AS next_drill_on
  FROM core.drill_known(known_as_of) d
  JOIN called c ON c.ref = d.plan_ref
  JOIN known k ON k.plan_id = c.plan_id
  WHERE d.kind = 'drill'
  GROUP BY c.plan_id
),
step AS (
  SELECT c.plan_id, count(*) AS step_count
  FROM core.plan_step_known(known_as_of) s JOIN called c ON c.ref = s.plan_ref
  GROUP BY c.plan_id
),
due AS (
  SELECT k.*, d.last_drill_on, d.next_drill_on, coalesce(s.step_count, 0) AS step_count,
    coalesce(k.last_review_on, k.issued_on) AS reviewed_on,
    coalesce(k.review_every_months, k.review_rule.months) AS review_months,
    coalesce(k.drill_every_months, k.drill_rule.months) AS drill_months
  FROM known k LEFT JOIN drilled d USING (plan_id) LEFT JOIN step s USING (plan_id)
),
dated AS (
  SELECT *,
    coalesce(next_review_on, CAST(reviewed_on + to_months(review_months) AS DATE)) AS review_due_on,
    CASE WHEN next_review_on IS NOT NULL THEN 'register'
      WHEN reviewed_on IS NULL OR review_months IS NULL THEN NULL
      WHEN review_every_months IS NOT NULL THEN 'plan' ELSE review_rule.rule_id END AS review_basis,
    CASE WHEN review_basis = review_rule.rule_id THEN review_rule.status END AS review_rule_status,
    CAST(coalesce(last_drill_on, issued_on) + to_months(drill_months) AS DATE) AS drill_due_on,
    CASE WHEN coalesce(last_drill_on, issued_on) IS NULL OR drill_months IS NULL THEN NULL
      WHEN drill_every_months IS NOT NULL THEN 'plan' ELSE drill_rule.rule_id END AS drill_basis,
    CASE WHEN drill_basis = drill_rule.rule_id THEN drill_rule.status END AS drill_rule_status
  FROM due
)
SELECT
  d.plan_id, d.name, coalesce(d.name_zh, d.name) AS name_zh, coalesce(d.name_en, d.name) AS name_en,
  d.kind, d.tier, d.owner_org, d.hazard,
  coalesce(h.zh, h.en, d.hazard) AS hazard_zh, coalesce(h.en, h.zh, d.hazard) AS hazard_en,
  d.region_code, d.version, d.status, d.issued_on, d.reviewed_on, d.review_due_on, d.review_basis,
  d.review_rule_status,
  CASE WHEN d.review_due_on < d.today_on THEN d.today_on - d.review_due_on END AS review_overdue_days,
  d.last_drill_on, d.next_drill_on, d.drill_due_on, d.drill_basis,
  d.drill_rule_status,
  CASE WHEN d.drill_due_on < d.today_on THEN d.today_on - d.drill_due_on END AS drill_overdue_days,
  d.step_count, d.legal_basis, d.source_id
FROM dated d
LEFT JOIN core.hazard_types h ON h.code = d.hazard
ORDER BY greatest(review_overdue_days, drill_overdue_days) DESC NULLS LAST,
  least(d.review_due_on, d.drill_due_on) NULLS LAST, name_en, d.plan_id
