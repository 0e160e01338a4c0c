-- title: Counts that movements do not explain
-- title_zh: 盘点与流水不符
-- why: Opening plus what came in less what went out is what a count must find, lot by lot in every depot. Where it is not, a movement or the count is wrong or missing. A lot whose ledger has no beginning is not asked.
WITH leg AS (
  SELECT item_id, lot_no, moved_at, kind,
    CASE WHEN kind IN ('issue', 'transfer_out', 'dispose') THEN from_site_id
      ELSE coalesce(to_site_id, from_site_id) END AS site_id,
    CASE WHEN kind IN ('issue', 'transfer_out', 'dispose') THEN -qty ELSE qty END AS signed_qty
  FROM core.stock_movement
  WHERE kind <> 'order' AND coalesce(status, 'done') = 'done' AND lot_no IS NOT NULL
),
ledger AS (
  -- Two lots of one number (another bin, another holding) share a ledger, and are asked together.
  SELECT l.item_id, l.site_id, l.lot_no, min(l.lot_id) AS lot_id,
    sum(l.qty_on_hand) / count(*) * count(DISTINCT l.lot_id) AS counted_qty,
    sum(g.signed_qty) / count(DISTINCT l.lot_id) AS ledger_qty,
    bool_or(g.kind = 'opening') OR min_by(g.kind, g.moved_at) IN ('receipt', 'transfer_in')
      AS has_beginning
  FROM core.stock_lot l
  JOIN leg g ON g.item_id = l.item_id AND g.site_id = l.site_id AND g.lot_no = l.lot_no
    AND g.moved_at <= coalesce(l.counted_at, l.known_at)
  GROUP BY l.item_id, l.site_id, l.lot_no
)
SELECT 'stock_lot' AS subject_table, lot_id AS subject_id,
  concat(counted_qty, ' counted, ', round(ledger_qty, 6), ' by the movements') AS detail
FROM ledger
WHERE has_beginning AND abs(counted_qty - ledger_qty) > 1e-6 * greatest(1, abs(counted_qty))
ORDER BY lot_id
