-- title: Vehicles and equipment
-- title_zh: 车辆装备
-- unit: pieces
-- grain: asset_id
-- caution: A piece without an inspection date is unknown, not in order; a state reported after the moment asked about is unknown here.
-- caution_zh: 未填检验日期者为未知，不视为合格；查询时刻之后才报告的状态在此视为未知。
WITH bound AS (
  SELECT max(CAST(value AS INTEGER)) AS ahead_days
  FROM core.threshold WHERE key = 'inspection_ahead_days'
)
SELECT
  a.asset_id, a.name, a.kind, a.spec, a.qty, a.unit,
  CASE WHEN a.status_at > as_of THEN 'unknown' ELSE a.status END AS status,
  a.status_at, a.org,
  coalesce(t.name_zh, t.name) AS team_zh, coalesce(t.name_en, t.name) AS team_en,
  coalesce(s.name_zh, s.name) AS site_zh, coalesce(s.name_en, s.name) AS site_en,
  a.inspect_due_on,
  date_diff('day', m.today_on, a.inspect_due_on) AS days_to_inspection,
  CASE
    WHEN a.inspect_due_on IS NULL THEN 'unknown'
    WHEN a.inspect_due_on < m.today_on THEN 'overdue'
    WHEN a.inspect_due_on <= m.today_on + b.ahead_days THEN 'due'
    ELSE 'in_order'
  END AS inspection,
  a.source_id
FROM core.asset_known(known_as_of) a
CROSS JOIN metric.moment(as_of := as_of, known_as_of := known_as_of) m
CROSS JOIN bound b
LEFT JOIN core.team_known(known_as_of) t ON t.team_id = a.team_id
LEFT JOIN core.site_known(known_as_of) s ON s.site_id = a.site_id
ORDER BY a.inspect_due_on NULLS LAST, a.name, a.asset_id
