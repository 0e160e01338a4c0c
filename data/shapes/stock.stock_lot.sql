-- primary
-- identity: item_name, spec, unit, site, bin, lot_no, holding
-- What lies in which depot, lot by lot.
SELECT
  s.row_key AS lot_id,
  core.name_key(concat_ws(' | ', s.item_name, s.spec, s.unit)) AS item_id,
  coalesce(core.name_key(s.site), '(no depot)') AS site_id,
  s.site AS site_text,
  s.bin, s.lot_no, s.qty_on_hand, s.qty_reserved, s.unit_text, s.holding, s.condition,
  s.made_on, s.expires_on, s.expiry_text, s.received_on,
  s.unit_price, s.currency, s.counted_at, s.owner_org
FROM shaped s
