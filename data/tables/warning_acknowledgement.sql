-- kind: log
CREATE TABLE core.warning_acknowledgement (
  decision VARCHAR NOT NULL,
  identifier VARCHAR NOT NULL,
  decided_at TIMESTAMP NOT NULL,
  known_at TIMESTAMP NOT NULL,
  post VARCHAR
);
COMMENT ON TABLE core.warning_acknowledgement IS 'Warnings that a post has acknowledged; only ever added to · 预警签收';
COMMENT ON COLUMN core.warning_acknowledgement.decision IS 'file in the folder decisions/ that carries it · 决定文件';
COMMENT ON COLUMN core.warning_acknowledgement.identifier IS 'version of the warning, as issued; a later version needs a new one · 预警标识';
COMMENT ON COLUMN core.warning_acknowledgement.decided_at IS 'when it was acknowledged, UTC · 签收时间';
COMMENT ON COLUMN core.warning_acknowledgement.known_at IS 'when the loader took it up, UTC · 获知时间';
COMMENT ON COLUMN core.warning_acknowledgement.post IS 'post or organisation that acknowledged, never a person · 签收岗位';
