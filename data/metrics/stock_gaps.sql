-- title: Gaps of depots
-- title_zh: 各库缺口
-- unit: the item's own unit
-- grain: item_id, site_id, priority
-- caution: A depot lacks what it has less than its minimum, or less than incidents still need of it where that is more; what is on the road to it counts. Incidents are served by the depot nearest to them that keeps the item. Priority 1 is what incidents need and the depot cannot give, 2 a critical item below the decision share near a serious incident, 3 any other minimum.
-- caution_zh: 缺口为低于定额之数，或低于事件尚需之数（取大者）；在途到货计入。事件由最近的存有该物资的仓库保障。优先级 1 为事件所需而该库不足，2 为较重事件附近低于决策比例的关键物资，3 为其他低于定额。
WITH need AS (
  SELECT item_id, nearest_site_id AS site_id, sum(needed_qty) AS needed_qty,
    arg_min(incident_id, {'level': coalesce(level, 9), 'incident_id': incident_id}) AS incident_id
  FROM metric.needs(as_of := as_of, known_as_of := known_as_of)
  WHERE needed_qty > 0 AND nearest_site_id IS NOT NULL
  GROUP BY ALL
),
depot AS (
  SELECT s.*, n.needed_qty, n.incident_id,
    s.usable_qty + s.inbound_qty AS coming_qty,
    h.incident_id AS short_incident_id
  FROM metric.stock_by_depot(as_of := as_of, known_as_of := known_as_of) s
  LEFT JOIN need n USING (item_id, site_id)
  LEFT JOIN metric.stock_short(as_of := as_of, known_as_of := known_as_of) h
    USING (item_id, site_id)
),
gap AS (
  SELECT *, 1 AS priority, greatest(0, needed_qty - coming_qty) AS gap_qty,
    incident_id AS for_incident_id
  FROM depot
  UNION ALL
  SELECT *, CASE WHEN short_incident_id IS NOT NULL THEN 2 ELSE 3 END,
    greatest(0, minimum_qty - coming_qty) - greatest(0, coalesce(needed_qty - coming_qty, 0)),
    coalesce(short_incident_id, incident_id)
  FROM depot
)
SELECT
  item_id, site_id, priority, gap_qty,
  item_zh, item_en, site_zh, site_en, unit, is_critical, lon, lat,
  usable_qty, minimum_qty, inbound_qty, needed_qty, for_incident_id AS incident_id
FROM gap
WHERE gap_qty > 0
ORDER BY priority, is_critical DESC, item_en, item_id, site_en, site_id
