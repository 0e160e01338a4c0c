-- title: Rows set aside
-- title_zh: 退回行
-- unit: rows
-- grain: load_id, row_no, reason, field
-- caution: Of each file only what its newest reading set aside, without what was mended since; one line per reason.
-- caution_zh: 每个文件仅列最近一次读取的结果，已更正的不列，每个原因一行。
SELECT * EXCLUDE (fixed_at, fixed_by_load, retried_at, is_newest)
FROM metric.rejected_history(as_of := as_of, known_as_of := known_as_of)
WHERE is_newest AND retried_at IS NULL AND fixed_at IS NULL
ORDER BY load_id DESC, row_no, reason, field
