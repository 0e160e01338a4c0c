-- title: Source health
-- title_zh: 数据源状态
-- unit: sources
-- grain: source_id
-- caution: Age is the time since the last good load; finding the same file again is not one. A source is due after its promised interval, late after twice that, dead after twelve times; without a promise it is never late.
-- caution_zh: 时效按最近一次成功加载计算（重复发现同一文件不算）：超过承诺间隔为待更新，两倍为迟报，十二倍为失联；未承诺间隔者不判迟报。
WITH tried AS (
  SELECT l.*, coalesce(l.finished_at, l.started_at) AS done_at,
    -- A feed that answers as before is alive; a file that still lies there says nothing new.
    l.status = 'loaded' OR (l.status = 'unchanged'
      AND (coalesce(s.path, '') = '' OR s.path LIKE '%://%')) AS is_good
  FROM core.load l
  LEFT JOIN core.source s USING (source_id)
  WHERE coalesce(l.finished_at, l.started_at) <= as_of AND l.started_at <= known_as_of
),
load AS (
  SELECT
    source_id,
    max(done_at) AS last_try_at,
    max(done_at) FILTER (is_good) AS last_good_at,
    arg_max(status, load_id) AS last_status,
    arg_max(message, load_id) AS message,
    arg_max(dataset, load_id) FILTER (dataset IS NOT NULL) AS dataset,
    max(load_id) FILTER (status = 'loaded') AS last_loaded_id
  FROM tried
  GROUP BY source_id
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
  SELECT s.*, l.* EXCLUDE (source_id, dataset),
    coalesce(s.dataset, l.dataset) AS filled,
    date_diff('second', l.last_good_at, as_of) / 60 AS age_minutes
  FROM core.source s
  LEFT JOIN load l USING (source_id)
)
SELECT
  s.source_id,
  s.title,
  coalesce(s.title_zh, s.title) AS title_zh,
  s.filled AS dataset,
  s.every_minutes,
  CASE
    WHEN s.last_try_at IS NULL THEN 'never'
    WHEN s.last_status = 'failed' THEN 'failed'
    WHEN s.every_minutes IS NULL OR s.age_minutes <= s.every_minutes THEN 'fresh'
    WHEN s.age_minutes <= s.every_minutes * m.silent_factor THEN 'due'
    WHEN s.age_minutes <= s.every_minutes * m.dead_factor THEN 'late'
    ELSE 'dead'
  END AS state,
  s.last_good_at, s.last_try_at,
  CAST(floor(s.age_minutes) AS BIGINT) AS age_minutes,
  CASE WHEN s.age_minutes > s.every_minutes
    THEN CAST(floor(s.age_minutes - s.every_minutes) AS BIGINT) END AS minutes_late,
  d.rows_read, d.rows_inserted, d.rows_updated, d.rows_unchanged, d.rows_rejected,
  coalesce(a.row_count, 0) AS rows_set_aside_open,
  d.file_name, s.message, s.is_declared
FROM aged s
CROSS JOIN metric.moment(as_of := as_of, known_as_of := known_as_of) m
LEFT JOIN core.load d ON d.load_id = s.last_loaded_id
LEFT JOIN set_aside a ON a.source_id = s.source_id
ORDER BY s.is_declared DESC, s.source_id
