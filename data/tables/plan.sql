-- kind: fact
CREATE TABLE core.plan (
  plan_id VARCHAR NOT NULL,
  name VARCHAR NOT NULL,
  name_zh VARCHAR,
  name_en VARCHAR,
  kind VARCHAR NOT NULL DEFAULT 'special' CHECK (kind IN ('overall','special','department','unit_comprehensive','unit_special','onsite','event')),
  tier VARCHAR,
  owner_org VARCHAR,
  hazard VARCHAR,
  region_code VARCHAR,
  region_text VARCHAR,
  version VARCHAR,
  issued_on DATE,
  last_review_on DATE,
  next_review_on DATE,
  review_every_months INTEGER CHECK (review_every_months > 0),
  drill_every_months INTEGER CHECK (drill_every_months > 0),
  status VARCHAR NOT NULL DEFAULT 'in_force' CHECK (status IN ('in_force','draft','withdrawn')),
  legal_basis VARCHAR,
  url VARCHAR
);
COMMENT ON TABLE core.plan IS 'Emergency plans with their versions and review dates · 应急预案';
COMMENT ON COLUMN core.plan.plan_id IS 'key made from the plan''s number, else its name · 预案编号';
COMMENT ON COLUMN core.plan.name IS 'name as the source gives it · 预案名称';
COMMENT ON COLUMN core.plan.name_zh IS 'name in Chinese · 中文名';
COMMENT ON COLUMN core.plan.name_en IS 'name in English · 英文名';
COMMENT ON COLUMN core.plan.kind IS 'overall, special, department, unit_comprehensive, unit_special, onsite, event · 预案类型';
COMMENT ON COLUMN core.plan.tier IS 'tier that issued it · 层级';
COMMENT ON COLUMN core.plan.owner_org IS 'organisation that keeps it · 编制单位';
COMMENT ON COLUMN core.plan.hazard IS 'hazard code; empty for a plan for every hazard · 灾种代码';
COMMENT ON COLUMN core.plan.region_code IS 'area it covers · 行政区划代码';
COMMENT ON COLUMN core.plan.region_text IS 'area as the source wrote it · 行政区划原文';
COMMENT ON COLUMN core.plan.version IS 'version in force · 版本';
COMMENT ON COLUMN core.plan.issued_on IS 'issued · 发布日期';
COMMENT ON COLUMN core.plan.last_review_on IS 'last reviewed · 上次评估日期';
COMMENT ON COLUMN core.plan.next_review_on IS 'next review due, where the register says one · 下次评估日期';
COMMENT ON COLUMN core.plan.review_every_months IS 'its own interval between reviews, months · 评估周期(月)';
COMMENT ON COLUMN core.plan.drill_every_months IS 'its own interval between drills, months · 演练周期(月)';
COMMENT ON COLUMN core.plan.status IS 'in force, draft or withdrawn · 状态';
COMMENT ON COLUMN core.plan.legal_basis IS 'law or order it rests on · 编制依据';
COMMENT ON COLUMN core.plan.url IS 'where its text lies · 链接';
