-- title: Shapes of the warnings in force
-- title_zh: 生效预警范围图形
-- unit: shapes
-- grain: warning_id
-- caution: The polygon of each warning in force, where its issuer gave one; most Chinese warnings name areas by code instead.
-- caution_zh: 生效预警的范围图形(发布方提供者)；国内预警多以区划代码表示范围。
SELECT w.warning_id, v.geom_wkb
FROM metric.warnings_in_force(as_of := as_of, known_as_of := known_as_of) w
JOIN core.warning_known(known_as_of) v USING (warning_id)
WHERE v.geom_wkb IS NOT NULL
ORDER BY w.warning_id
