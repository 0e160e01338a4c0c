-- kind: fact
CREATE TABLE core.team (
  team_id VARCHAR NOT NULL,
  name VARCHAR NOT NULL,
  name_zh VARCHAR,
  name_en VARCHAR,
  kind VARCHAR NOT NULL DEFAULT 'other',
  echelon VARCHAR CHECK (echelon IN ('professional','backup','social','mutual_aid')),
  org VARCHAR,
  base_site_id VARCHAR,
  region_code VARCHAR,
  region_text VARCHAR,
  lon DOUBLE,
  lat DOUBLE,
  headcount INTEGER CHECK (headcount >= 0),
  qualified_count INTEGER CHECK (qualified_count >= 0),
  ready_minutes INTEGER CHECK (ready_minutes >= 0),
  capabilities VARCHAR,
  status VARCHAR NOT NULL DEFAULT 'unknown' CHECK (status IN ('available','assigned','on_scene','resting','maintenance','out_of_service','unknown')),
  status_at TIMESTAMP
);
COMMENT ON TABLE core.team IS 'Teams that can be sent; counts of people, never persons · 救援队伍';
COMMENT ON COLUMN core.team.team_id IS 'key of the team · 队伍编号';
COMMENT ON COLUMN core.team.name IS 'name as the source gives it · 名称';
COMMENT ON COLUMN core.team.name_zh IS 'name in Chinese · 中文名';
COMMENT ON COLUMN core.team.name_en IS 'name in English · 英文名';
COMMENT ON COLUMN core.team.kind IS 'fire, medical, flood, hazchem, power, search_rescue, volunteer … · 类型';
COMMENT ON COLUMN core.team.echelon IS 'professional, backup, social or mutual aid · 梯队';
COMMENT ON COLUMN core.team.org IS 'organisation it belongs to · 所属单位';
COMMENT ON COLUMN core.team.base_site_id IS 'where it is based · 驻地';
COMMENT ON COLUMN core.team.region_code IS 'area it is based in · 行政区划代码';
COMMENT ON COLUMN core.team.region_text IS 'area as the source wrote it · 行政区划原文';
COMMENT ON COLUMN core.team.lon IS 'longitude, WGS-84 · 经度';
COMMENT ON COLUMN core.team.lat IS 'latitude, WGS-84 · 纬度';
COMMENT ON COLUMN core.team.headcount IS 'members, persons · 人数';
COMMENT ON COLUMN core.team.qualified_count IS 'members with a certificate, persons · 持证人数';
COMMENT ON COLUMN core.team.ready_minutes IS 'time to move off, minutes · 集结时间(分钟)';
COMMENT ON COLUMN core.team.capabilities IS 'what it can do · 能力';
COMMENT ON COLUMN core.team.status IS 'state of readiness · 状态';
COMMENT ON COLUMN core.team.status_at IS 'since when, UTC · 状态时间';
