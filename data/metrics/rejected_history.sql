-- title: Rows ever set aside
-- title_zh: 退回行历史
-- unit: rows
-- grain: load_id, row_no, reason, field
-- caution: Every row that was ever set aside, with when it went in after all: fixed_at. A row that came again and was set aside anew has retried_at, and stands once more with the load that set it aside. Rows of an older reading of a file have is_newest false.
-- caution_zh: 历次退回的行及其修复时间（fixed_at）。再次提交仍被退回的有 retried_at，并在该次加载下再列一行。较早读取的结果 is_newest 为假。
WITH told AS (
  SELECT load_id, source_id, file_name, sheet, started_at, mends_load
  FROM core.load
  WHERE status = 'loaded' AND started_at <= as_of AND started_at <= known_as_of
),
newest AS (
  SELECT max(load_id) AS load_id FROM told WHERE mends_load IS NULL
  GROUP BY source_id, file_name, sheet
)
SELECT
  r.load_id, r.source_id, r.file_name, r.sheet, r.row_no, r.field, r.header, r.value, r.reason,
  r.detail, r.raw, r.set_aside_at,
  CASE WHEN r.fixed_at <= as_of AND r.fixed_at <= known_as_of THEN r.fixed_at END AS fixed_at,
  CASE WHEN f.load_id IS NOT NULL THEN r.fixed_by_load END AS fixed_by_load,
  CASE WHEN r.fixed_at IS NULL THEN f.started_at END AS retried_at,
  coalesce(l.mends_load, l.load_id) IN (SELECT load_id FROM newest) AS is_newest
FROM core.rejected_row r
JOIN told l USING (load_id)
LEFT JOIN told f ON f.load_id = r.fixed_by_load
ORDER BY r.load_id DESC, r.row_no, r.reason, r.field
