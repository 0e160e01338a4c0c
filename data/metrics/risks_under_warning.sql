-- title: Risks under a warning in force
-- title_zh: 预警范围内的风险
-- unit: risks
-- grain: risk_id, warning_id
-- caution: Open risks of a hazard that the warning is about or brings (list warning_brings), in an area that it names, worst first; with the open incidents around and the supplies of that hazard (list hazard_supplies) that the nearest depot holds below minimum. A warning that names no area code covers no risk here; a risk without an area or a place is not in it.
-- caution_zh: 灾种与预警相符或由其引发(warning_brings)、且位于预警区域内的未销号风险，最重在前；附周边未结事件，以及最近仓库中低于定额的对应物资(hazard_supplies)。未给区划代码的预警不计；无区域或位置的风险不列。
WITH met AS (
  SELECT k.*, w.hazard AS warning_hazard, w.hazard_zh AS warning_zh, w.hazard_en AS warning_en,
    w.colour, w.level AS warning_level, w.area_desc, w.expires_at
  FROM metric.risks_warned(as_of := as_of, known_as_of := known_as_of) k
  JOIN metric.warnings_in_force(as_of := as_of, known_as_of := known_as_of) w USING (warning_id)
),
near AS (
  SELECT t.risk_id, count(DISTINCT i.incident_id) AS near_incidents, min(i.level) AS near_worst_level
  FROM (SELECT DISTINCT risk_id, lon, lat FROM met) t
  CROSS JOIN metric.moment(as_of := as_of, known_as_of := known_as_of) m
  JOIN metric.open_incidents(as_of := as_of, known_as_of := known_as_of) i
    ON core.distance_km(t.lon, t.lat, i.lon, i.lat) <= m.surroundings_km
  GROUP BY t.risk_id
),
depot AS (
  SELECT item_id, site_id, any_value(s.item_zh) AS item_zh, any_value(s.item_en) AS item_en,
    any_value(s.site_zh) AS site_zh, any_value(s.site_en) AS site_en, any_value(category) AS category,
    any_value(s.coverage) AS coverage, any_value(s.lon) AS lon, any_value(s.lat) AS lat
  FROM metric.stock_by_depot(as_of := as_of, known_as_of := known_as_of) s
  WHERE s.minimum_qty > 0 AND s.lon IS NOT NULL AND s.lat IS NOT NULL
  GROUP BY item_id, site_id
),
nearest AS (
  SELECT t.risk_id, arg_min(d.site_id, {
    'km': core.distance_km(t.lon, t.lat, d.lon, d.lat), 'site': d.site_id}) AS site_id
  FROM (SELECT DISTINCT risk_id, lon, lat FROM met WHERE lon IS NOT NULL AND lat IS NOT NULL) t
  CROSS JOIN (SELECT DISTINCT site_id, lon, lat FROM depot) d
  GROUP BY t.risk_id
),
short AS (
  SELECT t.risk_id, any_value(d.site_zh) AS depot_zh, any_value(d.site_en) AS depot_en,
    count(*) FILTER (d.coverage < 1) AS short_count,
    string_agg(d.item_zh, '、' ORDER BY d.coverage, d.item_id) FILTER (d.coverage < 1) AS short_zh,
    string_agg(d.item_en, ', ' ORDER BY d.coverage, d.item_id) FILTER (d.coverage < 1) AS short_en
  FROM (SELECT DISTINCT risk_id, hazard FROM met) t
  JOIN nearest n USING (risk_id)
  JOIN core.hazard_supplies h ON h.hazard = t.hazard
  JOIN depot d ON d.site_id = n.site_id AND d.category = h.stock_category
  GROUP BY t.risk_id
)
SELECT
  t.risk_id, t.warning_id, t.name, t.hazard, t.hazard_zh, t.hazard_en, t.level, t.score,
  t.is_residual, t.owner_org, t.region_code, t.region_zh, t.region_en, t.lon, t.lat,
  t.warning_hazard, t.warning_zh, t.warning_en, t.colour, t.warning_level, t.area_desc, t.expires_at,
  t.review_overdue_days, t.controls_open, t.controls_overdue,
  -- Around a risk without a place nothing is known.
  CASE WHEN t.lon IS NOT NULL AND t.lat IS NOT NULL THEN coalesce(n.near_incidents, 0) END
    AS near_incidents, n.near_worst_level,
  s.depot_zh, s.depot_en, s.short_count, s.short_zh, s.short_en
FROM met t
LEFT JOIN near n USING (risk_id)
LEFT JOIN short s USING (risk_id)
ORDER BY t.level NULLS LAST, t.warning_level NULLS LAST, t.score DESC NULLS LAST, t.risk_id, t.warning_id
