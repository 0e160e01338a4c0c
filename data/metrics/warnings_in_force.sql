-- title: Warnings in force
-- title_zh: 生效预警
-- unit: warnings
-- grain: warning_id
-- caution: Actual warnings only, neither tests nor replaced nor cancelled nor run out. One whose weather is still to come is listed too, with has_begun false. One without an expiry is shown until it fades, by default 24 hours after it was sent. The response level suggested is what the site's plan says about that colour; suggestions that nobody verified are off until a site switches them on.
-- caution_zh: 仅实际预警，不含测试演练，未被更新、解除或到期。影响尚未开始者也列出，has_begun 为假。未给失效时间者默认自发布起 24 小时后淡出。建议响应级别取自本地预案对该颜色的规定；未核实的建议默认停用。
WITH suggestion AS (
  -- The strongest answer that a plan asks for; of two alike the first named.
  SELECT h.code AS hazard, r.colour,
    arg_min({'level': CAST(r.response_level AS INTEGER), 'plan': r.plan, 'plan_en': r.plan_en,
      'source': r.source, 'status': r.status}, (CAST(r.response_level AS INTEGER), r.plan)) AS says
  FROM core.warning_response r
  JOIN core.hazard_types h ON r.hazards = '*' OR list_contains(string_split(r.hazards, '|'), h.code)
  WHERE CAST(r.enabled AS BOOLEAN)
  GROUP BY h.code, r.colour
)
SELECT
  w.warning_id, w.identifier, w.hazard,
  -- The name it was issued under is more exact than its hazard: 雷电 and 暴雨 are both storms.
  CASE WHEN regexp_full_match(w.event_text, '[\p{Han}]{2,6}') AND NOT contains(w.event_text, '色')
    THEN w.event_text ELSE coalesce(e.zh, h.zh, h.en, w.event_text, w.hazard) END AS hazard_zh,
  CASE WHEN regexp_full_match(w.event_text, '(?i)[a-z][a-z -]{2,24}')
      AND NOT regexp_matches(w.event_text, '(?i)warning|alert|watch|advisory|statement')
    THEN w.event_text ELSE coalesce(e.en, h.en, h.zh, w.event_text, w.hazard) END AS hazard_en,
  w.colour, w.level, w.headline, w.description, w.instruction, w.area_desc, w.region_codes,
  w.begins_at AS effective_at,
  w.onset_at,
  coalesce(w.onset_at <= as_of, true) AS has_begun,
  w.expires_at,
  w.expires_at IS NOT NULL AS has_expiry,
  w.sender_org,
  date_diff('second', as_of, w.expires_at) // 60 AS minutes_left,
  w.language, w.lon, w.lat, w.source_id,
  w.event_id, w.version, w.sent_at,
  w.acknowledged_at, w.acknowledged_by, w.acknowledged_at IS NOT NULL AS is_acknowledged,
  date_diff('second', coalesce(w.sent_at, w.effective_at), coalesce(w.acknowledged_at, as_of)) // 60
    AS acknowledgement_minutes,
  s.says.level AS suggested_response_level, s.says.plan AS suggested_plan_zh,
  coalesce(s.says.plan_en, s.says.plan) AS suggested_plan_en,
  s.says.source AS suggested_source, s.says.status AS suggested_status
FROM metric.warning_history(as_of := as_of, known_as_of := known_as_of) w
LEFT JOIN core.hazard_types h ON h.code = w.hazard
-- In the reader's other language by the names that warnings are issued under.
LEFT JOIN core.warning_event e ON e.zh = w.event_text OR lower(e.en) = lower(w.event_text)
LEFT JOIN suggestion s ON s.hazard = w.hazard AND s.colour = w.colour
WHERE w.is_in_force AND w.is_shown
-- One of unknown weight stands high until somebody has looked at it.
ORDER BY coalesce(w.level, CASE w.severity WHEN 'Extreme' THEN 1 WHEN 'Severe' THEN 2
  WHEN 'Moderate' THEN 3 WHEN 'Minor' THEN 4 ELSE 1 END), effective_at DESC, w.warning_id
