-- title: A code that no list has
-- title_zh: 代码不在码表
-- why: A hazard or area that no list knows falls out of every count by hazard or area.
SELECT 'incident' AS subject_table, incident_id AS subject_id, 'hazard ' || hazard AS detail
FROM core.incident ANTI JOIN core.hazard_types h ON h.code = hazard
UNION ALL
SELECT 'warning', warning_id, 'hazard ' || hazard
FROM core.warning ANTI JOIN core.hazard_types h ON h.code = hazard
WHERE hazard IS NOT NULL
UNION ALL
SELECT 'incident', incident_id, 'area ' || region_code
FROM core.incident ANTI JOIN core.region USING (region_code)
WHERE region_code IS NOT NULL AND EXISTS (FROM core.region)
ORDER BY subject_table, subject_id, detail
