-- kind: fact
CREATE TABLE core.risk (
  risk_id VARCHAR NOT NULL,
  name VARCHAR NOT NULL,
  hazard VARCHAR,
  hazard_text VARCHAR,
  accident_type VARCHAR,
  site_id VARCHAR,
  region_code VARCHAR,
  region_text VARCHAR,
  lon DOUBLE,
  lat DOUBLE,
  profile VARCHAR NOT NULL DEFAULT 'ls5-a',
  l DOUBLE,
  e DOUBLE,
  c DOUBLE,
  s DOUBLE,
  score DOUBLE,
  level INTEGER CHECK (level BETWEEN 1 AND 4),
  level_text VARCHAR,
  residual_l DOUBLE,
  residual_s DOUBLE,
  residual_score DOUBLE,
  residual_level INTEGER CHECK (residual_level BETWEEN 1 AND 4),
  control_tier VARCHAR,
  owner_org VARCHAR,
  status VARCHAR NOT NULL DEFAULT 'open' CHECK (status IN ('open','closed')),
  assessed_year INTEGER CHECK (assessed_year BETWEEN 1900 AND 2200),
  identified_on DATE,
  next_review_on DATE
);
COMMENT ON TABLE core.risk IS 'The register of risks of places and things · 风险';
COMMENT ON COLUMN core.risk.risk_id IS 'key of the risk · 风险编号';
COMMENT ON COLUMN core.risk.name IS 'name of the risk point · 风险名称';
COMMENT ON COLUMN core.risk.hazard IS 'hazard code · 灾种代码';
COMMENT ON COLUMN core.risk.hazard_text IS 'hazard factor as given · 危害因素';
COMMENT ON COLUMN core.risk.accident_type IS 'accident it may lead to · 可能后果';
COMMENT ON COLUMN core.risk.site_id IS 'facility · 场所编号';
COMMENT ON COLUMN core.risk.region_code IS 'area code · 行政区划代码';
COMMENT ON COLUMN core.risk.region_text IS 'area as the source wrote it · 行政区划原文';
COMMENT ON COLUMN core.risk.lon IS 'longitude, WGS-84 · 经度';
COMMENT ON COLUMN core.risk.lat IS 'latitude, WGS-84 · 纬度';
COMMENT ON COLUMN core.risk.profile IS 'scoring profile of the list risk_profile; index: a score made elsewhere · 评价方法';
COMMENT ON COLUMN core.risk.l IS 'likelihood · 可能性';
COMMENT ON COLUMN core.risk.e IS 'exposure (LEC only) · 暴露频率';
COMMENT ON COLUMN core.risk.c IS 'consequence (LEC only) · 后果';
COMMENT ON COLUMN core.risk.s IS 'severity (LS only) · 严重性';
COMMENT ON COLUMN core.risk.score IS 'inherent score as given · 固有风险值';
COMMENT ON COLUMN core.risk.level IS 'risk level as given, 1 worst · 风险等级';
COMMENT ON COLUMN core.risk.level_text IS 'risk level as delivered · 风险等级原文';
COMMENT ON COLUMN core.risk.residual_l IS 'likelihood with controls · 剩余可能性';
COMMENT ON COLUMN core.risk.residual_s IS 'severity with controls · 剩余严重性';
COMMENT ON COLUMN core.risk.residual_score IS 'score with controls · 剩余风险值';
COMMENT ON COLUMN core.risk.residual_level IS 'level with controls · 剩余风险等级';
COMMENT ON COLUMN core.risk.control_tier IS 'who must control it · 管控层级';
COMMENT ON COLUMN core.risk.owner_org IS 'owning organisation · 责任单位';
COMMENT ON COLUMN core.risk.status IS 'open or closed · 状态';
COMMENT ON COLUMN core.risk.assessed_year IS 'year that the score is for, where a source gives one for each year · 评估年份';
COMMENT ON COLUMN core.risk.identified_on IS 'identified on · 识别日期';
COMMENT ON COLUMN core.risk.next_review_on IS 'next review due · 下次评估日期';
