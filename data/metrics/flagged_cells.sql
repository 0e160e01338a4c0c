-- title: Values not believed
-- title_zh: 存疑值
-- unit: values
-- grain: load_id, row_no, reason, field
-- caution: Of each file only what its newest reading flagged; the rows were kept without these values.
-- caution_zh: 每个文件仅列最近一次读取的结果，每个原因一行。
WITH newest AS (
  SELECT max(load_id) AS load_id
  FROM core.load
  WHERE status = 'loaded' AND started_at <= as_of AND started_at <= known_as_of
  GROUP BY source_id, file_name, sheet
)
SELECT
  load_id, source_id, file_name, sheet, row_no, field, header, value, reason, detail, raw,
  set_aside_at
FROM core.flagged_cell
JOIN newest USING (load_id)
ORDER BY load_id DESC, row_no, reason, field
