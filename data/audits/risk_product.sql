-- title: A risk score that is not its product
-- title_zh: 风险值与因子乘积不符
-- why: By LS the score is likelihood times severity, by LEC also times exposure; anything else is a slip of the pen.
SELECT 'risk' AS subject_table, risk_id AS subject_id,
  concat('score ', score, ', factors ', concat_ws(' x ', l, e, coalesce(c, s))) AS detail
FROM core.risk
WHERE abs(score - l * coalesce(e, 1) * coalesce(c, s)) > 0.001
  OR (residual_score IS NOT NULL AND e IS NULL AND abs(residual_score - residual_l * residual_s) > 0.001)
ORDER BY risk_id
