-- title: Readiness at a glance
-- title_zh: 备勤概况
-- unit: counts
-- grain: 
-- caution: What a quiet day is about: free teams that move off within the shortest time of the echelons, posts of the roster that are held now, items that stand at their minimum or above, the next drill that is planned, and plans whose review is due. What nobody reported stays empty, never zero.
-- caution_zh: 平静日看备勤：最短集结时限内可出动的待命队伍、当前在岗的值班岗位、达到定额的物资种数、最近计划的演练、到期待评估的预案。无人上报者留空，不作零。
WITH team AS (
  SELECT sum(ready_first) AS teams_ready, sum(teams_total) AS teams_total,
    any_value(first_minutes) AS ready_minutes
  FROM metric.teams_by_echelon(as_of := as_of, known_as_of := known_as_of)
),
post AS (
  SELECT nullif(count(*), 0) AS posts_total,
    CASE WHEN count(*) > 0 THEN count(*) FILTER (is_filled_now) END AS posts_held,
    sum(hours_gap) AS gap_hours, any_value(hours_ahead) AS ahead_hours
  FROM metric.duty_coverage(as_of := as_of, known_as_of := known_as_of)
),
item AS (
  SELECT nullif(count(coverage), 0) AS items_with_minimum,
    CASE WHEN count(coverage) > 0 THEN count(*) FILTER (coverage >= 1) END AS items_at_minimum
  FROM metric.stock_against_minimum(as_of := as_of, known_as_of := known_as_of)
),
drill AS (
  SELECT arg_min(name, planned_on) FILTER (state = 'planned') AS next_drill,
    min(planned_on) FILTER (state = 'planned') AS next_drill_on,
    CASE WHEN count(*) > 0 THEN count(*) FILTER (state = 'overdue') END AS drills_overdue
  FROM metric.drills(as_of := as_of, known_as_of := known_as_of)
),
plan AS (
  SELECT nullif(count(*), 0) AS plans_total,
    CASE WHEN count(*) > 0 THEN count(*) FILTER (review_due_on < today_on) END AS plans_due
  FROM metric.plans(as_of := as_of, known_as_of := known_as_of),
    metric.moment(as_of := as_of, known_as_of := known_as_of)
)
SELECT * FROM team, post, item, drill, plan
