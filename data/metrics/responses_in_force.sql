-- title: Responses in force
-- title_zh: 在效应急响应
-- unit: responses
-- grain: activation_id
-- caution: The response level is a decision of an organisation; it is neither an incident's level nor a warning's colour. A later activation for the same hazard and area by the same organisation takes the earlier one's place.
-- caution_zh: 响应级别由机构决定，不同于事件等级和预警颜色。同一机构对同一灾种和区域的后一次启动取代前一次。
WITH started AS (
  SELECT *,
    row_number() OVER (
      PARTITION BY coalesce(decided_by, activated_by_tier), hazard, coalesce(region_code, region_text)
      ORDER BY started_at DESC, activation_id DESC) AS place
  FROM core.response_activation_known(known_as_of)
  WHERE started_at <= as_of
)
SELECT
  a.activation_id, a.level, a.hazard,
  coalesce(h.zh, h.en, a.hazard) AS hazard_zh,
  coalesce(h.en, h.zh, a.hazard) AS hazard_en,
  a.started_at, a.region_code,
  coalesce(r.name_zh, r.name, a.region_text) AS region_zh,
  coalesce(r.name_en, r.name, a.region_text) AS region_en,
  a.decided_by, a.activated_by_tier, a.plan, a.incident_id, a.warning_id, a.source_id
FROM started a
LEFT JOIN core.hazard_types h ON h.code = a.hazard
LEFT JOIN core.region_known(known_as_of) r ON r.region_code = a.region_code
WHERE a.place = 1 AND (a.ended_at IS NULL OR a.ended_at > as_of)
ORDER BY a.level, a.started_at, a.activation_id
