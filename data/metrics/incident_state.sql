-- title: Incidents as they stood
-- title_zh: 事件当时状态
-- unit: incidents
-- grain: incident_id
-- kept: no
-- caution: Level, status and counts are those of the moment asked about, unknown ones empty. Reports that a person linked as one event are counted once: the main one has the highest level and the greatest counts of them, the others have linked_to and are not open.
-- caution_zh: 等级、状态和人数均为查询时刻的值，未知者留空。人工关联为同一事件的只计一次：主事件取组内最高等级和最大人数，其余标 linked_to，不计为未结。
SELECT
  i.* EXCLUDE (level, deaths, missing, serious, injured, affected, relocated, loss_cny,
    opened_at, last_update_at, last_report_at, is_open),
  CASE WHEN l.is_main THEN least(i.level, l.group_level) ELSE i.level END AS level,
  CASE WHEN l.is_main THEN greatest(i.deaths, l.group_deaths) ELSE i.deaths END AS deaths,
  CASE WHEN l.is_main THEN greatest(i.missing, l.group_missing) ELSE i.missing END AS missing,
  CASE WHEN l.is_main THEN greatest(i.serious, l.group_serious) ELSE i.serious END AS serious,
  CASE WHEN l.is_main THEN greatest(i.injured, l.group_injured) ELSE i.injured END AS injured,
  CASE WHEN l.is_main THEN greatest(i.affected, l.group_affected) ELSE i.affected END AS affected,
  CASE WHEN l.is_main THEN greatest(i.relocated, l.group_relocated) ELSE i.relocated END AS relocated,
  CASE WHEN l.is_main THEN greatest(i.loss_cny, l.group_loss_cny) ELSE i.loss_cny END AS loss_cny,
  CASE WHEN l.is_main THEN l.group_opened_at ELSE i.opened_at END AS opened_at,
  CASE WHEN l.is_main THEN greatest(i.last_update_at, l.group_last_update_at) ELSE i.last_update_at END AS last_update_at,
  CASE WHEN l.is_main THEN greatest(i.last_report_at, l.group_last_report_at) ELSE i.last_report_at END AS last_report_at,
  i.is_open AND coalesce(l.is_main, true) AS is_open,
  -- Asked of the row alone, so that a scan for new incidents skips the old ones at once.
  i.opened_at AS row_opened_at,
  CASE WHEN NOT l.is_main THEN l.main_id END AS linked_to,
  coalesce(l.members, 1) AS members
FROM metric.incident_alone(as_of := as_of, known_as_of := known_as_of) i
LEFT JOIN metric.incident_links(as_of := as_of, known_as_of := known_as_of) l USING (incident_id)
