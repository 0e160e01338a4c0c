-- kind: log
CREATE TABLE core.load (
  load_id BIGINT NOT NULL,
  source_id VARCHAR NOT NULL,
  dataset VARCHAR,
  file_name VARCHAR,
  sheet VARCHAR,
  sha256 VARCHAR,
  started_at TIMESTAMP NOT NULL,
  finished_at TIMESTAMP,
  rows_read BIGINT NOT NULL DEFAULT 0 CHECK (rows_read >= 0),
  rows_inserted BIGINT NOT NULL DEFAULT 0 CHECK (rows_inserted >= 0),
  rows_updated BIGINT NOT NULL DEFAULT 0 CHECK (rows_updated >= 0),
  rows_unchanged BIGINT NOT NULL DEFAULT 0 CHECK (rows_unchanged >= 0),
  rows_rejected BIGINT NOT NULL DEFAULT 0 CHECK (rows_rejected >= 0),
  rows_gone BIGINT NOT NULL DEFAULT 0 CHECK (rows_gone >= 0),
  cells_flagged BIGINT NOT NULL DEFAULT 0,
  columns_dropped VARCHAR[],
  cells_masked BIGINT NOT NULL DEFAULT 0,
  kinds_masked VARCHAR,
  encoding_used VARCHAR,
  status VARCHAR NOT NULL CHECK (status IN ('loaded','unchanged','failed')),
  message VARCHAR,
  error_code VARCHAR,
  data_at TIMESTAMP,
  recognition VARCHAR,
  raw_file VARCHAR,
  mends_load BIGINT,
  CHECK (rows_read = rows_inserted + rows_updated + rows_unchanged + rows_rejected)
);
COMMENT ON TABLE core.load IS 'One row per file or sheet that was read · 加载记录';
COMMENT ON COLUMN core.load.load_id IS 'number of the load, rising · 加载编号';
COMMENT ON COLUMN core.load.source_id IS 'source that was read · 来源编号';
COMMENT ON COLUMN core.load.dataset IS 'what the rows fill · 数据集';
COMMENT ON COLUMN core.load.file_name IS 'file, without its folder · 文件名';
COMMENT ON COLUMN core.load.sheet IS 'sheet, where the file has several · 工作表';
COMMENT ON COLUMN core.load.sha256 IS 'checksum of the file · 文件校验值';
COMMENT ON COLUMN core.load.started_at IS 'when the load began, UTC; this is known_at of its rows · 开始时间';
COMMENT ON COLUMN core.load.finished_at IS 'when it ended, UTC · 结束时间';
COMMENT ON COLUMN core.load.rows_read IS 'data rows in the file · 读取行数';
COMMENT ON COLUMN core.load.rows_inserted IS 'rows that are new · 新增行数';
COMMENT ON COLUMN core.load.rows_updated IS 'rows that changed a known one · 更新行数';
COMMENT ON COLUMN core.load.rows_unchanged IS 'rows already known as they stand · 未变行数';
COMMENT ON COLUMN core.load.rows_rejected IS 'rows set aside with a reason · 退回行数';
COMMENT ON COLUMN core.load.rows_gone IS 'rows known before that this full snapshot no longer holds; not among the rows read · 消失行数';
COMMENT ON COLUMN core.load.cells_flagged IS 'single values not believed; their rows were kept · 存疑单元格数';
COMMENT ON COLUMN core.load.columns_dropped IS 'headers of personal columns that were not stored · 已丢弃的个人信息列';
COMMENT ON COLUMN core.load.cells_masked IS 'cells of kept columns in which personal data were masked · 已遮蔽单元格数';
COMMENT ON COLUMN core.load.kinds_masked IS 'cells masked by kind, JSON: identity, phone, bank, email, plate, name, address · 各类遮蔽数';
COMMENT ON COLUMN core.load.encoding_used IS 'encoding the text was read in · 文本编码';
COMMENT ON COLUMN core.load.status IS 'loaded, unchanged (same file again) or failed (nothing changed) · 状态';
COMMENT ON COLUMN core.load.message IS 'what happened, in words · 说明';
COMMENT ON COLUMN core.load.error_code IS 'kind of trouble with the file, such as E_EMPTY · 错误代码';
COMMENT ON COLUMN core.load.data_at IS 'when the file or the answer says it was made, UTC; empty when it does not say · 数据自述时间';
COMMENT ON COLUMN core.load.recognition IS 'how each column was recognised, JSON · 识别结果';
COMMENT ON COLUMN core.load.raw_file IS 'file in record/raw that keeps the rows as they came · 原始数据文件';
COMMENT ON COLUMN core.load.mends_load IS 'load whose rows this one brought again: a corrected workbook, or words learned since · 更正的加载';
