-- kind: log
CREATE TABLE core.rejected_row (
  load_id BIGINT NOT NULL,
  source_id VARCHAR NOT NULL,
  file_name VARCHAR,
  sheet VARCHAR,
  row_no BIGINT NOT NULL,
  reason VARCHAR NOT NULL,
  field VARCHAR,
  header VARCHAR,
  value VARCHAR,
  detail VARCHAR,
  raw VARCHAR,
  set_aside_at TIMESTAMP NOT NULL,
  fixed_at TIMESTAMP,
  fixed_by_load BIGINT
);
COMMENT ON TABLE core.rejected_row IS 'Rows set aside: one row per reason · 退回行';
COMMENT ON COLUMN core.rejected_row.load_id IS 'load that set it aside · 加载编号';
COMMENT ON COLUMN core.rejected_row.source_id IS 'its source · 来源编号';
COMMENT ON COLUMN core.rejected_row.file_name IS 'file, without its folder · 文件名';
COMMENT ON COLUMN core.rejected_row.sheet IS 'sheet, where the file has several · 工作表';
COMMENT ON COLUMN core.rejected_row.row_no IS 'row as a spreadsheet program numbers it · 行号';
COMMENT ON COLUMN core.rejected_row.reason IS 'reason code, such as bad_date · 原因代码';
COMMENT ON COLUMN core.rejected_row.field IS 'field of ours that was to be filled · 字段';
COMMENT ON COLUMN core.rejected_row.header IS 'header of the column in the file · 列名';
COMMENT ON COLUMN core.rejected_row.value IS 'the value found, personal data masked · 原值';
COMMENT ON COLUMN core.rejected_row.detail IS 'what was expected, in words · 说明';
COMMENT ON COLUMN core.rejected_row.raw IS 'the whole row as JSON, personal data masked · 原始行';
COMMENT ON COLUMN core.rejected_row.set_aside_at IS 'when it was set aside, UTC · 退回时间';
COMMENT ON COLUMN core.rejected_row.fixed_at IS 'when it went in after all, UTC; empty while it has not · 修复时间';
COMMENT ON COLUMN core.rejected_row.fixed_by_load IS 'load that brought it again, whether it went in then or was set aside anew · 更正所在加载';
