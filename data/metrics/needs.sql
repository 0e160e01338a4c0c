-- title: What open incidents need
-- title_zh: 未结事件物资需要
-- unit: the item's own unit
-- grain: incident_id, item_key
-- caution: By request and by plan (people moved to safety times what a person uses, for the days of the plan in force or the customary ones); needed is the greater of the two less what has left. Deployable is what all depots within reach hold together: two incidents may look at the same stock. Without a position nothing is within reach that is known, and there is no gap; neither is there where no quantity was told.
-- caution_zh: 按申请与按预案（转移人数乘人均需求乘天数）取大者，减去已发出量。可调用量为半径内各库之和，多起事件可能指向同一库存。事件无坐标则可调用量与缺口均未知；未报数量者需要量亦未知。
WITH open AS (
  SELECT incident_id, title, level, relocated, lon, lat
  FROM metric.open_incidents(as_of := as_of, known_as_of := known_as_of)
),
asked AS (
  SELECT r.* FROM metric.item_requests(as_of := as_of, known_as_of := known_as_of) r
  SEMI JOIN open USING (incident_id)
),
planned AS (
  SELECT o.incident_id, r.item_id AS item_key, r.item_id,
    o.relocated * coalesce(r.per_person_day_qty * coalesce(p.days, m.need_days), r.per_person_qty)
      AS exact_qty,
    -- Half a bed is a bed.
    CASE WHEN r.is_counted THEN ceil(exact_qty) ELSE exact_qty END AS plan_qty
  FROM open o
  CROSS JOIN metric.stock_rates(as_of := as_of, known_as_of := known_as_of) r
  CROSS JOIN metric.moment(as_of := as_of, known_as_of := known_as_of) m
  LEFT JOIN metric.stock_plan_needs(as_of := as_of, known_as_of := known_as_of) p USING (item_id)
  WHERE o.relocated > 0
),
need AS (
  SELECT incident_id, item_key, coalesce(a.item_id, p.item_id) AS item_id,
    a.item_zh, a.item_en, a.unit, a.asked_qty, p.plan_qty,
    CASE WHEN a.incident_id IS NULL THEN 0 ELSE a.sent_qty END AS sent_qty,
    -- greatest() passes over what is not known.
    greatest(a.asked_qty, p.plan_qty) - CASE WHEN a.incident_id IS NULL THEN 0 ELSE a.sent_qty END
      AS left_qty,
    CASE WHEN left_qty IS NOT NULL THEN greatest(0, left_qty) END AS needed_qty
  FROM asked a
  FULL JOIN planned p USING (incident_id, item_key)
),
reach AS (
  SELECT n.incident_id, n.item_key,
    coalesce(sum(greatest(0, s.usable_qty)), 0) AS deployable_qty,
    arg_min({'site_id': s.site_id, 'zh': s.site_zh, 'en': s.site_en},
      {'km': core.distance_km(o.lon, o.lat, s.lon, s.lat), 'site_id': s.site_id}) AS depot
  FROM need n
  JOIN open o ON o.incident_id = n.incident_id AND o.lon IS NOT NULL AND o.lat IS NOT NULL
  CROSS JOIN metric.moment(as_of := as_of, known_as_of := known_as_of) m
  LEFT JOIN metric.stock_by_depot(as_of := as_of, known_as_of := known_as_of) s
    ON s.item_id = n.item_id
    AND core.distance_km(o.lon, o.lat, s.lon, s.lat) <= m.reach_km
  GROUP BY ALL
)
SELECT
  n.incident_id, o.title AS incident_title, o.level, n.item_key, n.item_id,
  coalesce(n.item_zh, i.name_zh, i.name) AS item_zh,
  coalesce(n.item_en, i.name_en, i.name) AS item_en,
  coalesce(n.unit, i.unit) AS unit,
  n.asked_qty, n.plan_qty, n.sent_qty, n.needed_qty, r.deployable_qty,
  CASE WHEN n.needed_qty - r.deployable_qty IS NOT NULL
    THEN greatest(0, n.needed_qty - r.deployable_qty) END AS gap_qty,
  r.depot.site_id AS nearest_site_id, r.depot.zh AS nearest_zh, r.depot.en AS nearest_en
FROM need n
JOIN open o USING (incident_id)
LEFT JOIN reach r ON r.incident_id = n.incident_id AND r.item_key = n.item_key
LEFT JOIN core.stock_item_known(known_as_of) i ON i.item_id = n.item_id
ORDER BY o.level NULLS LAST, n.incident_id, gap_qty DESC NULLS LAST, item_en, n.item_key
