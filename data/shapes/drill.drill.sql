-- primary
-- identity: name, org, planned_on, held_on
-- Drills, training and outreach.
SELECT
  s.row_key AS drill_id,
  s.name, s.kind, core.name_key(s.plan) AS plan_ref, s.org, core.name_key(s.site) AS site_id,
  s.mode, s.objectives, s.planned_on, s.held_on, s.hours, s.participants, s.score, s.findings,
  s.next_due_on, s.status
FROM shaped s
