-- kind: fact
CREATE TABLE core.incident_update (
  update_id VARCHAR NOT NULL,
  incident_id VARCHAR NOT NULL,
  seq INTEGER,
  kind VARCHAR NOT NULL CHECK (kind IN ('initial','follow_up','final','status','level','counts','note','merge')),
  form VARCHAR CHECK (form IN ('oral','written')),
  event_at TIMESTAMP NOT NULL,
  received_at TIMESTAMP,
  from_org VARCHAR,
  sent_to_org VARCHAR,
  status_from VARCHAR,
  status_to VARCHAR,
  level_from INTEGER CHECK (level_from BETWEEN 1 AND 4),
  level_to INTEGER CHECK (level_to BETWEEN 1 AND 4),
  deaths INTEGER CHECK (deaths >= 0),
  missing INTEGER CHECK (missing >= 0),
  serious INTEGER CHECK (serious >= 0),
  injured INTEGER CHECK (injured >= 0),
  affected BIGINT CHECK (affected >= 0),
  relocated BIGINT CHECK (relocated >= 0),
  loss_cny DECIMAL(18,2),
  text VARCHAR
);
COMMENT ON TABLE core.incident_update IS 'What was reported about an incident, in order; never changed, only added · 事件续报';
COMMENT ON COLUMN core.incident_update.update_id IS 'key of the update · 续报编号';
COMMENT ON COLUMN core.incident_update.incident_id IS 'incident it is about · 事件编号';
COMMENT ON COLUMN core.incident_update.seq IS 'number in the source · 序号';
COMMENT ON COLUMN core.incident_update.kind IS 'kind of update · 类型';
COMMENT ON COLUMN core.incident_update.form IS 'oral (by telephone) or written; empty when not said · 报告形式';
COMMENT ON COLUMN core.incident_update.event_at IS 'when it was true, UTC · 发生时间';
COMMENT ON COLUMN core.incident_update.received_at IS 'when it was received, UTC · 收到时间';
COMMENT ON COLUMN core.incident_update.from_org IS 'organisation that reports · 来源单位';
COMMENT ON COLUMN core.incident_update.sent_to_org IS 'organisation it was sent to · 发往单位';
COMMENT ON COLUMN core.incident_update.status_from IS 'state before · 原状态';
COMMENT ON COLUMN core.incident_update.status_to IS 'state after · 新状态';
COMMENT ON COLUMN core.incident_update.level_from IS 'grade before · 原等级';
COMMENT ON COLUMN core.incident_update.level_to IS 'grade after · 新等级';
COMMENT ON COLUMN core.incident_update.deaths IS 'dead so far, persons · 死亡(人)';
COMMENT ON COLUMN core.incident_update.missing IS 'missing now, persons · 失踪(人)';
COMMENT ON COLUMN core.incident_update.serious IS 'seriously injured so far, persons · 重伤(人)';
COMMENT ON COLUMN core.incident_update.injured IS 'injured so far, persons · 受伤(人)';
COMMENT ON COLUMN core.incident_update.affected IS 'affected so far, persons · 受灾(人)';
COMMENT ON COLUMN core.incident_update.relocated IS 'moved to safety so far, persons · 转移安置(人)';
COMMENT ON COLUMN core.incident_update.loss_cny IS 'direct loss so far, yuan · 直接经济损失(元)';
COMMENT ON COLUMN core.incident_update.text IS 'what was reported, personal data masked · 内容';
