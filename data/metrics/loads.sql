-- title: Loads
-- title_zh: 加载记录
-- unit: loads
-- grain: load_id
-- caution: Rows read are rows inserted, updated, unchanged and set aside together; rows gone are not among them.
-- caution_zh: 读取行数 = 新增 + 更新 + 未变 + 退回；消失行数另计。
SELECT
  load_id, source_id, started_at, finished_at, file_name, sheet, dataset,
  rows_read, rows_inserted, rows_updated, rows_unchanged, rows_rejected, rows_gone, cells_flagged,
  status, message, sha256, encoding_used, columns_dropped, cells_masked, kinds_masked, mends_load,
  recognition
FROM core.load
WHERE started_at <= as_of AND started_at <= known_as_of
ORDER BY load_id DESC
