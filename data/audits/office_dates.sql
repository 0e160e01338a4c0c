-- title: Dates of an office that cannot be
-- title_zh: 演练评估日期异常
-- why: A drill, a review or a measure that was done in the future of its own load, or before it began, is a slip of the pen, and what is due is worked out from it.
SELECT 'drill' AS subject_table, drill_id AS subject_id, concat('held ', held_on, ', known ', known_at) AS detail
FROM core.drill WHERE held_on > CAST(known_at AS DATE) + 1
UNION ALL
SELECT 'review', review_id, concat('begun ', started_on, ', done ', done_on)
FROM core.review WHERE done_on < started_on
UNION ALL
SELECT 'risk_control', control_id, concat('done ', done_on, ', known ', known_at)
FROM core.risk_control WHERE done_on > CAST(known_at AS DATE) + 1
UNION ALL
SELECT 'plan', plan_id, concat('issued ', issued_on, ', reviewed ', last_review_on)
FROM core.plan WHERE last_review_on < issued_on
UNION ALL
SELECT 'lifeline_status', lifeline_id, concat(users_affected, ' of ', users_total, ' users affected')
FROM core.lifeline_status WHERE users_affected > users_total
ORDER BY subject_table, subject_id
