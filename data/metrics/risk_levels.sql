-- title: Risks before and after controls
-- title_zh: 管控前后风险等级
-- unit: risks
-- grain: inherent_level, residual_level
-- caution: Open risks by their level without controls and with them. An empty residual level means that nobody scored the risk with its controls.
-- caution_zh: 未销号风险按管控前后等级分布；剩余等级为空表示未评管控后等级。
SELECT inherent_level, residual_level, count(*) AS risk_count
FROM metric.risks(as_of := as_of, known_as_of := known_as_of)
GROUP BY ALL
ORDER BY inherent_level NULLS LAST, residual_level NULLS LAST
