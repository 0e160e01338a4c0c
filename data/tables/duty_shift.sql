-- kind: fact
CREATE TABLE core.duty_shift (
  shift_id VARCHAR NOT NULL,
  org VARCHAR NOT NULL,
  post VARCHAR NOT NULL,
  post_en VARCHAR,
  starts_at TIMESTAMP NOT NULL,
  ends_at TIMESTAMP NOT NULL,
  role VARCHAR,
  is_filled BOOLEAN NOT NULL DEFAULT true,
  is_heightened BOOLEAN NOT NULL DEFAULT false,
  handover_note VARCHAR,
  handed_over_at TIMESTAMP,
  CHECK (ends_at > starts_at)
);
COMMENT ON TABLE core.duty_shift IS 'Duty posts and when they are filled; posts, never persons · 值班';
COMMENT ON COLUMN core.duty_shift.shift_id IS 'key of the shift · 班次编号';
COMMENT ON COLUMN core.duty_shift.org IS 'organisation · 值班单位';
COMMENT ON COLUMN core.duty_shift.post IS 'post · 岗位';
COMMENT ON COLUMN core.duty_shift.post_en IS 'post in English · 岗位英文';
COMMENT ON COLUMN core.duty_shift.starts_at IS 'begins, UTC · 开始时间';
COMMENT ON COLUMN core.duty_shift.ends_at IS 'ends, UTC · 结束时间';
COMMENT ON COLUMN core.duty_shift.role IS 'lead, deputy, duty … · 角色';
COMMENT ON COLUMN core.duty_shift.is_filled IS 'true when somebody holds the post · 是否到岗';
COMMENT ON COLUMN core.duty_shift.is_heightened IS 'true in a period of heightened duty · 是否加强值班';
COMMENT ON COLUMN core.duty_shift.handover_note IS 'handover note, personal data masked · 交班记录';
COMMENT ON COLUMN core.duty_shift.handed_over_at IS 'handed over, UTC · 交班时间';
