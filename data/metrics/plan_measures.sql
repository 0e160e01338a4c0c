-- title: Measures of the plans in force
-- title_zh: 预案启动措施
-- unit: measures
-- grain: activation_id, step_id
-- caution: What the plan of each response in force asks for, derived from the plan and never stored. A measure belongs to the activation that first asked for it, and is due its offset after that: raising the level adds only what the lower level did not ask for, and what only a higher level asked for is no longer asked for once that is lowered. Done comes from the tasks that name the measure, or that say the same to the same organisation since then.
-- caution_zh: 在效响应所依预案应落实的措施，由预案推导，不另存储。措施归属首次要求它的那次启动，时限自该次起算；提级只增加原级别未要求的措施，降级后仅高级别要求者不再列。完成情况取自注明该措施(或启动后同单位同名)的任务。
WITH current AS (
  SELECT *, coalesce(decided_by, activated_by_tier) AS decider, coalesce(region_code, region_zh) AS area
  FROM metric.responses_in_force(as_of := as_of, known_as_of := known_as_of)
),
past AS (
  SELECT *, coalesce(decided_by, activated_by_tier) AS decider, coalesce(region_code, region_text) AS area,
    lead(started_at) OVER (
      PARTITION BY coalesce(decided_by, activated_by_tier), hazard, coalesce(region_code, region_text)
      ORDER BY started_at, activation_id) AS next_at
  FROM core.response_activation_known(known_as_of)
  WHERE started_at <= as_of
),
episode AS (
  -- One unbroken time in which some level was in force: it begins where none was just before.
  SELECT c.activation_id AS current_id, c.level AS current_level, c.plan, c.hazard,
    coalesce((
      SELECT max(p.next_at) FROM past p
      WHERE p.decider IS NOT DISTINCT FROM c.decider AND p.hazard IS NOT DISTINCT FROM c.hazard
        AND p.area IS NOT DISTINCT FROM c.area AND p.ended_at < p.next_at), TIMESTAMP '1900-01-01') AS from_at,
    c.decider, c.area
  FROM current c
),
activated AS (
  SELECT e.*, p.activation_id, p.level, p.started_at
  FROM episode e
  JOIN past p ON p.decider IS NOT DISTINCT FROM e.decider AND p.hazard IS NOT DISTINCT FROM e.hazard
    AND p.area IS NOT DISTINCT FROM e.area AND p.started_at >= e.from_at
),
plan AS (
  SELECT plan_id, hazard, coalesce(name_zh, name) AS name_zh, coalesce(name_en, name) AS name_en,
    unnest(list_distinct([plan_id, core.name_key(name), core.name_key(name_zh),
      core.name_key(name_en)])) AS ref
  FROM core.plan_known(known_as_of)
  WHERE status = 'in_force'
),
chosen AS (
  -- The plan that the activation names, else the one plan in force for its hazard.
  SELECT e.current_id, coalesce(
    (SELECT min(p.plan_id) FROM plan p WHERE p.ref = core.name_key(e.plan)),
    (SELECT min(p.plan_id) FROM plan p WHERE e.plan IS NULL AND p.hazard = e.hazard
      HAVING count(DISTINCT p.plan_id) = 1)) AS plan_id
  FROM episode e
),
step AS (
  SELECT DISTINCT c.current_id, p.plan_id, p.name_zh AS plan_zh, p.name_en AS plan_en, s.*
  FROM chosen c
  JOIN plan p ON p.plan_id = c.plan_id
  JOIN core.plan_step_known(known_as_of) s ON s.plan_ref = p.ref
),
asked AS (
  -- The first activation that asks for a step, after the last one of a level that does not.
  SELECT s.*, e.activation_id, e.started_at, e.level, e.current_level, e.hazard AS response_hazard
  FROM step s
  JOIN activated e ON e.current_id = s.current_id AND e.level <= s.response_level
  WHERE (s.hazard IS NULL OR s.hazard = e.hazard) AND e.current_level <= s.response_level
    AND e.started_at > coalesce((
      SELECT max(o.started_at) FROM activated o
      WHERE o.current_id = s.current_id AND o.level > s.response_level), TIMESTAMP '1900-01-01')
  QUALIFY row_number() OVER (
    PARTITION BY s.current_id, s.step_id ORDER BY e.started_at, e.activation_id) = 1
),
told AS (
  SELECT a.current_id, a.step_id, min(t.task_id) AS task_id,
    min(t.done_at) FILTER (t.done_at <= as_of) AS done_at,
    bool_or(t.status = 'cancelled') AS is_cancelled
  FROM asked a
  JOIN core.task_known(known_as_of) t
    ON coalesce(t.created_at, t.done_at) >= a.started_at
    AND coalesce(t.created_at, t.done_at) <= as_of
    AND (t.step_ref = core.name_key(a.source_ref) OR (t.step_ref IS NULL
      AND core.name_key(t.title) = core.name_key(a.measure)
      AND core.name_key(t.owner_org) = core.name_key(a.owner_org)))
  GROUP BY a.current_id, a.step_id
)
SELECT
  a.current_id AS activation_id, a.activation_id AS asked_by_activation_id, a.step_id, a.source_ref,
  a.plan_id, a.plan_zh, a.plan_en, a.seq, a.current_level, a.response_level,
  a.response_hazard AS hazard, a.measure,
  coalesce(a.measure_zh, a.measure) AS measure_zh, coalesce(a.measure_en, a.measure) AS measure_en,
  a.owner_org, a.owner_post, a.started_at AS activated_at, a.due_minutes,
  a.started_at + to_minutes(a.due_minutes) AS due_at,
  t.done_at, t.task_id,
  CASE WHEN t.done_at IS NOT NULL THEN 'done' WHEN t.is_cancelled THEN 'cancelled'
    WHEN a.started_at + to_minutes(a.due_minutes) < as_of THEN 'overdue' ELSE 'open' END AS state,
  CASE WHEN coalesce(t.done_at, as_of) > a.started_at + to_minutes(a.due_minutes)
    AND (t.done_at IS NOT NULL OR NOT coalesce(t.is_cancelled, false))
    THEN date_diff('second', a.started_at + to_minutes(a.due_minutes), coalesce(t.done_at, as_of)) // 60
    END AS minutes_late
FROM asked a
LEFT JOIN told t ON t.current_id = a.current_id AND t.step_id = a.step_id
ORDER BY a.current_level, a.current_id, a.started_at, a.seq NULLS LAST, due_at, a.step_id
