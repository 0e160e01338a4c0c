-- title: A key that stands twice
-- title_zh: 主键重复
-- why: Every fact is counted once; two rows with one key would be counted twice.
SELECT subject_table, subject_id, concat(rows, ' rows') AS detail
FROM (
  SELECT 'incident' AS subject_table, incident_id AS subject_id, count(*) AS rows FROM core.incident GROUP BY ALL
  UNION ALL SELECT 'incident_update', update_id, count(*) FROM core.incident_update GROUP BY ALL
  UNION ALL SELECT 'warning', warning_id, count(*) FROM core.warning GROUP BY ALL
  UNION ALL SELECT 'response_activation', activation_id, count(*) FROM core.response_activation GROUP BY ALL
  UNION ALL SELECT 'region', region_code, count(*) FROM core.region GROUP BY ALL
  UNION ALL SELECT 'org', org_id, count(*) FROM core.org GROUP BY ALL
  UNION ALL SELECT 'site', site_id, count(*) FROM core.site GROUP BY ALL
  UNION ALL SELECT 'stock_item', item_id, count(*) FROM core.stock_item GROUP BY ALL
  UNION ALL SELECT 'stock_target', target_id, count(*) FROM core.stock_target GROUP BY ALL
  UNION ALL SELECT 'stock_lot', lot_id, count(*) FROM core.stock_lot GROUP BY ALL
  UNION ALL SELECT 'stock_movement', movement_id, count(*) FROM core.stock_movement GROUP BY ALL
  UNION ALL SELECT 'team', team_id, count(*) FROM core.team GROUP BY ALL
  UNION ALL SELECT 'asset', asset_id, count(*) FROM core.asset GROUP BY ALL
  UNION ALL SELECT 'deployment', deployment_id, count(*) FROM core.deployment GROUP BY ALL
  UNION ALL SELECT 'risk', risk_id, count(*) FROM core.risk GROUP BY ALL
  UNION ALL SELECT 'risk_control', control_id, count(*) FROM core.risk_control GROUP BY ALL
  UNION ALL SELECT 'duty_shift', shift_id, count(*) FROM core.duty_shift GROUP BY ALL
  UNION ALL SELECT 'task', task_id, count(*) FROM core.task GROUP BY ALL
  UNION ALL SELECT 'plan', plan_id, count(*) FROM core.plan GROUP BY ALL
  UNION ALL SELECT 'plan_step', step_id, count(*) FROM core.plan_step GROUP BY ALL
  UNION ALL SELECT 'drill', drill_id, count(*) FROM core.drill GROUP BY ALL
  UNION ALL SELECT 'review', review_id, count(*) FROM core.review GROUP BY ALL
  UNION ALL SELECT 'lifeline_status', lifeline_id, count(*) FROM core.lifeline_status GROUP BY ALL
  UNION ALL SELECT 'load', CAST(load_id AS VARCHAR), count(*) FROM core.load GROUP BY ALL
  UNION ALL SELECT 'source', source_id, count(*) FROM core.source GROUP BY ALL
)
WHERE rows > 1
ORDER BY subject_table, subject_id
