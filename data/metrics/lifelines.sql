-- title: Lifelines
-- title_zh: 生命线
-- unit: states
-- grain: region_code, service
-- caution: The last observation of each service in each area. It is unknown by itself once it is older than what its source promises (threshold lifeline_stale_factor; lifeline_stale_minutes where nothing is promised); last_state says what it was. A service that some area reports is unknown in the areas that never did. Where facilities are observed one by one, the worst counts.
-- caution_zh: 各区域各服务最近一次观测。超过来源承诺间隔(lifeline_stale_factor；未承诺者为 lifeline_stale_minutes)自动转为不明，last_state 为此前状态。有区域上报的服务，其余从未上报的区域列为不明。分设施观测者取最差。
WITH seen AS (
  SELECT l.*, s.every_minutes,
    coalesce(s.every_minutes * m.lifeline_stale_factor, m.lifeline_stale_minutes) AS valid_minutes
  FROM core.lifeline_status_known(known_as_of) l
  LEFT JOIN core.source s USING (source_id)
  CROSS JOIN metric.moment(as_of := as_of, known_as_of := known_as_of) m
  WHERE l.observed_at <= as_of AND l.region_code IS NOT NULL
  QUALIFY row_number() OVER (
    PARTITION BY l.service, l.region_code, l.site_id ORDER BY l.observed_at DESC, l.known_at DESC, l.lifeline_id) = 1
),
aged AS (
  SELECT *, date_diff('second', observed_at, as_of) / 60 AS age_minutes,
    list_position(['out', 'closed', 'degraded', 'unknown', 'restored', 'normal'], state) AS weight
  FROM seen
),
worst AS (
  SELECT * FROM aged
  -- What is fresh counts before what is stale, then the worst.
  QUALIFY row_number() OVER (
    PARTITION BY service, region_code
    ORDER BY age_minutes > valid_minutes, weight, observed_at DESC, lifeline_id) = 1
),
cell AS (
  SELECT service, r.region_code
  FROM (SELECT DISTINCT service FROM seen)
  CROSS JOIN core.region_known(known_as_of) r
  WHERE r.tier <> 'river' AND r.region_code NOT IN (
    SELECT parent_code FROM core.region_known(known_as_of)
    WHERE parent_code IS NOT NULL AND tier <> 'river')
  UNION
  SELECT service, region_code FROM seen
)
SELECT
  region_code, service,
  coalesce(r.name_zh, r.name, w.region_text) AS region_zh,
  coalesce(r.name_en, r.name, w.region_text) AS region_en,
  CASE WHEN w.state IS NULL OR w.age_minutes > w.valid_minutes THEN 'unknown' ELSE w.state END AS state,
  w.state AS last_state, w.observed_at, CAST(floor(w.age_minutes) AS BIGINT) AS age_minutes,
  w.valid_minutes, w.observed_at IS NULL AS is_never_reported,
  w.age_minutes > w.valid_minutes AS is_stale,
  w.users_total, w.users_affected, w.restored_share, w.restored_by, w.site_id, w.incident_id, w.note,
  w.source_id
FROM cell c
LEFT JOIN worst w USING (region_code, service)
LEFT JOIN core.region_known(known_as_of) r USING (region_code)
ORDER BY region_code, service
