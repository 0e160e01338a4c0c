-- kind: fact
CREATE TABLE core.site (
  site_id VARCHAR NOT NULL,
  name VARCHAR NOT NULL,
  name_zh VARCHAR,
  name_en VARCHAR,
  kind VARCHAR NOT NULL DEFAULT 'other',
  org_id VARCHAR,
  region_code VARCHAR,
  region_text VARCHAR,
  address VARCHAR,
  lon DOUBLE CHECK (lon BETWEEN -180 AND 180),
  lat DOUBLE CHECK (lat BETWEEN -90 AND 90),
  lon_src DOUBLE,
  lat_src DOUBLE,
  datum_src VARCHAR,
  status VARCHAR,
  capacity INTEGER CHECK (capacity >= 0),
  capacity_unit VARCHAR,
  occupancy INTEGER CHECK (occupancy >= 0),
  occupancy_at TIMESTAMP,
  area_m2 DOUBLE CHECK (area_m2 >= 0),
  hazard_grade INTEGER CHECK (hazard_grade BETWEEN 1 AND 4),
  hazard_r DOUBLE CHECK (hazard_r >= 0),
  substances VARCHAR,
  is_key_infrastructure BOOLEAN,
  inspect_due_on DATE
);
COMMENT ON TABLE core.site IS 'Places and facilities · 场所';
COMMENT ON COLUMN core.site.site_id IS 'key made from the name; repeated names carry a suffix · 场所编号';
COMMENT ON COLUMN core.site.name IS 'name as the source gives it · 名称';
COMMENT ON COLUMN core.site.name_zh IS 'name in Chinese · 中文名';
COMMENT ON COLUMN core.site.name_en IS 'name in English · 英文名';
COMMENT ON COLUMN core.site.kind IS 'warehouse, shelter, hospital, fire_station, team_base, hazard_source, reservoir, dyke, school, substation, waterworks, other … · 类型';
COMMENT ON COLUMN core.site.org_id IS 'owning organisation · 所属单位';
COMMENT ON COLUMN core.site.region_code IS 'area it lies in · 行政区划';
COMMENT ON COLUMN core.site.region_text IS 'area as the source wrote it · 行政区划原文';
COMMENT ON COLUMN core.site.address IS 'address of the facility · 地址';
COMMENT ON COLUMN core.site.lon IS 'longitude, WGS-84 degrees; empty when there is none to believe · 经度';
COMMENT ON COLUMN core.site.lat IS 'latitude, WGS-84 degrees · 纬度';
COMMENT ON COLUMN core.site.lon_src IS 'longitude as delivered · 原始经度';
COMMENT ON COLUMN core.site.lat_src IS 'latitude as delivered · 原始纬度';
COMMENT ON COLUMN core.site.datum_src IS 'datum as declared by the source · 原始坐标系';
COMMENT ON COLUMN core.site.status IS 'open, closed, ready, full … as a code · 状态';
COMMENT ON COLUMN core.site.capacity IS 'capacity, in capacity_unit · 容量';
COMMENT ON COLUMN core.site.capacity_unit IS 'persons, beds, vehicles … · 容量单位';
COMMENT ON COLUMN core.site.occupancy IS 'present use, in capacity_unit · 占用';
COMMENT ON COLUMN core.site.occupancy_at IS 'when the occupancy was counted, UTC · 占用统计时间';
COMMENT ON COLUMN core.site.area_m2 IS 'floor or ground area, square metres · 面积(平方米)';
COMMENT ON COLUMN core.site.hazard_grade IS 'grade of a major hazard installation, 1 highest · 重大危险源等级';
COMMENT ON COLUMN core.site.hazard_r IS 'R value of a major hazard installation · R值';
COMMENT ON COLUMN core.site.substances IS 'dangerous substances held · 物质';
COMMENT ON COLUMN core.site.is_key_infrastructure IS 'true for a lifeline · 是否关键基础设施';
COMMENT ON COLUMN core.site.inspect_due_on IS 'next inspection due · 下次检查日期';
