-- title: Risk matrix
-- title_zh: 风险矩阵
-- unit: risks
-- grain: profile, likelihood, consequence
-- caution: How many open risks stand in each cell, without controls (inherent) and with them (residual); empty cells are there with zero. By LEC the cell's level depends on the exposure too and is left empty. Risks without factors stand in no cell.
-- caution_zh: 各单元格内未销号风险数：管控前(固有)与管控后(剩余)；空格记零。LEC 单元格等级还取决于暴露频率，不填。无因子的风险不在矩阵内。
WITH score AS (
  SELECT profile, kind, likelihood, consequence
  FROM metric.risk_scores(as_of := as_of, known_as_of := known_as_of)
  WHERE is_current AND likelihood IS NOT NULL AND consequence IS NOT NULL
),
band AS (
  SELECT DISTINCT profile, method, boundary, CAST(level AS INTEGER) AS level,
    CAST(score AS DOUBLE) AS bound, likelihoods, consequences, status
  FROM core.risk_profile, metric.moment(as_of := as_of, known_as_of := known_as_of) m
  WHERE CAST(enabled AS BOOLEAN) AND likelihoods IS NOT NULL
    AND coalesce(TRY_CAST(valid_from AS DATE) <= m.today_on, true)
    AND coalesce(TRY_CAST(valid_to AS DATE) >= m.today_on, true)
),
cell AS (
  SELECT *, CAST(unnest(string_split(consequences, '|')) AS DOUBLE) AS consequence
  FROM (SELECT DISTINCT profile, method, boundary, status, consequences,
      CAST(unnest(string_split(likelihoods, '|')) AS DOUBLE) AS likelihood FROM band)
),
levelled AS (
  SELECT c.profile, c.method, c.boundary, c.status, c.likelihood, c.consequence,
    min(b.level) FILTER (c.method = 'LS' AND (c.likelihood * c.consequence > b.bound
      OR (c.likelihood * c.consequence = b.bound AND b.boundary = 'ge'))) AS level
  FROM cell c JOIN band b USING (profile)
  GROUP BY ALL
)
SELECT l.profile, l.method, l.likelihood, l.consequence, l.level,
  count(*) FILTER (s.kind = 'inherent') AS inherent_count,
  count(*) FILTER (s.kind = 'residual') AS residual_count,
  l.boundary, l.status AS profile_status
FROM levelled l
LEFT JOIN score s USING (profile, likelihood, consequence)
GROUP BY ALL
ORDER BY l.profile, l.likelihood DESC, l.consequence
