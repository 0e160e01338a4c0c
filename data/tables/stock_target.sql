-- kind: fact
CREATE TABLE core.stock_target (
  target_id VARCHAR NOT NULL,
  item_id VARCHAR NOT NULL,
  scope VARCHAR NOT NULL CHECK (scope IN ('region','site')),
  scope_id VARCHAR NOT NULL,
  target_qty DOUBLE CHECK (target_qty >= 0),
  basis VARCHAR
);
COMMENT ON TABLE core.stock_target IS 'How much of an item must be held where · 储备定额';
COMMENT ON COLUMN core.stock_target.target_id IS 'key of the target · 定额编号';
COMMENT ON COLUMN core.stock_target.item_id IS 'item · 物资编号';
COMMENT ON COLUMN core.stock_target.scope IS 'region or site · 范围';
COMMENT ON COLUMN core.stock_target.scope_id IS 'its region code or site id; `*` for the whole office · 范围编号';
COMMENT ON COLUMN core.stock_target.target_qty IS 'minimum quantity, in the item''s unit · 定额数量';
COMMENT ON COLUMN core.stock_target.basis IS 'where the minimum comes from · 依据';
