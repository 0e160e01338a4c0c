-- title: Reports that are one event
-- title_zh: 已关联的同一事件
-- unit: incidents
-- grain: incident_id
-- caution: Linked by a person and never by the machine. The main one is open before closed, of the highest level, else the earliest; it stands for all and its counts are the greatest of them, not their sum.
-- caution_zh: 由人工关联，系统从不自动合并。主事件取未结、等级最高者，否则取最早者，代表全组；人数取组内最大值而非合计。
WITH RECURSIVE decided AS (
  -- Of the decisions about two incidents the last one holds.
  SELECT incident_a, incident_b, arg_max(is_linked, (decided_at, known_at, decision)) AS is_linked
  FROM core.incident_link
  WHERE decided_at <= as_of AND known_at <= known_as_of
  GROUP BY incident_a, incident_b
),
edge AS (
  SELECT incident_a AS one, incident_b AS other FROM decided WHERE is_linked
  UNION ALL SELECT incident_b, incident_a FROM decided WHERE is_linked
),
reached AS (
  SELECT one AS incident_id, one AS other FROM edge
  UNION
  SELECT r.incident_id, e.other FROM reached r JOIN edge e ON e.one = r.other
),
member AS (
  SELECT incident_id, min(other) AS group_id FROM reached GROUP BY incident_id
),
row_of AS (
  -- Straight from the table: of a million incidents only the few that are linked are looked at.
  SELECT m.group_id, i.*, coalesce(i.reported_at, i.occurred_at, i.detected_at) AS opened_at
  FROM core.incident_known(known_as_of) i
  JOIN member m USING (incident_id)
  WHERE coalesce(i.reported_at, i.occurred_at, i.detected_at) <= as_of
),
told AS (
  SELECT u.incident_id,
    arg_max(u.level_to, (u.event_at, u.seq)) AS level_to,
    arg_max(u.status_to, (u.event_at, u.seq)) AS status_to,
    arg_max(u.deaths, (u.event_at, u.seq)) AS deaths,
    arg_max(u.missing, (u.event_at, u.seq)) AS missing,
    arg_max(u.serious, (u.event_at, u.seq)) AS serious,
    arg_max(u.injured, (u.event_at, u.seq)) AS injured,
    arg_max(u.affected, (u.event_at, u.seq)) AS affected,
    arg_max(u.relocated, (u.event_at, u.seq)) AS relocated,
    arg_max(u.loss_cny, (u.event_at, u.seq)) AS loss_cny,
    max(u.event_at) AS last_event_at,
    max(u.event_at) FILTER (u.kind IN ('initial', 'follow_up', 'final')) AS last_report_at
  FROM core.incident_update_known(known_as_of) u
  JOIN member m USING (incident_id)
  WHERE u.event_at <= as_of
  GROUP BY u.incident_id
),
stood AS (
  SELECT r.group_id, r.incident_id, r.title, r.source_id, r.source_ref, r.opened_at,
    coalesce(t.level_to, r.level) AS level,
    coalesce(t.deaths, r.deaths) AS deaths, coalesce(t.missing, r.missing) AS missing,
    coalesce(t.serious, r.serious) AS serious, coalesce(t.injured, r.injured) AS injured,
    coalesce(t.affected, r.affected) AS affected,
    coalesce(t.relocated, r.relocated) AS relocated,
    coalesce(t.loss_cny, r.loss_cny) AS loss_cny,
    greatest(r.opened_at, t.last_event_at, CASE WHEN r.updated_at <= as_of THEN r.updated_at END)
      AS last_update_at,
    t.last_report_at,
    coalesce(r.closed_at > as_of, true)
      AND coalesce(t.status_to, r.status) IN ('reported', 'verified', 'responding', 'contained')
      AND (r.is_status_given OR t.status_to IS NOT NULL
        OR greatest(r.opened_at, t.last_event_at) >= a.dormant_before) AS is_open
  FROM row_of r
  LEFT JOIN told t USING (incident_id)
  CROSS JOIN metric.moment(as_of := as_of, known_as_of := known_as_of) a
)
SELECT
  incident_id,
  first_value(incident_id) OVER ranked AS main_id,
  incident_id = first_value(incident_id) OVER ranked AS is_main,
  count(*) OVER whole AS members,
  title, source_id, source_ref, opened_at,
  min(level) OVER whole AS group_level,
  max(deaths) OVER whole AS group_deaths, max(missing) OVER whole AS group_missing,
  max(serious) OVER whole AS group_serious, max(injured) OVER whole AS group_injured,
  max(affected) OVER whole AS group_affected, max(relocated) OVER whole AS group_relocated,
  max(loss_cny) OVER whole AS group_loss_cny,
  min(opened_at) OVER whole AS group_opened_at,
  max(last_update_at) OVER whole AS group_last_update_at,
  max(last_report_at) OVER whole AS group_last_report_at
FROM stood
WINDOW
  whole AS (PARTITION BY group_id),
  ranked AS (PARTITION BY group_id ORDER BY is_open DESC, level NULLS LAST, opened_at, incident_id)
ORDER BY main_id, is_main DESC, incident_id
