-- title: Stock warnings
-- title_zh: 库存预警
-- unit: the item's own unit
-- grain: kind, item_id, site_id, lot_id
-- caution: Six kinds that are never mixed: out, below_minimum, below_plan, expiring, expires_before_use, stale_count. qty is what there is (of a lot that expires before use, what is left over then), limit_qty what it is held against. expires_before_use needs a rate of issue: without issues in the last weeks it says nothing. below_plan is of the whole office and has no depot.
-- caution_zh: 六类互不混淆：断货、低于定额、低于预案需求、临期、用完前到期、盘点陈旧。qty 为现有数量（用完前到期者为届时剩余），limit_qty 为对照值。用完前到期须有近期出库速率，否则不报。低于预案需求针对全市，不分库。
WITH depot AS (
  SELECT item_id, site_id, usable_qty, minimum_qty
  FROM metric.stock_by_depot(as_of := as_of, known_as_of := known_as_of)
),
held AS (
  SELECT h.*, m.expiring_days, m.stale_count_days
  FROM metric.stock_held(as_of := as_of, known_as_of := known_as_of) h,
    metric.moment(as_of := as_of, known_as_of := known_as_of) m
),
rate AS (
  SELECT f.item_id, f.site_id, -sum(f.signed_qty) / any_value(m.issue_rate_days) AS qty_per_day
  FROM metric.stock_flows(as_of := as_of, known_as_of := known_as_of) f,
    metric.moment(as_of := as_of, known_as_of := known_as_of) m
  WHERE f.kind = 'issue' AND f.moved_at > as_of - to_hours(CAST(24 * m.issue_rate_days AS BIGINT))
  GROUP BY f.item_id, f.site_id
),
queue AS (
  -- First expired, first out: what lies before a lot is used before it.
  SELECT h.item_id, h.site_id, h.lot_id, h.expires_on, h.days_left, h.deployable_qty, h.state,
    sum(h.deployable_qty) OVER (
      PARTITION BY h.item_id, h.site_id ORDER BY h.expires_on, h.received_on NULLS LAST, h.lot_id)
      AS until_qty,
    r.qty_per_day
  FROM held h
  JOIN rate r ON r.item_id = h.item_id AND r.site_id = h.site_id
  WHERE h.deployable_qty > 0 AND h.expires_on IS NOT NULL
),
found AS (
  SELECT CASE WHEN usable_qty <= 0 THEN 'out' ELSE 'below_minimum' END AS kind,
    item_id, site_id, '' AS lot_id, usable_qty AS qty, minimum_qty AS limit_qty,
    NULL::INTEGER AS days, NULL::DATE AS on_date
  FROM depot WHERE usable_qty < minimum_qty OR (usable_qty <= 0 AND minimum_qty IS NULL)
  UNION ALL
  SELECT 'below_plan', p.item_id, '', '', coalesce(u.qty, 0), p.plan_qty, NULL, NULL
  FROM metric.stock_plan_needs(as_of := as_of, known_as_of := known_as_of) p
  LEFT JOIN (SELECT item_id, sum(usable_qty) AS qty FROM depot GROUP BY item_id) u USING (item_id)
  WHERE coalesce(u.qty, 0) < p.plan_qty
  UNION ALL
  SELECT 'expiring', item_id, site_id, lot_id, deployable_qty, NULL, days_left, expires_on
  FROM held WHERE state = 'expiring' AND deployable_qty > 0
  UNION ALL
  SELECT 'expires_before_use', item_id, site_id, lot_id,
    least(deployable_qty, until_qty - qty_per_day * (days_left + 1)),
    qty_per_day * (days_left + 1), days_left, expires_on
  FROM queue
  WHERE state IN ('expiring', 'expiring_ahead') AND until_qty > qty_per_day * (days_left + 1)
  UNION ALL
  SELECT 'stale_count', item_id, site_id, '', sum(on_hand_qty), NULL,
    CAST(max(date_sub('day', counted_at, as_of)) AS INTEGER), CAST(min(counted_at) AS DATE)
  FROM held
  WHERE counted_at < as_of - to_hours(CAST(24 * stale_count_days AS BIGINT))
  GROUP BY item_id, site_id
)
SELECT
  w.kind, w.item_id, w.site_id, w.lot_id,
  coalesce(i.name_zh, i.name, w.item_id) AS item_zh,
  coalesce(i.name_en, i.name, w.item_id) AS item_en,
  coalesce(s.name_zh, s.name, nullif(w.site_id, '')) AS site_zh,
  coalesce(s.name_en, s.name, nullif(w.site_id, '')) AS site_en,
  i.unit, coalesce(i.is_critical, false) AS is_critical,
  w.qty, w.limit_qty, w.qty / nullif(w.limit_qty, 0) AS share, w.days, w.on_date
FROM found w
LEFT JOIN core.stock_item_known(known_as_of) i USING (item_id)
LEFT JOIN core.site_known(known_as_of) s USING (site_id)
ORDER BY list_position(['out', 'below_plan', 'below_minimum', 'expiring', 'expires_before_use',
    'stale_count'], w.kind),
  is_critical DESC, share NULLS LAST, w.days, item_en, w.item_id, w.site_id, w.lot_id
