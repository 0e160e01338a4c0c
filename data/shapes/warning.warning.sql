-- primary
-- identity: identifier, language
-- else: event_text, headline, description, area_desc, region_codes, effective_at, sent_at, language
-- Official warnings: every version and language is a row; what is in force is a metric's matter.
SELECT
  s.row_key AS warning_id,
  coalesce(s.identifier, s.row_key) AS identifier,
  s.sender, s.sender_org, s.sent_at,
  -- The weekly and monthly tests of warning systems go out as real ones: they are never live.
  CASE WHEN coalesce(s.status, 'Actual') = 'Actual' AND (
      regexp_matches(s.event_code, '(^|[,;\s])(RWT|RMT|NPT|DMO)($|[,;\s])')
      OR regexp_matches(s.event_text, '(?i)^\W*((required |practice |routine )?(weekly |monthly |periodic |demo )*tests?|test message|national periodic test|practice/demo warning|exercise|drill)\W*$')
      OR regexp_matches(s.event_text, '^\W*(测试|演练|演习|试验)')
      OR regexp_matches(s.headline, '^\W*(TEST|EXERCISE|DRILL)\b|(?i)\brequired (weekly|monthly) test\b')
      OR regexp_matches(s.headline, '^\W*(测试|演练|演习)'))
    THEN 'Test' ELSE s.status END AS status,
  s.msg_type, s.refs, s.language,
  s.hazard, s.event_code, s.event_text, s.colour,
  coalesce(s.level, CASE s.colour WHEN 'red' THEN 1 WHEN 'orange' THEN 2 WHEN 'yellow' THEN 3 WHEN 'blue' THEN 4 WHEN 'white' THEN 5 END) AS level,
  s.level_text, s.cap_category, s.urgency, s.severity, s.certainty,
  coalesce(s.effective_at, s.sent_at) AS effective_at, s.onset_at, s.expires_at, s.cancelled_at,
  s.headline, s.description, s.instruction, s.area_desc,
  -- A Chinese warning that names no area is of its issuer's, with which its identifier begins.
  coalesce(s.region_codes, CASE WHEN s.geom_wkb IS NULL
    THEN nullif(regexp_extract(s.identifier, '^(\d{6})\d{8}_\d{14}(_\d)?$', 1), '') END)
    AS region_codes,
  s.lon, s.lat, s.geom_wkb,
  -- What is no address of a page is no link.
  CASE WHEN regexp_matches(s.url, '(?i)^https?://') THEN s.url END AS url
FROM shaped s
