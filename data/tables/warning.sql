-- kind: fact
CREATE TABLE core.warning (
  warning_id VARCHAR NOT NULL,
  identifier VARCHAR NOT NULL,
  sender VARCHAR,
  sender_org VARCHAR,
  sent_at TIMESTAMP,
  status VARCHAR NOT NULL DEFAULT 'Actual' CHECK (status IN ('Actual','Exercise','System','Test','Draft')),
  msg_type VARCHAR NOT NULL DEFAULT 'Alert' CHECK (msg_type IN ('Alert','Update','Cancel','Ack','Error')),
  refs VARCHAR,
  language VARCHAR,
  hazard VARCHAR,
  event_code VARCHAR,
  event_text VARCHAR,
  colour VARCHAR CHECK (colour IN ('red','orange','yellow','blue','white')),
  level INTEGER CHECK (level BETWEEN 1 AND 5),
  level_text VARCHAR,
  cap_category VARCHAR,
  urgency VARCHAR,
  severity VARCHAR,
  certainty VARCHAR,
  effective_at TIMESTAMP,
  onset_at TIMESTAMP,
  expires_at TIMESTAMP,
  cancelled_at TIMESTAMP,
  headline VARCHAR,
  description VARCHAR,
  instruction VARCHAR,
  area_desc VARCHAR,
  region_codes VARCHAR,
  lon DOUBLE,
  lat DOUBLE,
  geom_wkb BLOB,
  url VARCHAR
);
COMMENT ON TABLE core.warning IS 'Official warnings, every version kept · 预警';
COMMENT ON COLUMN core.warning.warning_id IS 'key of this version · 预警编号';
COMMENT ON COLUMN core.warning.identifier IS 'identifier as issued · 预警标识';
COMMENT ON COLUMN core.warning.sender IS 'issuing system · 发布系统';
COMMENT ON COLUMN core.warning.sender_org IS 'issuing organisation · 发布单位';
COMMENT ON COLUMN core.warning.sent_at IS 'when it was issued, UTC · 发布时间';
COMMENT ON COLUMN core.warning.status IS 'Actual, Exercise, System, Test or Draft · 状态';
COMMENT ON COLUMN core.warning.msg_type IS 'Alert, Update or Cancel · 消息类型';
COMMENT ON COLUMN core.warning.refs IS 'identifiers it replaces, separated by blanks · 引用';
COMMENT ON COLUMN core.warning.language IS 'language of this version''s text · 语言';
COMMENT ON COLUMN core.warning.hazard IS 'hazard code of the list hazard_type · 灾种代码';
COMMENT ON COLUMN core.warning.event_code IS 'event code as issued · 事件代码';
COMMENT ON COLUMN core.warning.event_text IS 'event as issued · 事件原文';
COMMENT ON COLUMN core.warning.colour IS 'colour of the warning · 颜色';
COMMENT ON COLUMN core.warning.level IS 'colour as a number, 1 red to 4 blue, 5 white · 级别';
COMMENT ON COLUMN core.warning.level_text IS 'colour or level as issued · 级别原文';
COMMENT ON COLUMN core.warning.cap_category IS 'CAP category · CAP 类别';
COMMENT ON COLUMN core.warning.urgency IS 'CAP urgency · 紧急程度';
COMMENT ON COLUMN core.warning.severity IS 'CAP severity · 严重程度';
COMMENT ON COLUMN core.warning.certainty IS 'CAP certainty · 确定性';
COMMENT ON COLUMN core.warning.effective_at IS 'in force from, UTC · 生效时间';
COMMENT ON COLUMN core.warning.onset_at IS 'expected begin of the event, UTC · 预计开始时间';
COMMENT ON COLUMN core.warning.expires_at IS 'in force until, UTC; empty when none was given · 失效时间';
COMMENT ON COLUMN core.warning.cancelled_at IS 'when it was cancelled, UTC · 解除时间';
COMMENT ON COLUMN core.warning.headline IS 'headline · 标题';
COMMENT ON COLUMN core.warning.description IS 'description · 描述';
COMMENT ON COLUMN core.warning.instruction IS 'what to do · 防御指南';
COMMENT ON COLUMN core.warning.area_desc IS 'area in words · 影响区域';
COMMENT ON COLUMN core.warning.region_codes IS 'area codes, separated by commas · 行政区划代码';
COMMENT ON COLUMN core.warning.lon IS 'longitude of a point in the area, WGS-84 · 经度';
COMMENT ON COLUMN core.warning.lat IS 'latitude of a point in the area, WGS-84 · 纬度';
COMMENT ON COLUMN core.warning.geom_wkb IS 'area, WKB in WGS-84 · 区域';
COMMENT ON COLUMN core.warning.url IS 'address of the issuer''s page · 链接';
