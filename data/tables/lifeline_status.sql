-- kind: fact
CREATE TABLE core.lifeline_status (
  lifeline_id VARCHAR NOT NULL,
  service VARCHAR NOT NULL CHECK (service IN ('power','water','gas','heat','telecom','road','rail','air','port','metro','hospital_beds','fuel','food_supply','sewage','radio_tv')),
  region_code VARCHAR,
  region_text VARCHAR,
  site_id VARCHAR,
  observed_at TIMESTAMP NOT NULL,
  state VARCHAR NOT NULL CHECK (state IN ('normal','degraded','out','closed','restored','unknown')),
  users_total INTEGER CHECK (users_total >= 0),
  users_affected INTEGER CHECK (users_affected >= 0),
  restored_share DOUBLE CHECK (restored_share BETWEEN 0 AND 1),
  restored_by TIMESTAMP,
  incident_id VARCHAR,
  note VARCHAR
);
COMMENT ON TABLE core.lifeline_status IS 'How each lifeline stood in each area, every observation kept · 生命线状态';
COMMENT ON COLUMN core.lifeline_status.lifeline_id IS 'key of the observation · 编号';
COMMENT ON COLUMN core.lifeline_status.service IS 'power, water, gas, heat, telecom, road, rail, air, port, metro, hospital_beds, fuel, food_supply, sewage, radio_tv · 服务';
COMMENT ON COLUMN core.lifeline_status.region_code IS 'area code · 行政区划代码';
COMMENT ON COLUMN core.lifeline_status.region_text IS 'area as the source wrote it · 行政区划原文';
COMMENT ON COLUMN core.lifeline_status.site_id IS 'facility, where it is about one · 场所编号';
COMMENT ON COLUMN core.lifeline_status.observed_at IS 'when it stood so, UTC · 观测时间';
COMMENT ON COLUMN core.lifeline_status.state IS 'normal, degraded, out, closed, restored or unknown · 状态';
COMMENT ON COLUMN core.lifeline_status.users_total IS 'users of the service there, households or customers as the source counts · 用户总数';
COMMENT ON COLUMN core.lifeline_status.users_affected IS 'users without it · 受影响用户数';
COMMENT ON COLUMN core.lifeline_status.restored_share IS 'share that is restored, 0 to 1 · 恢复比例';
COMMENT ON COLUMN core.lifeline_status.restored_by IS 'expected back, UTC · 预计恢复时间';
COMMENT ON COLUMN core.lifeline_status.incident_id IS 'incident behind it · 事件编号';
COMMENT ON COLUMN core.lifeline_status.note IS 'remark · 备注';
