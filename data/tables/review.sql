-- kind: fact
CREATE TABLE core.review (
  review_id VARCHAR NOT NULL,
  title VARCHAR NOT NULL,
  kind VARCHAR NOT NULL DEFAULT 'after_action' CHECK (kind IN ('after_action','drill','plan','investigation')),
  incident_id VARCHAR,
  subject_ref VARCHAR,
  org VARCHAR,
  started_on DATE,
  due_on DATE,
  done_on DATE,
  score DOUBLE,
  findings VARCHAR,
  status VARCHAR NOT NULL DEFAULT 'open' CHECK (status IN ('open','done','cancelled'))
);
COMMENT ON TABLE core.review IS 'What is looked back upon: incidents, drills, plans · 评估复盘';
COMMENT ON COLUMN core.review.review_id IS 'key of the review · 评估编号';
COMMENT ON COLUMN core.review.title IS 'title · 评估名称';
COMMENT ON COLUMN core.review.kind IS 'after action, of a drill, of a plan, investigation · 类型';
COMMENT ON COLUMN core.review.incident_id IS 'incident it is about · 事件编号';
COMMENT ON COLUMN core.review.subject_ref IS 'number or name of the drill or plan it is about, as a key · 评估对象';
COMMENT ON COLUMN core.review.org IS 'organisation that does it · 评估单位';
COMMENT ON COLUMN core.review.started_on IS 'begun · 开始日期';
COMMENT ON COLUMN core.review.due_on IS 'due · 期限';
COMMENT ON COLUMN core.review.done_on IS 'done · 完成日期';
COMMENT ON COLUMN core.review.score IS 'evaluation, in the points of its source · 评分';
COMMENT ON COLUMN core.review.findings IS 'what was found, without names of those looked into · 发现问题';
COMMENT ON COLUMN core.review.status IS 'state · 状态';
