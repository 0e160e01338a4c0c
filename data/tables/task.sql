-- kind: fact
CREATE TABLE core.task (
  task_id VARCHAR NOT NULL,
  kind VARCHAR NOT NULL DEFAULT 'checklist' CHECK (kind IN ('checklist','report','corrective','request','inspection')),
  title VARCHAR NOT NULL,
  incident_id VARCHAR,
  activation_id VARCHAR,
  step_ref VARCHAR,
  review_ref VARCHAR,
  owner_org VARCHAR,
  owner_post VARCHAR,
  priority INTEGER,
  created_at TIMESTAMP,
  due_at TIMESTAMP,
  done_at TIMESTAMP,
  status VARCHAR NOT NULL DEFAULT 'open' CHECK (status IN ('open','doing','done','cancelled')),
  note VARCHAR
);
COMMENT ON TABLE core.task IS 'Things to do, by organisation and due time · 任务';
COMMENT ON COLUMN core.task.task_id IS 'key of the task · 任务编号';
COMMENT ON COLUMN core.task.kind IS 'kind of task · 类型';
COMMENT ON COLUMN core.task.title IS 'what is to be done · 任务';
COMMENT ON COLUMN core.task.incident_id IS 'incident · 事件编号';
COMMENT ON COLUMN core.task.activation_id IS 'response activation · 启动编号';
COMMENT ON COLUMN core.task.step_ref IS 'number of the plan''s measure that it carries out · 预案措施编号';
COMMENT ON COLUMN core.task.review_ref IS 'number of the review that asked for it · 评估编号';
COMMENT ON COLUMN core.task.owner_org IS 'organisation that must do it · 责任单位';
COMMENT ON COLUMN core.task.owner_post IS 'post that must do it · 责任岗位';
COMMENT ON COLUMN core.task.priority IS '1 first · 优先级';
COMMENT ON COLUMN core.task.created_at IS 'created, UTC · 创建时间';
COMMENT ON COLUMN core.task.due_at IS 'due, UTC · 截止时间';
COMMENT ON COLUMN core.task.done_at IS 'done, UTC · 完成时间';
COMMENT ON COLUMN core.task.status IS 'state; late is derived · 状态';
COMMENT ON COLUMN core.task.note IS 'remark · 备注';
