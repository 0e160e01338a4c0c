-- Columns that every fact table ends with: where a row came from and when it was known.
ALTER TABLE core.{table} ADD COLUMN source_id VARCHAR;
ALTER TABLE core.{table} ADD COLUMN source_ref VARCHAR;
ALTER TABLE core.{table} ADD COLUMN load_id BIGINT;
ALTER TABLE core.{table} ADD COLUMN row_no BIGINT;
ALTER TABLE core.{table} ADD COLUMN known_at TIMESTAMP;
ALTER TABLE core.{table} ADD COLUMN row_hash UBIGINT;
ALTER TABLE core.{table} ADD COLUMN other_fields VARCHAR;
COMMENT ON COLUMN core.{table}.source_id IS 'source that told it · 来源编号';
COMMENT ON COLUMN core.{table}.source_ref IS 'number that the source itself gives the row · 来源内编号';
COMMENT ON COLUMN core.{table}.load_id IS 'load that brought this version · 加载编号';
COMMENT ON COLUMN core.{table}.row_no IS 'row in the file, as a spreadsheet program numbers it · 行号';
COMMENT ON COLUMN core.{table}.known_at IS 'when this version was known, UTC · 获知时间';
COMMENT ON COLUMN core.{table}.row_hash IS 'fingerprint of the row, to tell changed from unchanged · 行指纹';
COMMENT ON COLUMN core.{table}.other_fields IS 'columns of the source that have no field here, JSON text · 其他字段';
