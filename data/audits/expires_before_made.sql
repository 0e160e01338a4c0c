-- title: Expired before it was made
-- title_zh: 有效期早于生产日期
-- why: One of the two dates is wrong, and the wrong one may be the expiry.
SELECT 'stock_lot' AS subject_table, lot_id AS subject_id,
  concat('made ', made_on, ', expires ', expires_on) AS detail
FROM core.stock_lot
WHERE expires_on < made_on
ORDER BY lot_id
