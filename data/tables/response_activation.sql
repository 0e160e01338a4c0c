-- kind: fact
CREATE TABLE core.response_activation (
  activation_id VARCHAR NOT NULL,
  incident_id VARCHAR,
  warning_id VARCHAR,
  plan VARCHAR,
  activated_by_tier VARCHAR,
  decided_by VARCHAR,
  region_code VARCHAR,
  region_text VARCHAR,
  hazard VARCHAR,
  level INTEGER NOT NULL CHECK (level BETWEEN 1 AND 4),
  started_at TIMESTAMP NOT NULL,
  ended_at TIMESTAMP,
  note VARCHAR
);
COMMENT ON TABLE core.response_activation IS 'Response levels in force · 应急响应';
COMMENT ON COLUMN core.response_activation.activation_id IS 'key of the activation · 启动编号';
COMMENT ON COLUMN core.response_activation.incident_id IS 'incident it answers · 事件编号';
COMMENT ON COLUMN core.response_activation.warning_id IS 'warning it answers · 预警编号';
COMMENT ON COLUMN core.response_activation.plan IS 'plan it follows · 预案';
COMMENT ON COLUMN core.response_activation.activated_by_tier IS 'tier that decided · 启动层级';
COMMENT ON COLUMN core.response_activation.decided_by IS 'organisation that decided · 决定单位';
COMMENT ON COLUMN core.response_activation.region_code IS 'area it covers · 行政区划代码';
COMMENT ON COLUMN core.response_activation.region_text IS 'area as the source wrote it · 行政区划原文';
COMMENT ON COLUMN core.response_activation.hazard IS 'hazard code · 灾种代码';
COMMENT ON COLUMN core.response_activation.level IS 'response level I-IV as 1-4 · 响应级别';
COMMENT ON COLUMN core.response_activation.started_at IS 'in force from, UTC · 启动时间';
COMMENT ON COLUMN core.response_activation.ended_at IS 'ended, UTC; empty while in force · 终止时间';
COMMENT ON COLUMN core.response_activation.note IS 'remark · 备注';
