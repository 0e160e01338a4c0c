-- title: Values not believed
-- title_zh: 存疑值
-- unit: values
-- grain: load_id, row_no, reason, field
-- caution: Of each file only what its newest reading flagged, without what is understood since; the rows were kept without these values.
-- caution_zh: 每个文件仅列最近一次读取的结果，已能识别的不列；该行保留，仅缺此值。
WITH told AS (
  SELECT load_id, source_id, file_name, sheet, mends_load
  FROM core.load
  WHERE status = 'loaded' AND started_at <= as_of AND started_at <= known_as_of
),
newest AS (
  SELECT max(load_id) AS load_id FROM told WHERE mends_load IS NULL
  GROUP BY source_id, file_name, sheet
)
SELECT
  c.load_id, c.source_id, c.file_name, c.sheet, c.row_no, c.field, c.header, c.value, c.reason,
  c.detail, c.raw, c.set_aside_at
FROM core.flagged_cell c
JOIN told l USING (load_id)
WHERE coalesce(l.mends_load, l.load_id) IN (SELECT load_id FROM newest)
  AND (c.fixed_by_load IS NULL OR c.fixed_by_load NOT IN (SELECT load_id FROM told))
ORDER BY c.load_id DESC, c.row_no, c.reason, c.field
