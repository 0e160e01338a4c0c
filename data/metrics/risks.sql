-- title: Risks
-- title_zh: 风险清单
-- unit: risks
-- grain: risk_id
-- caution: Open risks, worst first. Score and level are those with controls where there are any, else without, and is_residual says which. The level is the matrix's where its factors are known, else the register's own. Of a score that is given year by year only the last year counts.
-- caution_zh: 未销号风险，按等级和分值排序。分值与等级取管控后的剩余值，无则取固有值，由 is_residual 标明；因子已知者按评价矩阵定级，否则取台账所填。逐年给出的分值只取最近一年。
WITH current AS (
  SELECT * FROM metric.risk_scores(as_of := as_of, known_as_of := known_as_of) WHERE is_current
    -- One whose method no matrix in force covers keeps what its register says.
    OR profile IS NULL
),
control AS (
  SELECT risk_id, count(*) FILTER (state <> 'done') AS controls_open,
    count(*) FILTER (overdue_days > 0) AS controls_overdue
  FROM metric.risk_controls(as_of := as_of, known_as_of := known_as_of)
  GROUP BY risk_id
)
SELECT
  r.risk_id, r.source_id, r.name, r.hazard, h.zh AS hazard_zh, h.en AS hazard_en,
  r.site_id, r.region_code, r.region_text,
  coalesce(a.name_zh, a.name, r.region_text) AS region_zh,
  coalesce(a.name_en, a.name, r.region_text) AS region_en,
  coalesce(r.lon, p.lon) AS lon, coalesce(r.lat, p.lat) AS lat,
  coalesce(i.profile, r.profile) AS profile,
  coalesce(d.score, r.residual_score, i.score, r.score) AS score,
  coalesce(d.level, r.residual_level, i.level, r.level) AS level,
  coalesce(d.score, d.level, r.residual_score, r.residual_level) IS NOT NULL AS is_residual,
  coalesce(i.score, r.score) AS inherent_score, coalesce(i.level, r.level) AS inherent_level,
  coalesce(d.score, r.residual_score) AS residual_score,
  coalesce(d.level, r.residual_level) AS residual_level,
  coalesce(r.residual_level, r.level) AS level_given,
  coalesce(d.level_by_profile <> d.level_given OR i.level_by_profile <> i.level_given, false)
    AS level_differs,
  i.boundary, i.profile_status,
  r.accident_type, r.control_tier, r.assessed_year, r.owner_org, r.identified_on, r.next_review_on,
  CASE WHEN r.next_review_on < m.today_on THEN m.today_on - r.next_review_on END
    AS review_overdue_days,
  coalesce(c.controls_open, 0) AS controls_open,
  coalesce(c.controls_overdue, 0) AS controls_overdue
FROM core.risk_known(known_as_of) r
CROSS JOIN metric.moment(as_of := as_of, known_as_of := known_as_of) m
LEFT JOIN current i ON i.risk_id = r.risk_id AND i.kind = 'inherent'
LEFT JOIN current d ON d.risk_id = r.risk_id AND d.kind = 'residual'
LEFT JOIN control c ON c.risk_id = r.risk_id
LEFT JOIN core.hazard_types h ON h.code = r.hazard
LEFT JOIN core.region_known(known_as_of) a ON a.region_code = r.region_code
LEFT JOIN core.site_known(known_as_of) p ON p.site_id = r.site_id
WHERE r.status = 'open'
QUALIFY r.assessed_year IS NOT DISTINCT FROM max(r.assessed_year) OVER (
  PARTITION BY r.source_id, r.name, r.site_id, r.region_text)
ORDER BY level NULLS LAST, score DESC NULLS LAST, r.name, r.risk_id
