-- primary
-- identity: item_name, spec, unit, site, bin, lot_no, holding
-- What lies in which depot, lot by lot.
SELECT
  s.row_key AS lot_id,
  k.item_id,
  coalesce(core.name_key(s.site), '(no depot)') AS site_id,
  s.site AS site_text,
  s.bin, s.lot_no, s.qty_on_hand * k.times AS qty_on_hand,
  s.qty_reserved * k.times AS qty_reserved,
  CASE WHEN k.times = 1 THEN s.unit_text
    ELSE concat_ws(' ', s.qty_on_hand, coalesce(s.unit_text, s.unit)) END AS unit_text,
  s.holding, s.condition,
  s.made_on, s.expires_on, s.expiry_text, s.received_on,
  s.unit_price / k.times AS unit_price, s.currency, s.counted_at, s.owner_org
FROM shaped s
JOIN kept_unit k ON k.item_name = s.item_name
  AND k.spec IS NOT DISTINCT FROM s.spec AND k.unit IS NOT DISTINCT FROM s.unit
