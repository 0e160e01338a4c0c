-- title: Risk scores by matrix
-- title_zh: 风险评分明细
-- unit: scores
-- grain: risk_id, kind, profile, valid_from
-- caution: Each open risk, inherent and residual, by every matrix in force now or before; is_current marks the one that counts at the moment. A band begins at its bound (boundary ge) or just above it (gt), as the list says. A factor that the matrix does not have gives no level. Only the factors known now are scored: what they were before stands in the risk's history.
-- caution_zh: 每项未销号风险的固有与剩余评分，按现行及以往各版评价矩阵分别列出；is_current 为查询时刻所用矩阵。等级界值按表中约定含(ge)或不含(gt)该值；因子不在矩阵取值内者不定级。
WITH band AS (
  SELECT profile, method, CAST(level AS INTEGER) AS level, CAST(score AS DOUBLE) AS bound, boundary,
    CAST(string_split(likelihoods, '|') AS DOUBLE[]) AS likelihoods,
    CAST(string_split(exposures, '|') AS DOUBLE[]) AS exposures,
    CAST(string_split(consequences, '|') AS DOUBLE[]) AS consequences,
    TRY_CAST(valid_from AS DATE) AS valid_from, TRY_CAST(valid_to AS DATE) AS valid_to,
    status AS profile_status
  FROM core.risk_profile WHERE CAST(enabled AS BOOLEAN)
),
method AS (
  SELECT profile AS own_profile, any_value(method) AS method FROM core.risk_profile GROUP BY profile
),
factor AS (
  SELECT risk_id, 'inherent' AS kind, profile AS own_profile, l AS likelihood, e AS exposure,
    coalesce(c, s) AS consequence, score AS score_given, level AS level_given
  FROM core.risk_known(known_as_of) WHERE status = 'open'
  UNION ALL
  -- By LEC a register gives the score with controls, not its three factors.
  SELECT risk_id, 'residual', profile, CASE WHEN e IS NULL THEN residual_l END, NULL,
    CASE WHEN e IS NULL THEN residual_s END, residual_score, residual_level
  FROM core.risk_known(known_as_of)
  WHERE status = 'open' AND coalesce(residual_l * residual_s, residual_score, residual_level) IS NOT NULL
),
scored AS (
  SELECT f.* EXCLUDE (score_given), m.method,
    coalesce(likelihood * CASE WHEN m.method = 'LEC' THEN exposure ELSE 1 END * consequence, score_given)
      AS score
  FROM factor f LEFT JOIN method m USING (own_profile)
),
levelled AS (
  SELECT s.*, b.profile, b.boundary, b.profile_status, b.valid_from, b.valid_to,
    min(b.level) FILTER (
      (s.score > b.bound OR (s.score = b.bound AND b.boundary = 'ge'))
      AND coalesce(list_contains(b.likelihoods, s.likelihood), s.likelihood IS NULL)
      AND coalesce(list_contains(b.exposures, s.exposure), s.exposure IS NULL)
      AND coalesce(list_contains(b.consequences, s.consequence), s.consequence IS NULL)
    ) AS level_by_profile
  FROM scored s LEFT JOIN band b USING (method)
  GROUP BY ALL
),
ranked AS (
  SELECT l.*,
    row_number() OVER (
      PARTITION BY risk_id, kind
      ORDER BY coalesce(valid_from <= m.today_on, true) AND coalesce(valid_to >= m.today_on, true) DESC,
        profile IS NOT DISTINCT FROM own_profile DESC, valid_from DESC NULLS LAST, profile) = 1
      AND coalesce(valid_from <= m.today_on, true) AND coalesce(valid_to >= m.today_on, true)
      AS is_current
  FROM levelled l, metric.moment(as_of := as_of, known_as_of := known_as_of) m
)
SELECT risk_id, kind, profile, method, boundary, profile_status, valid_from, valid_to,
  likelihood, exposure, consequence, score, level_given, level_by_profile,
  -- A matrix that no longer counts levels nothing but its own past.
  coalesce(level_by_profile, level_given) AS level,
  is_current
FROM ranked
ORDER BY risk_id, kind, is_current DESC, valid_from DESC NULLS LAST, profile
