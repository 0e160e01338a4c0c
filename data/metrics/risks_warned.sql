-- title: Risks that a warning in force concerns
-- title_zh: 预警涉及的风险
-- unit: risks
-- grain: risk_id, warning_id
-- caution: Open risks of a hazard that the warning is about or brings (list warning_brings), in an area that it names by code. A risk without an area is not in it.
-- caution_zh: 灾种与预警相符或由其引发(warning_brings)、且位于预警所列区域内的未销号风险；无区域的风险不列。
SELECT k.*, w.warning_id
FROM metric.risks(as_of := as_of, known_as_of := known_as_of) k
JOIN metric.warning_areas(as_of := as_of, known_as_of := known_as_of) a USING (region_code)
JOIN core.warning_known(known_as_of) w USING (warning_id)
WHERE k.hazard = w.hazard OR EXISTS (
  FROM core.warning_brings b
  WHERE b.warning_hazard = w.hazard AND b.risk_hazard = k.hazard
    AND (b.event_codes IS NULL OR w.event_code IS NULL
      OR list_contains(string_split(b.event_codes, '|'), w.event_code)))
ORDER BY k.level NULLS LAST, k.score DESC NULLS LAST, k.risk_id, w.warning_id
