-- title: A load whose rows do not add up
-- title_zh: 加载行数不平
-- why: No row vanishes: read = inserted + updated + unchanged + set aside, and every row set aside is listed.
WITH listed AS (
  SELECT load_id, count(DISTINCT row_no) AS row_count FROM core.rejected_row GROUP BY load_id
)
SELECT 'load' AS subject_table, CAST(load_id AS VARCHAR) AS subject_id,
  concat(l.rows_read, ' read; ', l.rows_inserted, ' inserted, ', l.rows_updated, ' updated, ',
    l.rows_unchanged, ' unchanged, ', l.rows_rejected, ' set aside, ', coalesce(r.row_count, 0),
    ' of them listed') AS detail
FROM core.load l
LEFT JOIN listed r USING (load_id)
WHERE l.rows_read <> l.rows_inserted + l.rows_updated + l.rows_unchanged + l.rows_rejected
  OR (l.status = 'loaded' AND l.rows_rejected <> coalesce(r.row_count, 0))
ORDER BY load_id
