-- kind: log
CREATE TABLE core.gone_row (
  load_id BIGINT NOT NULL,
  source_id VARCHAR NOT NULL,
  table_name VARCHAR NOT NULL,
  row_key VARCHAR NOT NULL,
  action VARCHAR NOT NULL CHECK (action IN ('close','remove')),
  gone_at TIMESTAMP NOT NULL
);
COMMENT ON TABLE core.gone_row IS 'Rows that a full snapshot of their source no longer held · 从来源消失的行';
COMMENT ON COLUMN core.gone_row.load_id IS 'load of the snapshot · 加载编号';
COMMENT ON COLUMN core.gone_row.source_id IS 'its source · 来源编号';
COMMENT ON COLUMN core.gone_row.table_name IS 'table that held the row · 表名';
COMMENT ON COLUMN core.gone_row.row_key IS 'key of the row in that table · 主键';
COMMENT ON COLUMN core.gone_row.action IS 'close (an incident was closed) or remove (the row went into history) · 处理';
COMMENT ON COLUMN core.gone_row.gone_at IS 'when that was known, UTC · 获知时间';
