-- title: Incidents, each on its own
-- title_zh: 单个事件当时状态
-- unit: incidents
-- grain: incident_id
-- kept: no
-- caution: Reports of one event that a person linked are still apart here. Level, status and counts are those of the moment asked about: the newest report before it, else the incident's own row as far as it was true by then. Unknown counts stay empty. An incident without a word for its state and without a sign of life for the site's dormant_days is not counted open.
-- caution_zh: 已关联的同一事件在此仍分列。等级、状态和人数均为查询时刻的值：取此前最新续报，否则取事件自身记录中当时已成立的部分。未知人数留空。无状态且超过 dormant_days 无动态的事件不计为未结。
WITH reported AS (
  SELECT * REPLACE (coalesce(occurred_precision, 'minute') AS occurred_precision),
    coalesce(reported_at, occurred_at, detected_at) AS opened_at
  FROM core.incident_known(known_as_of)
  WHERE coalesce(reported_at, occurred_at, detected_at) <= as_of
),
-- The row of an incident is its latest state; steps that it took after as_of are taken back.
at_moment AS (
  SELECT
    i.* EXCLUDE (level, status, deaths, missing, serious, injured, affected, relocated, loss_cny,
      verified_at, first_arrival_at, contained_at, closed_at),
    CASE WHEN i.verified_at <= as_of THEN i.verified_at END AS verified_at,
    CASE WHEN i.first_arrival_at <= as_of THEN i.first_arrival_at END AS first_arrival_at,
    CASE WHEN i.contained_at <= as_of THEN i.contained_at END AS contained_at,
    CASE WHEN i.closed_at <= as_of THEN i.closed_at END AS closed_at,
    coalesce(u.level_to, u.level_before, i.level) AS level,
    CASE
      WHEN i.closed_at <= as_of THEN
        CASE WHEN i.status IN ('recovery', 'false_alarm', 'merged') THEN i.status ELSE 'closed' END
      WHEN u.status_to IS NOT NULL THEN u.status_to
      WHEN u.status_before IS NOT NULL THEN u.status_before
      WHEN coalesce(greatest(i.verified_at, i.response_started_at, i.first_arrival_at,
        i.contained_at, i.closed_at) <= as_of, true) THEN i.status
      WHEN i.contained_at <= as_of THEN 'contained'
      WHEN least(i.response_started_at, i.first_arrival_at) <= as_of THEN 'responding'
      WHEN i.verified_at <= as_of THEN 'verified'
      ELSE 'reported'
    END AS status,
    -- A count of the row is not used for a time before the first report that carries the count.
    CASE WHEN u.deaths IS NOT NULL OR u.has_later_deaths OR i.counts_at > as_of
      THEN u.deaths ELSE i.deaths END AS deaths,
    CASE WHEN u.missing IS NOT NULL OR u.has_later_missing OR i.counts_at > as_of
      THEN u.missing ELSE i.missing END AS missing,
    CASE WHEN u.serious IS NOT NULL OR u.has_later_serious OR i.counts_at > as_of
      THEN u.serious ELSE i.serious END AS serious,
    CASE WHEN u.injured IS NOT NULL OR u.has_later_injured OR i.counts_at > as_of
      THEN u.injured ELSE i.injured END AS injured,
    CASE WHEN u.affected IS NOT NULL OR u.has_later_affected OR i.counts_at > as_of
      THEN u.affected ELSE i.affected END AS affected,
    CASE WHEN u.relocated IS NOT NULL OR u.has_later_relocated OR i.counts_at > as_of
      THEN u.relocated ELSE i.relocated END AS relocated,
    CASE WHEN u.loss_cny IS NOT NULL OR u.has_later_loss OR i.counts_at > as_of
      THEN u.loss_cny ELSE i.loss_cny END AS loss_cny,
    greatest(i.opened_at, u.last_event_at,
      CASE WHEN i.updated_at <= as_of THEN i.updated_at END,
      CASE WHEN i.response_started_at <= as_of THEN i.response_started_at END,
      CASE WHEN i.first_arrival_at <= as_of THEN i.first_arrival_at END,
      CASE WHEN i.contained_at <= as_of THEN i.contained_at END) AS last_update_at,
    u.last_report_at,
    coalesce(u.report_count, 0) AS report_count,
    coalesce(u.has_written, false) AS has_written_report,
    coalesce(u.has_final, false) AS has_final_report,
    i.is_status_given OR u.status_to IS NOT NULL AS is_status_told,
    -- Asked of the row alone, so that a scan for open incidents skips the closed ones at once.
    i.closed_at AS row_closed_at,
    i.closed_at IS NULL OR i.closed_at > as_of AS may_be_open
  FROM reported i
  LEFT JOIN LATERAL (
    SELECT
      arg_max(level_to, place) FILTER (is_told) AS level_to,
      arg_min(level_from, place) FILTER (NOT is_told AND level_to IS NOT NULL) AS level_before,
      arg_max(status_to, place) FILTER (is_told) AS status_to,
      arg_min(status_from, place) FILTER (NOT is_told AND status_to IS NOT NULL) AS status_before,
      arg_max(deaths, place) FILTER (is_told) AS deaths,
      bool_or(NOT is_told) FILTER (deaths IS NOT NULL) AS has_later_deaths,
      arg_max(missing, place) FILTER (is_told) AS missing,
      bool_or(NOT is_told) FILTER (missing IS NOT NULL) AS has_later_missing,
      arg_max(serious, place) FILTER (is_told) AS serious,
      bool_or(NOT is_told) FILTER (serious IS NOT NULL) AS has_later_serious,
      arg_max(injured, place) FILTER (is_told) AS injured,
      bool_or(NOT is_told) FILTER (injured IS NOT NULL) AS has_later_injured,
      arg_max(affected, place) FILTER (is_told) AS affected,
      bool_or(NOT is_told) FILTER (affected IS NOT NULL) AS has_later_affected,
      arg_max(relocated, place) FILTER (is_told) AS relocated,
      bool_or(NOT is_told) FILTER (relocated IS NOT NULL) AS has_later_relocated,
      arg_max(loss_cny, place) FILTER (is_told) AS loss_cny,
      bool_or(NOT is_told) FILTER (loss_cny IS NOT NULL) AS has_later_loss,
      max(event_at) FILTER (is_told) AS last_event_at,
      max(event_at) FILTER (is_told AND kind IN ('initial', 'follow_up', 'final')) AS last_report_at,
      count(*) FILTER (is_told AND kind IN ('initial', 'follow_up', 'final')) AS report_count,
      bool_or(is_told AND kind IN ('initial', 'follow_up', 'final')
        AND form IS DISTINCT FROM 'oral') AS has_written,
      bool_or(is_told AND kind = 'final') AS has_final
    FROM (
      SELECT *, event_at <= as_of AS is_told, core.report_place(event_at, seq, row_no) AS place
      FROM core.incident_update_known(known_as_of)
    ) r
    WHERE r.incident_id = i.incident_id
  ) u ON true
)
SELECT
  s.*,
  s.may_be_open
    AND s.status IN ('reported', 'verified', 'responding', 'contained')
    AND (s.is_status_told OR s.last_update_at >= m.dormant_before) AS is_open
FROM at_moment s, metric.moment(as_of := as_of, known_as_of := known_as_of) m
