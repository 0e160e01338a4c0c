-- title: A load whose rows do not add up
-- title_zh: 加载行数不平
-- why: No row vanishes: read = inserted + updated + unchanged + set aside, and every row set aside is listed.
SELECT 'load' AS subject_table, CAST(l.load_id AS VARCHAR) AS subject_id,
  concat(l.rows_read, ' read; ', l.rows_inserted, ' inserted, ', l.rows_updated, ' updated, ',
    l.rows_unchanged, ' unchanged, ', l.rows_rejected, ' set aside, ', count(DISTINCT r.row_no),
    ' of them listed') AS detail
FROM core.load l
LEFT JOIN core.rejected_row r USING (load_id)
GROUP BY ALL
HAVING l.rows_read <> l.rows_inserted + l.rows_updated + l.rows_unchanged + l.rows_rejected
  OR (l.status = 'loaded' AND l.rows_rejected <> count(DISTINCT r.row_no))
ORDER BY l.load_id
