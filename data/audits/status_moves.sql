-- title: A change of state that cannot be
-- title_zh: 状态变更不合理
-- why: A case that is closed before anyone went, or reopened without a word, is usually a slip; status_move lists the moves there are.
SELECT 'incident_update' AS subject_table, u.update_id AS subject_id,
  concat(u.status_from, ' → ', u.status_to,
    CASE WHEN u.status_from = 'closed' AND coalesce(trim(u.text), '') = '' THEN ', without a reason' END)
    AS detail
FROM core.incident_update u
LEFT JOIN core.status_move m USING (status_from, status_to)
WHERE u.status_from <> u.status_to
  AND (m.status_to IS NULL OR (u.status_from = 'closed' AND coalesce(trim(u.text), '') = ''))
ORDER BY u.update_id
