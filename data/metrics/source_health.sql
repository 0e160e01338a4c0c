-- title: Source health
-- title_zh: 数据源状态
-- unit: sources
-- grain: source_id
-- caution: Age counts from when the newest data were made, as the file or answer says itself (a feed's updated or generated stamp, else HTTP Last-Modified), and from their load where nothing says so. The same file again, or an empty list without a stamp, is no news; an answer of zero bytes or a web page makes a source late at once. Due after the promised interval, late after twice that, dead after twelve times; without a promise it is never late.
-- caution_zh: 时效从最新数据的生成时间起算：以文件或应答自述时间为准（信息流的更新或生成时间，其次 HTTP Last-Modified），未自述者按加载时间。重复的同一文件、无时间戳的空列表不算更新；应答为零字节或网页的立即判迟报。超过承诺间隔为待更新，两倍为迟报，十二倍为失联；未承诺间隔者不判迟报。
WITH tried AS (
  SELECT l.*, coalesce(l.finished_at, l.started_at) AS done_at,
    coalesce(s.path, '') = '' OR s.path LIKE '%://%' AS is_feed,
    -- Nothing was in it: no bytes, a page for people, or a list without entries or a stamp.
    coalesce(l.error_code IN ('E_EMPTY', 'E_WEB_PAGE'), false)
      OR (l.data_at IS NULL AND coalesce(l.error_code = 'E_NO_ROWS', false)) AS is_nothing
  FROM core.load l
  LEFT JOIN core.source s USING (source_id)
  WHERE coalesce(l.finished_at, l.started_at) <= as_of AND l.started_at <= known_as_of
),
weighed AS (
  SELECT *, status = 'failed' AND NOT is_nothing AS is_failure,
    -- A feed that answers as before is alive; a file that still lies there says nothing new.
    CASE WHEN (status = 'loaded' OR (status = 'unchanged' AND is_feed)) AND NOT is_nothing
      THEN least(done_at, coalesce(data_at, done_at)) END AS good_at
  FROM tried
),
load AS (
  SELECT
    source_id,
    max(done_at) AS last_try_at,
    max(good_at) AS last_good_at,
    arg_max(is_failure, load_id) AS has_failed,
    arg_max(is_nothing, load_id) AS said_nothing,
    arg_max(message, load_id) AS message,
    arg_max(dataset, load_id) FILTER (dataset IS NOT NULL) AS dataset,
    max(load_id) FILTER (status = 'loaded') AS last_loaded_id,
    max(load_id) FILTER (NOT is_failure AND NOT is_nothing) AS last_sound_id
  FROM weighed
  GROUP BY source_id
),
trouble AS (
  -- Since when nothing sound came: the first try of the row of bad ones that goes on now.
  SELECT w.source_id, min(w.done_at) AS since
  FROM weighed w
  JOIN load l USING (source_id)
  WHERE w.load_id > coalesce(l.last_sound_id, 0)
  GROUP BY w.source_id
),
set_aside AS (
  -- Only the newest reading of each file counts; what it mended is no longer open.
  SELECT r.source_id, count(DISTINCT (r.load_id, r.row_no)) AS row_count
  FROM core.rejected_row r
  JOIN (
    SELECT max(load_id) AS load_id FROM tried WHERE status = 'loaded'
    GROUP BY source_id, file_name, sheet
  ) newest USING (load_id)
  GROUP BY r.source_id
),
aged AS (
  SELECT s.*, l.* EXCLUDE (source_id, dataset), t.since,
    coalesce(s.dataset, l.dataset) AS filled,
    -- A clock that was set back makes no age negative; what never came has none.
    CASE WHEN l.last_good_at IS NOT NULL
      THEN greatest(0, date_diff('second', l.last_good_at, as_of)) / 60 END AS age_minutes
  FROM core.source s
  LEFT JOIN load l USING (source_id)
  LEFT JOIN trouble t USING (source_id)
),
stated AS (
  SELECT a.*, m.silent_factor, m.dead_factor,
    CASE
      WHEN a.last_try_at IS NULL THEN 'never'
      WHEN a.has_failed OR (a.said_nothing AND a.every_minutes IS NULL) THEN 'failed'
      WHEN a.every_minutes IS NULL THEN 'fresh'
      WHEN a.age_minutes > a.every_minutes * m.dead_factor THEN 'dead'
      WHEN a.said_nothing OR a.age_minutes IS NULL
        OR a.age_minutes > a.every_minutes * m.silent_factor THEN 'late'
      WHEN a.age_minutes > a.every_minutes THEN 'due'
      ELSE 'fresh'
    END AS state
  FROM aged a
  CROSS JOIN metric.moment(as_of := as_of, known_as_of := known_as_of) m
)
SELECT
  s.source_id,
  s.title,
  coalesce(s.title_zh, s.title) AS title_zh,
  s.filled AS dataset,
  s.every_minutes,
  s.state,
  CASE s.state
    WHEN 'failed' THEN s.since
    WHEN 'fresh' THEN s.last_good_at
    WHEN 'due' THEN s.last_good_at + to_seconds(s.every_minutes * 60)
    WHEN 'late' THEN least(s.since, s.last_good_at + to_seconds(s.every_minutes * s.silent_factor * 60))
    WHEN 'dead' THEN s.last_good_at + to_seconds(s.every_minutes * s.dead_factor * 60)
  END AS state_since,
  s.last_good_at, s.last_try_at,
  CAST(floor(s.age_minutes) AS BIGINT) AS age_minutes,
  CASE WHEN s.age_minutes > s.every_minutes
    THEN CAST(floor(s.age_minutes - s.every_minutes) AS BIGINT) END AS minutes_late,
  d.rows_read, d.rows_inserted, d.rows_updated, d.rows_unchanged, d.rows_rejected,
  coalesce(a.row_count, 0) AS rows_set_aside_open,
  d.file_name, s.message, s.is_declared
FROM stated s
LEFT JOIN core.load d ON d.load_id = s.last_loaded_id
LEFT JOIN set_aside a ON a.source_id = s.source_id
ORDER BY s.is_declared DESC, s.source_id
