-- kind: fact
CREATE TABLE core.stock_lot (
  lot_id VARCHAR NOT NULL,
  item_id VARCHAR NOT NULL,
  site_id VARCHAR NOT NULL,
  site_text VARCHAR,
  bin VARCHAR,
  lot_no VARCHAR,
  qty_on_hand DOUBLE NOT NULL,
  qty_reserved DOUBLE NOT NULL DEFAULT 0,
  unit_text VARCHAR,
  holding VARCHAR NOT NULL DEFAULT 'owned' CHECK (holding IN ('owned','consigned','contract','capacity')),
  condition VARCHAR NOT NULL DEFAULT 'good' CHECK (condition IN ('good','opened','damaged','quarantined','expired')),
  made_on DATE,
  expires_on DATE,
  expiry_text VARCHAR,
  received_on DATE,
  unit_price DECIMAL(18,4),
  currency VARCHAR,
  counted_at TIMESTAMP,
  owner_org VARCHAR
);
COMMENT ON TABLE core.stock_lot IS 'What is on hand, lot by lot · 库存批次';
COMMENT ON COLUMN core.stock_lot.lot_id IS 'key of the lot · 批次编号';
COMMENT ON COLUMN core.stock_lot.item_id IS 'item · 物资编号';
COMMENT ON COLUMN core.stock_lot.site_id IS 'depot · 仓库编号';
COMMENT ON COLUMN core.stock_lot.site_text IS 'depot as the source wrote it · 仓库原文';
COMMENT ON COLUMN core.stock_lot.bin IS 'shelf or bin · 货位';
COMMENT ON COLUMN core.stock_lot.lot_no IS 'lot number · 批号';
COMMENT ON COLUMN core.stock_lot.qty_on_hand IS 'quantity on hand, in the item''s unit · 现有数量';
COMMENT ON COLUMN core.stock_lot.qty_reserved IS 'reserved part of it · 预留数量';
COMMENT ON COLUMN core.stock_lot.unit_text IS 'unit as delivered; with its quantity where that was converted · 单位原文';
COMMENT ON COLUMN core.stock_lot.holding IS 'owned, consigned, contract or capacity · 储备方式';
COMMENT ON COLUMN core.stock_lot.condition IS 'good, opened, damaged, quarantined, expired · 完好状态';
COMMENT ON COLUMN core.stock_lot.made_on IS 'made on · 生产日期';
COMMENT ON COLUMN core.stock_lot.expires_on IS 'last usable day · 有效期至';
COMMENT ON COLUMN core.stock_lot.expiry_text IS 'expiry as delivered · 有效期原文';
COMMENT ON COLUMN core.stock_lot.received_on IS 'received on · 入库日期';
COMMENT ON COLUMN core.stock_lot.unit_price IS 'price of one unit, in currency · 单价';
COMMENT ON COLUMN core.stock_lot.currency IS 'currency of the price · 币种';
COMMENT ON COLUMN core.stock_lot.counted_at IS 'when it was counted, UTC · 盘点时间';
COMMENT ON COLUMN core.stock_lot.owner_org IS 'owning organisation · 储备单位';
