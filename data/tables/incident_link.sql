-- kind: log
CREATE TABLE core.incident_link (
  decision VARCHAR NOT NULL,
  incident_a VARCHAR NOT NULL,
  incident_b VARCHAR NOT NULL CHECK (incident_a < incident_b),
  is_linked BOOLEAN NOT NULL,
  decided_at TIMESTAMP NOT NULL,
  known_at TIMESTAMP NOT NULL,
  post VARCHAR
);
COMMENT ON TABLE core.incident_link IS 'Decisions that two incidents are one, or are not; only ever added to · 事件关联决定';
COMMENT ON COLUMN core.incident_link.decision IS 'file in the folder decisions/ that carries it · 决定文件';
COMMENT ON COLUMN core.incident_link.incident_a IS 'the one incident · 事件甲';
COMMENT ON COLUMN core.incident_link.incident_b IS 'the other; the two stand in the order of their numbers · 事件乙';
COMMENT ON COLUMN core.incident_link.is_linked IS 'true: one event; false: not one, or no longer · 是否为同一事件';
COMMENT ON COLUMN core.incident_link.decided_at IS 'when it was decided, UTC · 决定时间';
COMMENT ON COLUMN core.incident_link.known_at IS 'when the loader took it up, UTC · 获知时间';
COMMENT ON COLUMN core.incident_link.post IS 'post that decided, never a person · 决定岗位';
