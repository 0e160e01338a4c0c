-- title: Warnings, version by version
-- title_zh: 预警版本历史
-- unit: versions
-- grain: warning_id
-- caution: Actual warnings only. ended_by says what ended a version: a later one (update), a cancellation, its expiry, or fading where no expiry was given. Versions of one event share event_id, the identifier of the first of them.
-- caution_zh: 仅实际预警。ended_by 说明该版本如何终止：被更新、解除、到期，或未给失效时间而淡出。同一事件各版本共用 event_id，即首个版本的标识。
WITH RECURSIVE version AS (
  SELECT *, regexp_extract(identifier, '^(\d{14})_', 1) AS issuer
  FROM core.warning_known(known_as_of)
  WHERE status = 'Actual' AND coalesce(sent_at, effective_at) <= as_of
),
reference AS (
  -- A reference is an identifier, CAP's triple sender,identifier,time, or an object that names it.
  SELECT DISTINCT identifier AS by_identifier, sent_at AS by_sent_at, msg_type AS by_type,
    CASE WHEN part LIKE '%,%,%' THEN string_split(part, ',')[2] ELSE part END AS identifier
  FROM (
    SELECT identifier, sent_at, msg_type, unnest(
      CASE WHEN refs LIKE '[{%' THEN regexp_extract_all(refs, '"identifier"\s*:\s*"([^"]+)"', 1)
        ELSE string_split_regex(trim(refs), '\s+') END) AS part
    FROM version
    WHERE msg_type IN ('Update', 'Cancel') AND refs IS NOT NULL
  )
),
replaced AS (
  -- A later message replaces an earlier one, never the other way round: a loop of references is
  -- cut. A reference to what is not here ends it as soon as it comes.
  SELECT DISTINCT w.identifier, r.by_identifier, r.by_type, r.by_sent_at
  FROM version w
  JOIN reference r USING (identifier)
  WHERE r.by_identifier <> w.identifier
    AND (r.by_sent_at > w.sent_at OR (r.by_sent_at = w.sent_at AND NOT EXISTS (
      FROM reference back
      WHERE back.by_identifier = w.identifier AND back.identifier = r.by_identifier)))
  UNION
  -- One that lifts a warning without naming it lifts its issuer's own of that kind and colour.
  SELECT DISTINCT w.identifier, c.identifier, c.msg_type, c.sent_at
  FROM version w
  JOIN version c ON c.msg_type = 'Cancel' AND c.refs IS NULL AND c.source_id = w.source_id
    AND c.event_text = w.event_text AND c.colour IS NOT DISTINCT FROM w.colour
    AND c.sent_at >= w.sent_at
    AND (c.sender_org = w.sender_org OR (c.issuer <> '' AND c.issuer = w.issuer))
),
-- The first version that a later one goes back to, by whatever it names.
traced AS (
  SELECT identifier, identifier AS event_id, sent_at FROM version
  UNION
  SELECT r.by_identifier, t.event_id, t.sent_at
  FROM traced t JOIN replaced r ON r.identifier = t.identifier
),
event AS (
  SELECT identifier, arg_min(event_id, (sent_at, event_id)) AS event_id
  FROM traced GROUP BY identifier
),
ended AS (
  SELECT identifier, min(by_sent_at) AS replaced_at,
    arg_min(by_identifier, (by_sent_at, by_identifier)) AS replaced_by,
    arg_min(by_type, (by_sent_at, by_identifier)) AS by_type
  FROM replaced GROUP BY identifier
),
timed AS (
  SELECT v.* EXCLUDE (issuer), e.event_id, r.replaced_at, r.replaced_by, r.by_type,
    r.identifier IS NOT NULL AS is_replaced,
    coalesce(v.expires_at, coalesce(v.sent_at, v.effective_at)
      + to_hours(CAST(m.warning_fade_hours AS BIGINT))) AS runs_out_at,
    m.language AS site_language
  FROM version v
  CROSS JOIN metric.moment(as_of := as_of, known_as_of := known_as_of) m
  LEFT JOIN event e USING (identifier)
  LEFT JOIN ended r USING (identifier)
),
closed AS (
  SELECT *,
    CASE
      WHEN is_replaced AND coalesce(replaced_at <= least(runs_out_at, cancelled_at), true)
        THEN coalesce(replaced_at, sent_at)
      ELSE least(runs_out_at, cancelled_at) END AS ends_at,
    CASE
      WHEN is_replaced AND coalesce(replaced_at <= least(runs_out_at, cancelled_at), true)
        THEN CASE by_type WHEN 'Cancel' THEN 'cancel' ELSE 'update' END
      WHEN cancelled_at <= runs_out_at THEN 'cancel'
      WHEN expires_at IS NULL THEN 'faded' ELSE 'expired' END AS ends_by
  FROM timed
)
SELECT c.* EXCLUDE (is_replaced, runs_out_at, ends_at, ends_by, by_type, site_language),
  coalesce(c.effective_at, c.sent_at) AS begins_at,
  CASE WHEN ends_at <= as_of AND msg_type <> 'Cancel' THEN ends_at END AS ended_at,
  CASE WHEN ends_at <= as_of AND msg_type <> 'Cancel' THEN ends_by END AS ended_by,
  msg_type IN ('Alert', 'Update') AND NOT is_replaced
    AND coalesce(c.effective_at, c.sent_at) <= as_of AND ends_at > as_of AS is_in_force,
  dense_rank() OVER (PARTITION BY event_id ORDER BY sent_at, identifier) AS version,
  a.decided_at AS acknowledged_at,
  a.post AS acknowledged_by,
  -- A text in several languages is one warning; the site's language is shown where there is one,
  -- else English.
  row_number() OVER (
    PARTITION BY c.identifier
    ORDER BY starts_with(lower(c.language), site_language) DESC NULLS LAST,
      starts_with(lower(c.language), 'en') DESC NULLS LAST, c.warning_id) = 1 AS is_shown
FROM closed c
LEFT JOIN (
  SELECT identifier, min(decided_at) AS decided_at, arg_min(post, decided_at) AS post
  FROM core.warning_acknowledgement
  WHERE decided_at <= as_of AND known_at <= known_as_of
  GROUP BY identifier
) a USING (identifier)
ORDER BY c.event_id, c.sent_at, c.identifier, c.warning_id
