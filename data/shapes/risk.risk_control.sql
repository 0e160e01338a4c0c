-- The measure that a register names beside a risk.
SELECT
  s.row_key || '/1' AS control_id,
  s.row_key AS risk_id,
  s.controls AS description, s.owner_org, s.due_on, s.done_on,
  CASE WHEN s.done_on IS NOT NULL THEN 'done' ELSE 'open' END AS status
FROM shaped s
WHERE s.controls IS NOT NULL
