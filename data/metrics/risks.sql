-- title: Risks
-- title_zh: 风险清单
-- unit: risks
-- grain: risk_id
-- caution: Open risks, worst first. Of a score that is given year by year only the last year counts.
-- caution_zh: 未销号风险，按等级和分值排序；逐年给出的分值只取最近一年。
SELECT
  r.risk_id, r.source_id, r.name, r.hazard, h.zh AS hazard_zh, h.en AS hazard_en,
  r.site_id, r.region_code, r.region_text, r.lon, r.lat, r.profile,
  coalesce(r.residual_score, r.score) AS score,
  coalesce(r.residual_level, r.level) AS level,
  r.residual_score IS NOT NULL OR r.residual_level IS NOT NULL AS is_residual,
  r.assessed_year, r.owner_org, r.next_review_on
FROM core.risk_known(known_as_of) r
LEFT JOIN core.hazard_types h ON h.code = r.hazard
WHERE r.status = 'open'
QUALIFY r.assessed_year IS NOT DISTINCT FROM max(r.assessed_year) OVER (
  PARTITION BY r.source_id, r.name, r.site_id, r.region_text)
ORDER BY level NULLS LAST, score DESC NULLS LAST, r.name, r.risk_id
