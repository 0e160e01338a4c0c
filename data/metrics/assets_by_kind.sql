-- title: Vehicles and equipment by kind
-- title_zh: 各类车辆装备
-- unit: pieces
-- grain: kind
-- caution: Counted in pieces as the sources write them; a piece whose inspection is overdue still counts as free.
-- caution_zh: 按来源所列件数计；检验逾期者仍计入可用。
SELECT
  kind,
  sum(qty) AS pieces_total,
  coalesce(sum(qty) FILTER (status = 'available'), 0) AS pieces_free,
  coalesce(sum(qty) FILTER (status = 'unknown'), 0) AS pieces_unknown,
  coalesce(sum(qty) FILTER (inspection = 'overdue'), 0) AS inspection_overdue,
  coalesce(sum(qty) FILTER (inspection = 'due'), 0) AS inspection_due,
  coalesce(sum(qty) FILTER (inspection = 'unknown'), 0) AS inspection_unknown,
  min(inspect_due_on) FILTER (inspection <> 'overdue') AS next_inspection_on
FROM metric.assets(as_of := as_of, known_as_of := known_as_of)
GROUP BY kind
ORDER BY kind
