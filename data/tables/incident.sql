-- kind: fact
CREATE TABLE core.incident (
  incident_id VARCHAR NOT NULL,
  title VARCHAR NOT NULL,
  category VARCHAR NOT NULL DEFAULT 'other' CHECK (category IN ('natural','accident','health','social','other')),
  hazard VARCHAR NOT NULL DEFAULT 'other',
  hazard_text VARCHAR,
  gbt35561_code VARCHAR,
  phase VARCHAR NOT NULL DEFAULT 'occurred' CHECK (phase IN ('occurred','threat')),
  level INTEGER CHECK (level BETWEEN 1 AND 4),
  level_at_least BOOLEAN NOT NULL DEFAULT false,
  level_text VARCHAR,
  level_basis VARCHAR,
  status VARCHAR NOT NULL DEFAULT 'reported' CHECK (status IN ('reported','verified','responding','contained','recovery','closed','false_alarm','merged')),
  is_status_given BOOLEAN NOT NULL DEFAULT true,
  occurred_at TIMESTAMP,
  occurred_precision VARCHAR CHECK (occurred_precision IN ('minute','hour','day','month','year','unknown')),
  detected_at TIMESTAMP,
  reported_at TIMESTAMP,
  verified_at TIMESTAMP,
  graded_at TIMESTAMP,
  response_started_at TIMESTAMP,
  first_arrival_at TIMESTAMP,
  contained_at TIMESTAMP,
  response_ended_at TIMESTAMP,
  closed_at TIMESTAMP,
  reviewed_at TIMESTAMP,
  gone_at TIMESTAMP,
  place VARCHAR,
  region_code VARCHAR,
  region_text VARCHAR,
  lon DOUBLE CHECK (lon BETWEEN -180 AND 180),
  lat DOUBLE CHECK (lat BETWEEN -90 AND 90),
  lon_src DOUBLE,
  lat_src DOUBLE,
  datum_src VARCHAR,
  location_precision VARCHAR CHECK (location_precision IN ('point','place','none')),
  deaths INTEGER CHECK (deaths >= 0),
  missing INTEGER CHECK (missing >= 0),
  serious INTEGER CHECK (serious >= 0),
  injured INTEGER CHECK (injured >= 0),
  poisoned INTEGER CHECK (poisoned >= 0),
  affected BIGINT CHECK (affected >= 0),
  relocated BIGINT CHECK (relocated >= 0),
  trapped INTEGER CHECK (trapped >= 0),
  rescued INTEGER CHECK (rescued >= 0),
  loss_cny DECIMAL(18,2) CHECK (loss_cny >= 0),
  rooms_collapsed BIGINT,
  rooms_damaged BIGINT,
  area_ha DOUBLE CHECK (area_ha >= 0),
  burnt_area_ha DOUBLE CHECK (burnt_area_ha >= 0),
  magnitude DOUBLE,
  depth_km DOUBLE,
  counts_at TIMESTAMP,
  description VARCHAR,
  cause VARCHAR,
  measures VARCHAR,
  lead_org VARCHAR,
  report_org VARCHAR,
  parent_id VARCHAR,
  merged_into VARCHAR,
  site_id VARCHAR,
  url VARCHAR,
  glide VARCHAR,
  updated_at TIMESTAMP
);
COMMENT ON TABLE core.incident IS 'Incidents, each once, as last known · 事件';
COMMENT ON COLUMN core.incident.incident_id IS 'key_space and the source''s own number, or a stable hash · 事件编号';
COMMENT ON COLUMN core.incident.title IS 'title as the source gives it, or kind and place · 事件名称';
COMMENT ON COLUMN core.incident.category IS 'category of the emergency · 事件类别';
COMMENT ON COLUMN core.incident.hazard IS 'hazard code of the list hazard_type · 灾种代码';
COMMENT ON COLUMN core.incident.hazard_text IS 'kind as delivered · 类型原文';
COMMENT ON COLUMN core.incident.gbt35561_code IS 'GB/T 35561 code, only as supplied · GB/T 35561 代码';
COMMENT ON COLUMN core.incident.phase IS 'occurred or threat · 阶段';
COMMENT ON COLUMN core.incident.level IS 'grade I-IV as 1-4, 1 worst; empty when not graded · 事件等级';
COMMENT ON COLUMN core.incident.level_at_least IS 'true when unknown criteria could raise the grade · 等级下限';
COMMENT ON COLUMN core.incident.level_text IS 'grade as delivered · 等级原文';
COMMENT ON COLUMN core.incident.level_basis IS 'as_reported, rule or manual · 等级依据';
COMMENT ON COLUMN core.incident.status IS 'state of the response · 状态';
COMMENT ON COLUMN core.incident.is_status_given IS 'false when the source has no word for the state and it was derived · 状态是否原有';
COMMENT ON COLUMN core.incident.occurred_at IS 'when it happened, UTC · 发生时间';
COMMENT ON COLUMN core.incident.occurred_precision IS 'minute, hour, day, month or year: how precise occurred_at is; the first moment of the span stands for it · 时间精度';
COMMENT ON COLUMN core.incident.detected_at IS 'when it was detected, UTC · 发现时间';
COMMENT ON COLUMN core.incident.reported_at IS 'when the first report was received, UTC · 接报时间';
COMMENT ON COLUMN core.incident.verified_at IS 'when it was verified, UTC · 核实时间';
COMMENT ON COLUMN core.incident.graded_at IS 'when it was graded, UTC · 定级时间';
COMMENT ON COLUMN core.incident.response_started_at IS 'when the response started, UTC · 响应开始时间';
COMMENT ON COLUMN core.incident.first_arrival_at IS 'when the first team arrived, UTC · 首批到场时间';
COMMENT ON COLUMN core.incident.contained_at IS 'when it was contained, UTC · 控制时间';
COMMENT ON COLUMN core.incident.response_ended_at IS 'when the response ended, UTC · 响应结束时间';
COMMENT ON COLUMN core.incident.closed_at IS 'when it was closed, UTC · 结案时间';
COMMENT ON COLUMN core.incident.reviewed_at IS 'when it was reviewed, UTC · 评估时间';
COMMENT ON COLUMN core.incident.gone_at IS 'when its source''s newest full file no longer held it, UTC; then closed_at is inferred from that · 从来源消失时间';
COMMENT ON COLUMN core.incident.place IS 'place in words · 地点';
COMMENT ON COLUMN core.incident.region_code IS 'area code · 行政区划代码';
COMMENT ON COLUMN core.incident.region_text IS 'area as the source wrote it · 行政区划原文';
COMMENT ON COLUMN core.incident.lon IS 'longitude, WGS-84 degrees; empty when there is none to believe · 经度';
COMMENT ON COLUMN core.incident.lat IS 'latitude, WGS-84 degrees · 纬度';
COMMENT ON COLUMN core.incident.lon_src IS 'longitude as delivered · 原始经度';
COMMENT ON COLUMN core.incident.lat_src IS 'latitude as delivered · 原始纬度';
COMMENT ON COLUMN core.incident.datum_src IS 'datum as declared by the source · 原始坐标系';
COMMENT ON COLUMN core.incident.location_precision IS 'point, place in words only, or none · 位置精度';
COMMENT ON COLUMN core.incident.deaths IS 'dead, persons; empty means unknown · 死亡(人)';
COMMENT ON COLUMN core.incident.missing IS 'missing, persons · 失踪(人)';
COMMENT ON COLUMN core.incident.serious IS 'seriously injured, persons · 重伤(人)';
COMMENT ON COLUMN core.incident.injured IS 'injured, persons · 受伤(人)';
COMMENT ON COLUMN core.incident.poisoned IS 'poisoned, persons · 中毒(人)';
COMMENT ON COLUMN core.incident.affected IS 'affected, persons · 受灾(人)';
COMMENT ON COLUMN core.incident.relocated IS 'moved to safety, persons · 转移安置(人)';
COMMENT ON COLUMN core.incident.trapped IS 'trapped, persons · 被困(人)';
COMMENT ON COLUMN core.incident.rescued IS 'rescued, persons · 获救(人)';
COMMENT ON COLUMN core.incident.loss_cny IS 'direct loss, yuan · 直接经济损失(元)';
COMMENT ON COLUMN core.incident.rooms_collapsed IS 'collapsed rooms · 倒塌房屋(间)';
COMMENT ON COLUMN core.incident.rooms_damaged IS 'damaged rooms · 损坏房屋(间)';
COMMENT ON COLUMN core.incident.area_ha IS 'affected area, hectares · 受灾面积(公顷)';
COMMENT ON COLUMN core.incident.burnt_area_ha IS 'burnt area, hectares · 过火面积(公顷)';
COMMENT ON COLUMN core.incident.magnitude IS 'earthquake magnitude · 震级';
COMMENT ON COLUMN core.incident.depth_km IS 'depth of an earthquake, kilometres · 深度(公里)';
COMMENT ON COLUMN core.incident.counts_at IS 'when the counts were made, UTC · 统计时间';
COMMENT ON COLUMN core.incident.description IS 'description, personal data masked · 描述';
COMMENT ON COLUMN core.incident.cause IS 'cause as given · 原因';
COMMENT ON COLUMN core.incident.measures IS 'measures as given · 措施';
COMMENT ON COLUMN core.incident.lead_org IS 'organisation in the lead, as given · 牵头单位';
COMMENT ON COLUMN core.incident.report_org IS 'organisation that reported · 报告单位';
COMMENT ON COLUMN core.incident.parent_id IS 'incident that this one follows from · 上级事件';
COMMENT ON COLUMN core.incident.merged_into IS 'incident that this one was merged into · 并入事件';
COMMENT ON COLUMN core.incident.site_id IS 'facility concerned · 场所编号';
COMMENT ON COLUMN core.incident.url IS 'address of the source''s page · 链接';
COMMENT ON COLUMN core.incident.glide IS 'GLIDE number · GLIDE 编号';
COMMENT ON COLUMN core.incident.updated_at IS 'when the source last changed it, UTC · 更新时间';
