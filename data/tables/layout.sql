-- kind: log
CREATE TABLE core.layout (
  source_id VARCHAR NOT NULL,
  dataset VARCHAR NOT NULL,
  load_id BIGINT NOT NULL,
  headers VARCHAR[] NOT NULL,
  fields VARCHAR[] NOT NULL,
  learned VARCHAR,
  key_headers VARCHAR[]
);
COMMENT ON TABLE core.layout IS 'The sets of columns that each source has come with, each once · 来源列结构';
COMMENT ON COLUMN core.layout.source_id IS 'the source · 来源编号';
COMMENT ON COLUMN core.layout.dataset IS 'what its rows filled · 数据集';
COMMENT ON COLUMN core.layout.load_id IS 'load that first brought these columns · 首次出现的加载编号';
COMMENT ON COLUMN core.layout.headers IS 'headers, sorted · 列名';
COMMENT ON COLUMN core.layout.fields IS 'field of ours that each header filled, or an empty text · 对应字段';
COMMENT ON COLUMN core.layout.learned IS 'renamed headers and the fields they were given by guess, JSON · 推定的列对应';
COMMENT ON COLUMN core.layout.key_headers IS 'headers whose cells tell its rows apart; empty when none does · 主键列';
