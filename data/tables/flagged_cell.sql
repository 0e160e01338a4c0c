-- kind: log
CREATE TABLE core.flagged_cell (
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
COMMENT ON TABLE core.flagged_cell IS 'Single values that were not believed; their rows were kept without them · 存疑单元格';
COMMENT ON COLUMN core.flagged_cell.load_id IS 'load that flagged it · 加载编号';
COMMENT ON COLUMN core.flagged_cell.source_id IS 'its source · 来源编号';
COMMENT ON COLUMN core.flagged_cell.file_name IS 'file, without its folder · 文件名';
COMMENT ON COLUMN core.flagged_cell.sheet IS 'sheet, where the file has several · 工作表';
COMMENT ON COLUMN core.flagged_cell.row_no IS 'row as a spreadsheet program numbers it · 行号';
COMMENT ON COLUMN core.flagged_cell.reason IS 'reason code · 原因代码';
COMMENT ON COLUMN core.flagged_cell.field IS 'field of ours that stays empty or is less precise · 字段';
COMMENT ON COLUMN core.flagged_cell.header IS 'header of the column in the file · 列名';
COMMENT ON COLUMN core.flagged_cell.value IS 'the value found, personal data masked · 原值';
COMMENT ON COLUMN core.flagged_cell.detail IS 'what was expected, in words · 说明';
COMMENT ON COLUMN core.flagged_cell.raw IS 'always empty here; the row itself was loaded · 原始行';
COMMENT ON COLUMN core.flagged_cell.set_aside_at IS 'when it was flagged, UTC · 标记时间';
COMMENT ON COLUMN core.flagged_cell.fixed_at IS 'when it went in after all, UTC; empty while it has not · 修复时间';
COMMENT ON COLUMN core.flagged_cell.fixed_by_load IS 'load that brought it again, whether it went in then or was set aside anew · 更正所在加载';
