-- kind: fact
CREATE TABLE core.risk_control (
  control_id VARCHAR NOT NULL,
  risk_id VARCHAR NOT NULL,
  kind VARCHAR,
  description VARCHAR NOT NULL,
  owner_org VARCHAR,
  due_on DATE,
  done_on DATE,
  status VARCHAR NOT NULL DEFAULT 'open' CHECK (status IN ('open','done','cancelled'))
);
COMMENT ON TABLE core.risk_control IS 'Measures against a risk · 管控措施';
COMMENT ON COLUMN core.risk_control.control_id IS 'key of the measure · 措施编号';
COMMENT ON COLUMN core.risk_control.risk_id IS 'risk · 风险编号';
COMMENT ON COLUMN core.risk_control.kind IS 'engineering, management, training, protection, emergency · 类型';
COMMENT ON COLUMN core.risk_control.description IS 'what is to be done · 内容';
COMMENT ON COLUMN core.risk_control.owner_org IS 'organisation that must do it · 责任单位';
COMMENT ON COLUMN core.risk_control.due_on IS 'due · 期限';
COMMENT ON COLUMN core.risk_control.done_on IS 'done · 完成日期';
COMMENT ON COLUMN core.risk_control.status IS 'state · 状态';
