-- kind: fact
CREATE TABLE core.drill (
  drill_id VARCHAR NOT NULL,
  name VARCHAR NOT NULL,
  kind VARCHAR NOT NULL DEFAULT 'drill' CHECK (kind IN ('drill','training','outreach')),
  plan_ref VARCHAR,
  org VARCHAR,
  site_id VARCHAR,
  mode VARCHAR CHECK (mode IN ('tabletop','functional','full_scale','unannounced')),
  objectives VARCHAR,
  planned_on DATE,
  held_on DATE,
  hours DOUBLE CHECK (hours >= 0),
  participants INTEGER CHECK (participants >= 0),
  score DOUBLE,
  findings VARCHAR,
  next_due_on DATE,
  status VARCHAR CHECK (status IN ('planned','held','cancelled'))
);
COMMENT ON TABLE core.drill IS 'Drills, training and outreach, planned and held · 演练培训';
COMMENT ON COLUMN core.drill.drill_id IS 'key of the drill · 演练编号';
COMMENT ON COLUMN core.drill.name IS 'name · 名称';
COMMENT ON COLUMN core.drill.kind IS 'drill, training or outreach · 类型';
COMMENT ON COLUMN core.drill.plan_ref IS 'number or name of the plan it tries, as a key · 所属预案';
COMMENT ON COLUMN core.drill.org IS 'organisation that holds it · 组织单位';
COMMENT ON COLUMN core.drill.site_id IS 'where · 地点';
COMMENT ON COLUMN core.drill.mode IS 'tabletop, functional, full scale or unannounced · 形式';
COMMENT ON COLUMN core.drill.objectives IS 'what it tries: command, process, information, evacuation … · 演练内容';
COMMENT ON COLUMN core.drill.planned_on IS 'planned for · 计划日期';
COMMENT ON COLUMN core.drill.held_on IS 'held · 实施日期';
COMMENT ON COLUMN core.drill.hours IS 'length, hours · 学时';
COMMENT ON COLUMN core.drill.participants IS 'how many took part, persons; a count, never names · 参加人数';
COMMENT ON COLUMN core.drill.score IS 'evaluation, in the points of its source · 评分';
COMMENT ON COLUMN core.drill.findings IS 'what was found · 发现问题';
COMMENT ON COLUMN core.drill.next_due_on IS 'next one due, where the sheet says so · 下次日期';
COMMENT ON COLUMN core.drill.status IS 'state as the source gives it · 状态';
