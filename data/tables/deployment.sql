-- kind: fact
CREATE TABLE core.deployment (
  deployment_id VARCHAR NOT NULL,
  incident_id VARCHAR NOT NULL,
  resource_kind VARCHAR NOT NULL DEFAULT 'item' CHECK (resource_kind IN ('team','item','asset')),
  resource_id VARCHAR,
  resource_name VARCHAR,
  qty DOUBLE CHECK (qty >= 0),
  unit VARCHAR,
  requested_by VARCHAR,
  provided_by VARCHAR,
  status VARCHAR NOT NULL DEFAULT 'requested' CHECK (status IN ('requested','committed','en_route','on_scene','released','returned','declined')),
  requested_at TIMESTAMP,
  committed_at TIMESTAMP,
  departed_at TIMESTAMP,
  arrived_at TIMESTAMP,
  released_at TIMESTAMP,
  returned_at TIMESTAMP,
  site_id VARCHAR,
  note VARCHAR
);
COMMENT ON TABLE core.deployment IS 'What was asked for and sent to an incident · 调派';
COMMENT ON COLUMN core.deployment.deployment_id IS 'key of the deployment · 调派编号';
COMMENT ON COLUMN core.deployment.incident_id IS 'incident · 事件编号';
COMMENT ON COLUMN core.deployment.resource_kind IS 'team, item or asset · 资源类型';
COMMENT ON COLUMN core.deployment.resource_id IS 'team, item or asset by its key · 资源编号';
COMMENT ON COLUMN core.deployment.resource_name IS 'what was asked for, as given · 资源名称';
COMMENT ON COLUMN core.deployment.qty IS 'quantity, in unit · 数量';
COMMENT ON COLUMN core.deployment.unit IS 'unit · 单位';
COMMENT ON COLUMN core.deployment.requested_by IS 'organisation that asked · 请求单位';
COMMENT ON COLUMN core.deployment.provided_by IS 'organisation that gives · 提供单位';
COMMENT ON COLUMN core.deployment.status IS 'state of the deployment · 状态';
COMMENT ON COLUMN core.deployment.requested_at IS 'asked for, UTC · 请求时间';
COMMENT ON COLUMN core.deployment.committed_at IS 'promised, UTC · 确认时间';
COMMENT ON COLUMN core.deployment.departed_at IS 'left, UTC · 出发时间';
COMMENT ON COLUMN core.deployment.arrived_at IS 'arrived, UTC · 到达时间';
COMMENT ON COLUMN core.deployment.released_at IS 'released, UTC · 解除时间';
COMMENT ON COLUMN core.deployment.returned_at IS 'back, UTC · 归建时间';
COMMENT ON COLUMN core.deployment.site_id IS 'depot or base it came from · 来源场所';
COMMENT ON COLUMN core.deployment.note IS 'remark · 备注';
