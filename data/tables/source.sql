-- kind: log
CREATE TABLE core.source (
  source_id VARCHAR NOT NULL,
  title VARCHAR NOT NULL,
  title_zh VARCHAR,
  dataset VARCHAR,
  path VARCHAR,
  connector VARCHAR NOT NULL,
  every_minutes DOUBLE CHECK (every_minutes > 0),
  timezone VARCHAR NOT NULL,
  datum VARCHAR NOT NULL CHECK (datum IN ('wgs84','cgcs2000','gcj02','bd09','xian80','beijing54','unknown') OR datum LIKE 'epsg:%'),
  key_space VARCHAR NOT NULL,
  is_declared BOOLEAN NOT NULL
);
COMMENT ON TABLE core.source IS 'One row per place that facts come from · 数据来源';
COMMENT ON COLUMN core.source.source_id IS 'name of the source in sitroom.toml, or made from the file name · 来源编号';
COMMENT ON COLUMN core.source.title IS 'title shown to the reader · 名称';
COMMENT ON COLUMN core.source.title_zh IS 'title in Chinese · 中文名称';
COMMENT ON COLUMN core.source.dataset IS 'what it fills; empty until recognised · 数据集';
COMMENT ON COLUMN core.source.path IS 'file, folder pattern or address · 路径';
COMMENT ON COLUMN core.source.connector IS 'connector that reads it · 连接器';
COMMENT ON COLUMN core.source.every_minutes IS 'promised cadence, minutes; empty when nothing is promised · 承诺更新间隔(分钟)';
COMMENT ON COLUMN core.source.timezone IS 'zone of its local times · 时区';
COMMENT ON COLUMN core.source.datum IS 'datum of its coordinates, declared and never guessed · 坐标系';
COMMENT ON COLUMN core.source.key_space IS 'sources that share one numbering share this name · 编号空间';
COMMENT ON COLUMN core.source.is_declared IS 'true when sitroom.toml names it · 是否已登记';
