-- kind: fact
CREATE TABLE core.region (
  region_code VARCHAR NOT NULL,
  name VARCHAR NOT NULL,
  name_zh VARCHAR,
  name_en VARCHAR,
  tier VARCHAR NOT NULL DEFAULT 'other' CHECK (tier IN ('national','province','prefecture','county','township','village','river','other')),
  parent_code VARCHAR,
  population BIGINT CHECK (population >= 0),
  population_year INTEGER,
  area_km2 DOUBLE CHECK (area_km2 >= 0),
  lon DOUBLE,
  lat DOUBLE,
  geom_wkb BLOB,
  aliases VARCHAR,
  valid_from DATE,
  valid_to DATE
);
COMMENT ON TABLE core.region IS 'Districts and other areas · 行政区域';
COMMENT ON COLUMN core.region.region_code IS 'area code as text (GB/T 2260 or the country''s own), leading zeros kept · 区划代码';
COMMENT ON COLUMN core.region.name IS 'name as the source gives it · 名称';
COMMENT ON COLUMN core.region.name_zh IS 'name in Chinese · 中文名';
COMMENT ON COLUMN core.region.name_en IS 'name in English · 英文名';
COMMENT ON COLUMN core.region.tier IS 'tier of government; river for a line drawn on the map · 层级';
COMMENT ON COLUMN core.region.parent_code IS 'code of the area above · 上级代码';
COMMENT ON COLUMN core.region.population IS 'people, persons · 人口(人)';
COMMENT ON COLUMN core.region.population_year IS 'year of the population figure · 人口年份';
COMMENT ON COLUMN core.region.area_km2 IS 'area, square kilometres · 面积(平方公里)';
COMMENT ON COLUMN core.region.lon IS 'longitude of a label point, WGS-84 degrees · 经度';
COMMENT ON COLUMN core.region.lat IS 'latitude of a label point, WGS-84 degrees · 纬度';
COMMENT ON COLUMN core.region.geom_wkb IS 'boundary, WKB in WGS-84 · 边界';
COMMENT ON COLUMN core.region.aliases IS 'other names, separated by | · 别名';
COMMENT ON COLUMN core.region.valid_from IS 'first day the code is valid · 启用日期';
COMMENT ON COLUMN core.region.valid_to IS 'last day the code is valid · 停用日期';
