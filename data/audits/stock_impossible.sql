-- title: Stock that cannot be
-- title_zh: 库存数量异常
-- why: More reserved than there is, or less than nothing on the shelf, is an error of the books.
SELECT 'stock_lot' AS subject_table, lot_id AS subject_id,
  concat(qty_on_hand, ' on hand, ', qty_reserved, ' reserved') AS detail
FROM core.stock_lot
WHERE qty_on_hand < qty_reserved OR qty_on_hand < 0
ORDER BY lot_id
