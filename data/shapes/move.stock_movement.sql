-- primary
-- alike: moved_at, item_id, kind, qty, from_site_id, to_site_id, lot_no, doc_no
-- Goods in and out.
SELECT
  s.row_key AS movement_id,
  k.item_id,
  s.lot_no, s.kind, s.qty * k.times AS qty, s.moved_at,
  core.name_key(s.from_site) AS from_site_id,
  core.name_key(s.to_site) AS to_site_id,
  coalesce(n.incident_id, $key_space || ':' || s.incident_ref) AS incident_id,
  s.status, s.eta_on, s.doc_no
FROM shaped s
JOIN kept_unit k ON k.item_name = s.item_name
  AND k.spec IS NOT DISTINCT FROM s.spec AND k.unit IS NOT DISTINCT FROM s.unit
LEFT JOIN core.incident_number n ON n.source_ref = s.incident_ref
