-- title: Open incidents
-- title_zh: 未结事件
-- unit: incidents
-- grain: incident_id
-- caution: Open means reported, verified, responding or contained. Worst first: level, then report overdue, then newest.
-- caution_zh: 未结指待核实、已核实、处置中、已控制。排序：等级、报告逾期、最新。
SELECT *
FROM metric.incidents(as_of := as_of, known_as_of := known_as_of)
WHERE is_open
ORDER BY level NULLS LAST, report_state = 'overdue' DESC, opened_at DESC, incident_id
