-- kind: fact
CREATE TABLE core.asset (
  asset_id VARCHAR NOT NULL,
  name VARCHAR NOT NULL,
  kind VARCHAR NOT NULL DEFAULT 'other',
  spec VARCHAR,
  qty DOUBLE NOT NULL DEFAULT 1 CHECK (qty >= 0),
  unit VARCHAR,
  team_id VARCHAR,
  site_id VARCHAR,
  org VARCHAR,
  status VARCHAR NOT NULL DEFAULT 'unknown' CHECK (status IN ('available','assigned','on_scene','resting','maintenance','out_of_service','unknown')),
  status_at TIMESTAMP,
  capacity DOUBLE,
  capacity_unit VARCHAR,
  inspect_due_on DATE
);
COMMENT ON TABLE core.asset IS 'Vehicles and equipment · 装备';
COMMENT ON COLUMN core.asset.asset_id IS 'key of the asset · 装备编号';
COMMENT ON COLUMN core.asset.name IS 'name as the source gives it · 名称';
COMMENT ON COLUMN core.asset.kind IS 'kind of equipment · 类型';
COMMENT ON COLUMN core.asset.spec IS 'specification · 规格';
COMMENT ON COLUMN core.asset.qty IS 'how many, in unit · 数量';
COMMENT ON COLUMN core.asset.unit IS 'unit · 单位';
COMMENT ON COLUMN core.asset.team_id IS 'team that has it · 队伍编号';
COMMENT ON COLUMN core.asset.site_id IS 'where it stands · 场所编号';
COMMENT ON COLUMN core.asset.org IS 'organisation it belongs to · 所属单位';
COMMENT ON COLUMN core.asset.status IS 'state · 状态';
COMMENT ON COLUMN core.asset.status_at IS 'since when, UTC · 状态时间';
COMMENT ON COLUMN core.asset.capacity IS 'capacity, in capacity_unit · 能力';
COMMENT ON COLUMN core.asset.capacity_unit IS 'unit of the capacity · 能力单位';
COMMENT ON COLUMN core.asset.inspect_due_on IS 'next inspection due · 检验到期';
