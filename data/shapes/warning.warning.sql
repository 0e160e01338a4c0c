-- primary
-- identity: identifier, language
-- Official warnings: every version and language is a row; what is in force is a metric's matter.
SELECT
  s.row_key AS warning_id,
  coalesce(s.identifier, s.row_key) AS identifier,
  s.sender, s.sender_org, s.sent_at, s.status, s.msg_type, s.refs, s.language,
  s.hazard, s.event_code, s.event_text, s.colour,
  coalesce(s.level, CASE s.colour WHEN 'red' THEN 1 WHEN 'orange' THEN 2 WHEN 'yellow' THEN 3 WHEN 'blue' THEN 4 WHEN 'white' THEN 5 END) AS level,
  s.level_text, s.cap_category, s.urgency, s.severity, s.certainty,
  coalesce(s.effective_at, s.sent_at) AS effective_at, s.onset_at, s.expires_at, s.cancelled_at,
  s.headline, s.description, s.instruction, s.area_desc, s.region_codes,
  s.lon, s.lat, s.geom_wkb, s.url
FROM shaped s
