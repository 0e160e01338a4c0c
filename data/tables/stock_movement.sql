-- kind: fact
CREATE TABLE core.stock_movement (
  movement_id VARCHAR NOT NULL,
  item_id VARCHAR NOT NULL,
  lot_no VARCHAR,
  kind VARCHAR NOT NULL DEFAULT 'issue' CHECK (kind IN ('opening','receipt','issue','transfer_out','transfer_in','adjust','dispose','order')),
  qty DOUBLE NOT NULL,
  moved_at TIMESTAMP NOT NULL,
  from_site_id VARCHAR,
  to_site_id VARCHAR,
  incident_id VARCHAR,
  status VARCHAR,
  eta_on DATE,
  doc_no VARCHAR
);
COMMENT ON TABLE core.stock_movement IS 'Movements of stock · 出入库';
COMMENT ON COLUMN core.stock_movement.movement_id IS 'key of the movement · 流水号';
COMMENT ON COLUMN core.stock_movement.item_id IS 'item · 物资编号';
COMMENT ON COLUMN core.stock_movement.lot_no IS 'lot number · 批号';
COMMENT ON COLUMN core.stock_movement.kind IS 'kind of movement · 类型';
COMMENT ON COLUMN core.stock_movement.qty IS 'quantity, in the item''s unit; positive unless an adjustment · 数量';
COMMENT ON COLUMN core.stock_movement.moved_at IS 'when it moved, UTC · 时间';
COMMENT ON COLUMN core.stock_movement.from_site_id IS 'depot it left · 调出仓库';
COMMENT ON COLUMN core.stock_movement.to_site_id IS 'depot or place it went to · 调入仓库';
COMMENT ON COLUMN core.stock_movement.incident_id IS 'incident it was for · 事件编号';
COMMENT ON COLUMN core.stock_movement.status IS 'done, in_transit, cancelled · 状态';
COMMENT ON COLUMN core.stock_movement.eta_on IS 'expected arrival · 预计到达';
COMMENT ON COLUMN core.stock_movement.doc_no IS 'document number · 单号';
