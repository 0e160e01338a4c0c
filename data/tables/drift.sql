-- kind: log
CREATE TABLE core.drift (
  load_id BIGINT NOT NULL,
  source_id VARCHAR NOT NULL,
  file_name VARCHAR,
  sheet VARCHAR,
  kind VARCHAR NOT NULL CHECK (kind IN ('renamed','new','lost','layout')),
  header VARCHAR,
  was_header VARCHAR,
  field VARCHAR,
  likeness DOUBLE,
  why VARCHAR,
  is_applied BOOLEAN NOT NULL,
  seen_at TIMESTAMP NOT NULL
);
COMMENT ON TABLE core.drift IS 'Columns of a known source that changed, each told once · 来源列变化';
COMMENT ON COLUMN core.drift.load_id IS 'load that met the change · 加载编号';
COMMENT ON COLUMN core.drift.source_id IS 'the source · 来源编号';
COMMENT ON COLUMN core.drift.file_name IS 'file, without its folder · 文件名';
COMMENT ON COLUMN core.drift.sheet IS 'sheet, where the file has several · 工作表';
COMMENT ON COLUMN core.drift.kind IS 'renamed, new, lost, or layout (nothing like any former file of the source) · 变化类型';
COMMENT ON COLUMN core.drift.header IS 'header as it is now; empty when the column is lost · 现列名';
COMMENT ON COLUMN core.drift.was_header IS 'header as it was; empty when the column is new · 原列名';
COMMENT ON COLUMN core.drift.field IS 'field that the column fills, or filled · 对应字段';
COMMENT ON COLUMN core.drift.likeness IS 'how much speaks for the guess, 0 to 1 · 相似度';
COMMENT ON COLUMN core.drift.why IS 'what the guess stands on: field, header or content · 依据';
COMMENT ON COLUMN core.drift.is_applied IS 'true when the column is read by the guess · 是否已采用';
COMMENT ON COLUMN core.drift.seen_at IS 'when it was met, UTC · 发现时间';
