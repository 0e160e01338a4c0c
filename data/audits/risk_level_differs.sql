-- title: A risk level that its matrix does not give
-- title_zh: 风险等级与评价矩阵不符
-- why: The register says one level and the matrix in force another; one of them was not kept up.
WITH band AS (
  SELECT profile, CAST(level AS INTEGER) AS level, CAST(score AS DOUBLE) AS bound, boundary
  FROM core.risk_profile
  WHERE CAST(enabled AS BOOLEAN) AND TRY_CAST(valid_to AS DATE) IS NULL
),
told AS (
  SELECT risk_id, profile, l * coalesce(e, 1) * coalesce(c, s) AS score, level, 'inherent' AS kind
  FROM core.risk
  UNION ALL
  SELECT risk_id, profile, residual_l * residual_s, residual_level, 'residual'
  FROM core.risk WHERE e IS NULL
)
SELECT 'risk' AS subject_table, t.risk_id AS subject_id,
  concat(t.kind, ' level ', any_value(t.level), ', score ', any_value(t.score), ': level ',
    min(b.level), ' by ', t.profile) AS detail
FROM told t
JOIN band b ON b.profile = t.profile AND (t.score > b.bound OR (t.score = b.bound AND b.boundary = 'ge'))
WHERE t.level IS NOT NULL
GROUP BY t.risk_id, t.kind, t.profile
HAVING any_value(t.level) <> min(b.level)
ORDER BY subject_id, detail
