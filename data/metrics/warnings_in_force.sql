-- title: Warnings in force
-- title_zh: 生效预警
-- unit: warnings
-- grain: warning_id
-- caution: Actual warnings only, neither replaced nor cancelled nor run out. One without an expiry is shown until it fades, by default 24 hours after it was sent.
-- caution_zh: 仅实际预警，未被更新、解除或到期。未给失效时间者默认自发布起 24 小时后淡出。
WITH version AS (
  SELECT * FROM core.warning_known(known_as_of)
  WHERE status = 'Actual' AND coalesce(sent_at, effective_at) <= as_of
),
replaced AS (
  -- A reference is an identifier, or CAP's triple sender,identifier,time.
  SELECT DISTINCT CASE WHEN part LIKE '%,%,%' THEN string_split(part, ',')[2] ELSE part END
    AS identifier
  FROM (
    SELECT unnest(string_split_regex(trim(refs), '\s+')) AS part
    FROM version
    WHERE msg_type IN ('Update', 'Cancel') AND refs IS NOT NULL
  )
)
SELECT
  w.warning_id, w.identifier, w.hazard,
  coalesce(h.zh, h.en, w.event_text, w.hazard) AS hazard_zh,
  coalesce(h.en, h.zh, w.event_text, w.hazard) AS hazard_en,
  w.colour, w.level, w.headline, w.description, w.instruction, w.area_desc, w.region_codes,
  coalesce(w.effective_at, w.sent_at) AS effective_at,
  w.expires_at,
  w.expires_at IS NOT NULL AS has_expiry,
  w.sender_org,
  date_diff('second', as_of, w.expires_at) // 60 AS minutes_left,
  w.language, w.lon, w.lat, w.source_id
FROM version w
CROSS JOIN metric.moment(as_of := as_of, known_as_of := known_as_of) m
LEFT JOIN core.hazard_types h ON h.code = w.hazard
WHERE w.msg_type IN ('Alert', 'Update')
  AND w.identifier NOT IN (FROM replaced)
  AND coalesce(w.effective_at, w.sent_at) <= as_of
  AND (w.cancelled_at IS NULL OR w.cancelled_at > as_of)
  AND coalesce(w.expires_at,
    coalesce(w.sent_at, w.effective_at) + to_hours(CAST(m.warning_fade_hours AS BIGINT))) > as_of
-- A text in several languages is one warning; the site's language is shown where there is one.
QUALIFY row_number() OVER (
  PARTITION BY w.identifier, w.hazard, w.colour
  ORDER BY starts_with(lower(w.language), m.language) DESC NULLS LAST, w.warning_id) = 1
ORDER BY w.level NULLS LAST, coalesce(w.effective_at, w.sent_at) DESC, w.warning_id
