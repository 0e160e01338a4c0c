-- primary
-- alike: occurred_at, title, hazard_text, place, region_text, lon_src, lat_src, reported_at, description
-- An incident log: one row per incident. Times are UTC, counts stay NULL when unknown.
SELECT
  s.row_key AS incident_id,
  -- A log without titles is named by what and where, so that a list can be read.
  coalesce(s.title, concat_ws(' · ', coalesce(s.hazard_text, h.en), coalesce(s.place, s.region)), s.row_key) AS title,
  coalesce(h.category, s.category) AS category,
  s.hazard,
  s.hazard_text,
  s.level,
  s.level_text,
  CASE WHEN s.level IS NOT NULL THEN 'as_reported' END AS level_basis,
  CASE
    WHEN s.is_false_alarm THEN 'false_alarm'
    WHEN s.status IS NOT NULL THEN s.status
    WHEN s.closed_at IS NOT NULL THEN 'closed'
    WHEN s.contained_at IS NOT NULL THEN 'contained'
    WHEN coalesce(s.first_arrival_at, s.response_started_at) IS NOT NULL THEN 'responding'
    ELSE 'reported'
  END AS status,
  s.status IS NOT NULL OR coalesce(s.is_false_alarm, false) AS is_status_given,
  -- A log that knows only when it was told: it happened no later, and the precision says so.
  coalesce(s.occurred_at, s.detected_at, s.reported_at) AS occurred_at,
  CASE WHEN s.occurred_at IS NULL THEN 'unknown' ELSE s.occurred_precision END AS occurred_precision,
  s.detected_at,
  s.reported_at,
  s.verified_at,
  s.response_started_at,
  s.first_arrival_at,
  s.contained_at,
  s.closed_at,
  s.place,
  coalesce(s.region_code, r.region_code) AS region_code,
  s.region AS region_text,
  s.lon, s.lat, s.lon_src, s.lat_src,
  CASE WHEN s.lon_src IS NOT NULL THEN $datum END AS datum_src,
  CASE WHEN s.lon IS NOT NULL AND s.lat IS NOT NULL THEN 'point'
       WHEN coalesce(s.place, s.region) IS NOT NULL THEN 'place' ELSE 'none' END AS location_precision,
  s.deaths, s.missing, s.serious, s.injured, s.poisoned, s.affected, s.relocated, s.trapped, s.rescued,
  s.loss_cny, s.rooms_collapsed, s.rooms_damaged, s.area_ha, s.burnt_area_ha, s.magnitude, s.depth_km,
  s.description, s.cause, s.measures,
  s.lead_org, s.report_org,
  CASE WHEN s.parent_ref IS NOT NULL THEN $key_space || ':' || s.parent_ref END AS parent_id,
  s.url, s.glide, s.updated_at
FROM shaped s
LEFT JOIN core.hazard_types h ON h.code = s.hazard
LEFT JOIN named_region r ON r.text = s.region
