-- kind: fact
CREATE TABLE core.plan_step (
  step_id VARCHAR NOT NULL,
  plan_ref VARCHAR NOT NULL,
  seq INTEGER,
  response_level INTEGER NOT NULL CHECK (response_level BETWEEN 1 AND 4),
  hazard VARCHAR,
  measure VARCHAR NOT NULL,
  measure_zh VARCHAR,
  measure_en VARCHAR,
  owner_org VARCHAR,
  owner_post VARCHAR,
  due_minutes INTEGER CHECK (due_minutes >= 0),
  note VARCHAR
);
COMMENT ON TABLE core.plan_step IS 'What a plan asks of whom when a response level is activated · 预案措施';
COMMENT ON COLUMN core.plan_step.step_id IS 'key of the measure · 措施编号';
COMMENT ON COLUMN core.plan_step.plan_ref IS 'number or name of its plan, as a key · 所属预案';
COMMENT ON COLUMN core.plan_step.seq IS 'place in the plan · 顺序';
COMMENT ON COLUMN core.plan_step.response_level IS 'lowest response level that asks for it, I-IV as 1-4; higher levels ask for it too · 启动级别';
COMMENT ON COLUMN core.plan_step.hazard IS 'hazard code, where only one asks for it · 灾种代码';
COMMENT ON COLUMN core.plan_step.measure IS 'what is to be done · 措施';
COMMENT ON COLUMN core.plan_step.measure_zh IS 'the same in Chinese · 措施中文';
COMMENT ON COLUMN core.plan_step.measure_en IS 'the same in English · 措施英文';
COMMENT ON COLUMN core.plan_step.owner_org IS 'organisation that must do it · 责任单位';
COMMENT ON COLUMN core.plan_step.owner_post IS 'post that must do it · 责任岗位';
COMMENT ON COLUMN core.plan_step.due_minutes IS 'due this long after the activation, minutes · 完成时限(分钟)';
COMMENT ON COLUMN core.plan_step.note IS 'remark · 备注';
