-- primary
-- identity: name, team, site, org
-- Vehicles and equipment.
SELECT
  s.row_key AS asset_id,
  s.name, s.kind, s.spec, s.qty, s.unit,
  core.name_key(s.team) AS team_id, core.name_key(s.site) AS site_id, s.org,
  s.status, s.status_at, s.capacity, s.capacity_unit, s.inspect_due_on
FROM shaped s
