-- title: Warnings in force
-- title_zh: 生效预警
-- unit: warnings
-- grain: warning_id
-- caution: Actual warnings only, neither tests nor replaced nor cancelled nor run out. One whose weather is still to come is listed too, with has_begun false. One without an expiry is shown until it fades, by default 24 hours after it was sent.
-- caution_zh: 仅实际预警，不含测试演练，未被更新、解除或到期。影响尚未开始者也列出，has_begun 为假。未给失效时间者默认自发布起 24 小时后淡出。
WITH version AS (
  SELECT *, regexp_extract(identifier, '^(\d{14})_', 1) AS issuer
  FROM core.warning_known(known_as_of)
  WHERE status = 'Actual' AND coalesce(sent_at, effective_at) <= as_of
),
reference AS (
  -- A reference is an identifier, CAP's triple sender,identifier,time, or an object that names it.
  SELECT DISTINCT identifier AS by_identifier, sent_at AS by_sent_at,
    CASE WHEN part LIKE '%,%,%' THEN string_split(part, ',')[2] ELSE part END AS identifier
  FROM (
    SELECT identifier, sent_at, unnest(
      CASE WHEN refs LIKE '[{%' THEN regexp_extract_all(refs, '"identifier"\s*:\s*"([^"]+)"', 1)
        ELSE string_split_regex(trim(refs), '\s+') END) AS part
    FROM version
    WHERE msg_type IN ('Update', 'Cancel') AND refs IS NOT NULL
  )
),
replaced AS (
  -- A later message replaces an earlier one, never the other way round: a loop of references is
  -- cut. A reference to what is not here ends it as soon as it comes.
  SELECT DISTINCT w.identifier
  FROM version w
  JOIN reference r USING (identifier)
  WHERE r.by_identifier <> w.identifier
    AND (r.by_sent_at > w.sent_at OR (r.by_sent_at = w.sent_at AND NOT EXISTS (
      FROM reference back
      WHERE back.by_identifier = w.identifier AND back.identifier = r.by_identifier)))
  UNION
  -- One that lifts a warning without naming it lifts its issuer's own of that kind and colour.
  SELECT DISTINCT w.identifier
  FROM version w
  JOIN version c ON c.msg_type = 'Cancel' AND c.refs IS NULL AND c.source_id = w.source_id
    AND c.event_text = w.event_text AND c.colour IS NOT DISTINCT FROM w.colour
    AND c.sent_at >= w.sent_at
    AND (c.sender_org = w.sender_org OR (c.issuer <> '' AND c.issuer = w.issuer))
)
SELECT
  w.warning_id, w.identifier, w.hazard,
  coalesce(h.zh, h.en, w.event_text, w.hazard) AS hazard_zh,
  coalesce(h.en, h.zh, w.event_text, w.hazard) AS hazard_en,
  w.colour, w.level, w.headline, w.description, w.instruction, w.area_desc, w.region_codes,
  coalesce(w.effective_at, w.sent_at) AS effective_at,
  w.onset_at,
  coalesce(w.onset_at <= as_of, true) AS has_begun,
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
-- A text in several languages is one warning; the site's language is shown where there is one,
-- else English.
QUALIFY row_number() OVER (
  PARTITION BY w.identifier
  ORDER BY starts_with(lower(w.language), m.language) DESC NULLS LAST,
    starts_with(lower(w.language), 'en') DESC NULLS LAST, w.warning_id) = 1
-- One of unknown weight stands high until somebody has looked at it.
ORDER BY coalesce(w.level, CASE w.severity WHEN 'Extreme' THEN 1 WHEN 'Severe' THEN 2
  WHEN 'Moderate' THEN 3 WHEN 'Minor' THEN 4 ELSE 1 END), coalesce(w.effective_at, w.sent_at) DESC, w.warning_id
