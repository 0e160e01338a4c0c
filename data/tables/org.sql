-- kind: fact
CREATE TABLE core.org (
  org_id VARCHAR NOT NULL,
  name VARCHAR NOT NULL,
  name_zh VARCHAR,
  name_en VARCHAR,
  kind VARCHAR NOT NULL DEFAULT 'department',
  parent_org_id VARCHAR,
  tier VARCHAR,
  region_code VARCHAR,
  public_hotline VARCHAR
);
COMMENT ON TABLE core.org IS 'Organisations and posts'' offices, never persons · 机构';
COMMENT ON COLUMN core.org.org_id IS 'key made from the name · 机构编号';
COMMENT ON COLUMN core.org.name IS 'name as the source gives it · 名称';
COMMENT ON COLUMN core.org.name_zh IS 'name in Chinese · 中文名';
COMMENT ON COLUMN core.org.name_en IS 'name in English · 英文名';
COMMENT ON COLUMN core.org.kind IS 'leading_group, office, hq, field_hq, group_response, department, enterprise, volunteer … · 机构类型';
COMMENT ON COLUMN core.org.parent_org_id IS 'organisation above · 上级机构';
COMMENT ON COLUMN core.org.tier IS 'national, province, prefecture, county, township, unit · 层级';
COMMENT ON COLUMN core.org.region_code IS 'area it serves · 行政区划';
COMMENT ON COLUMN core.org.public_hotline IS 'published switchboard only · 公开电话';
