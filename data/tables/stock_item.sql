-- kind: fact
CREATE TABLE core.stock_item (
  item_id VARCHAR NOT NULL,
  name VARCHAR NOT NULL,
  name_zh VARCHAR,
  name_en VARCHAR,
  item_code VARCHAR,
  spec VARCHAR,
  unit VARCHAR NOT NULL DEFAULT '',
  category VARCHAR NOT NULL DEFAULT 'other',
  gbt38565_code VARCHAR CHECK (regexp_full_match(gbt38565_code, '[123][0-9]{6}')),
  is_consumable BOOLEAN NOT NULL DEFAULT false,
  rate_per_person_day DOUBLE CHECK (rate_per_person_day > 0),
  people_per_unit DOUBLE CHECK (people_per_unit > 0),
  is_critical BOOLEAN NOT NULL DEFAULT false
);
COMMENT ON TABLE core.stock_item IS 'Catalogue of things kept in stock · 物资目录';
COMMENT ON COLUMN core.stock_item.item_id IS 'key made from name, specification and unit · 物资编号';
COMMENT ON COLUMN core.stock_item.name IS 'name as the source gives it · 名称';
COMMENT ON COLUMN core.stock_item.name_zh IS 'name in Chinese · 中文名';
COMMENT ON COLUMN core.stock_item.name_en IS 'name in English · 英文名';
COMMENT ON COLUMN core.stock_item.item_code IS 'code in the owner''s catalogue · 物资编码';
COMMENT ON COLUMN core.stock_item.spec IS 'specification · 规格';
COMMENT ON COLUMN core.stock_item.unit IS 'base unit; different units are never added · 计量单位';
COMMENT ON COLUMN core.stock_item.category IS 'category as given or by list · 类别';
COMMENT ON COLUMN core.stock_item.gbt38565_code IS 'GB/T 38565 code, only as supplied · GB/T 38565 代码';
COMMENT ON COLUMN core.stock_item.is_consumable IS 'true for what is used up · 是否消耗品';
COMMENT ON COLUMN core.stock_item.rate_per_person_day IS 'use per person and day, in unit · 人日消耗';
COMMENT ON COLUMN core.stock_item.people_per_unit IS 'people served by one unit of a durable · 每件服务人数';
COMMENT ON COLUMN core.stock_item.is_critical IS 'true for what must never run out · 是否关键物资';
