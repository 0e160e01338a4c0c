-- title: A row about something that is not there
-- title_zh: 引用对象不存在
-- why: A report, request or lot that refers to nothing known is in no figure. The thing may still arrive.
WITH plan_called AS (
  -- A sheet names a plan by its number or by one of its names.
  SELECT unnest([plan_id, core.name_key(name), core.name_key(name_zh), core.name_key(name_en)])
    AS plan_ref
  FROM core.plan
)
SELECT 'incident_update' AS subject_table, update_id AS subject_id, 'incident ' || incident_id AS detail
FROM core.incident_update ANTI JOIN core.incident USING (incident_id)
UNION ALL
SELECT 'deployment', deployment_id, 'incident ' || incident_id
FROM core.deployment ANTI JOIN core.incident USING (incident_id)
UNION ALL
SELECT 'task', task_id, 'incident ' || incident_id
FROM core.task ANTI JOIN core.incident USING (incident_id)
WHERE incident_id IS NOT NULL
UNION ALL
SELECT 'incident', c.incident_id, 'parent ' || c.parent_id
FROM core.incident c ANTI JOIN core.incident p ON p.incident_id = c.parent_id
WHERE c.parent_id IS NOT NULL
UNION ALL
SELECT 'stock_lot', lot_id, 'item ' || item_id
FROM core.stock_lot ANTI JOIN core.stock_item USING (item_id)
UNION ALL
SELECT 'stock_lot', lot_id, 'site ' || site_id
FROM core.stock_lot ANTI JOIN core.site USING (site_id)
UNION ALL
SELECT 'stock_target', target_id, 'item ' || item_id
FROM core.stock_target ANTI JOIN core.stock_item USING (item_id)
UNION ALL
SELECT 'stock_movement', movement_id, 'item ' || item_id
FROM core.stock_movement ANTI JOIN core.stock_item USING (item_id)
UNION ALL
SELECT 'risk_control', control_id, 'risk ' || risk_id
FROM core.risk_control ANTI JOIN core.risk USING (risk_id)
UNION ALL
SELECT 'plan_step', step_id, 'plan ' || plan_ref
FROM core.plan_step ANTI JOIN plan_called USING (plan_ref)
UNION ALL
SELECT 'drill', drill_id, 'plan ' || plan_ref
FROM core.drill ANTI JOIN plan_called USING (plan_ref)
WHERE plan_ref IS NOT NULL
UNION ALL
SELECT 'task', task_id, 'measure ' || step_ref
FROM core.task t
WHERE step_ref IS NOT NULL
  AND NOT EXISTS (FROM core.plan_step s WHERE core.name_key(s.source_ref) = t.step_ref)
UNION ALL
SELECT 'task', task_id, 'review ' || review_ref
FROM core.task t
WHERE review_ref IS NOT NULL
  AND NOT EXISTS (FROM core.review r WHERE core.name_key(r.source_ref) = t.review_ref)
UNION ALL
SELECT 'lifeline_status', lifeline_id, 'area ' || region_text
FROM core.lifeline_status WHERE region_code IS NULL AND site_id IS NULL
UNION ALL
SELECT 'region', c.region_code, 'parent ' || c.parent_code
FROM core.region c ANTI JOIN core.region p ON p.region_code = c.parent_code
WHERE c.parent_code IS NOT NULL
ORDER BY subject_table, subject_id, detail
