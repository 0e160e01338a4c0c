"""Questions about incidents: the metric's, and the SQL that an analyst would write by hand.

By hand means for this data at this moment: no second clock, no linked reports, no time zone but
one, no rule list; each answers the same question with the same rows. A metric is its name, the
columns asked for and the rest of the query.
"""

NOW = "TIMESTAMP '2026-07-12 01:24:00'"
BRIEFING = "TIMESTAMP '2026-07-12 00:00:00'"
LEVEL_NOW = f"""
  SELECT incident_id, arg_max(level_to, (event_at, seq)) FILTER (event_at <= {NOW}) AS level_now,
    arg_min(level_from, (event_at, seq)) FILTER (event_at > {NOW}) AS level_before,
    max(event_at) FILTER (event_at <= {NOW} AND kind <> 'level') AS last_report_at,
    count(*) FILTER (event_at <= {NOW} AND kind <> 'level') AS reports
  FROM core.incident_update GROUP BY incident_id"""
STATE = f"""
  SELECT i.*, coalesce(u.level_now, u.level_before, i.level) AS level_at, u.last_report_at, u.reports
  FROM core.incident i LEFT JOIN ({LEVEL_NOW}) u USING (incident_id)
  WHERE i.reported_at <= {NOW}"""
OPEN = f"SELECT * FROM ({STATE}) WHERE closed_at IS NULL OR closed_at > {NOW}"


QUESTIONS = {
    "level_counts": (
        ("level_counts", "level, open_count, count_before", "WHERE open_count > 0"),
        f"""SELECT level, n, b FROM (SELECT level_at AS level, count(*) AS n FROM ({OPEN}) GROUP BY 1)
        JOIN (SELECT level_at AS level, count(*) AS b
          FROM ({OPEN.replace(NOW, BRIEFING)}) GROUP BY 1) USING (level)""",
    ),
    "open_incidents": (
        ("open_incidents", "incident_id, level, next_report_due_at, level_by_rule",
               "WHERE hazard = 'mine'"),
        f"""SELECT incident_id, level_at,
          CASE WHEN last_report_at IS NULL THEN reported_at + INTERVAL 60 MINUTE
            WHEN level_at = 2 THEN last_report_at + INTERVAL 30 MINUTE
            WHEN level_at IN (3, 4) THEN last_report_at + INTERVAL 240 MINUTE END,
          CASE WHEN deaths >= 30 OR serious >= 100 OR loss_cny >= 100000000 THEN 1
            WHEN deaths >= 10 OR serious >= 50 OR loss_cny >= 50000000 THEN 2
            WHEN deaths >= 3 OR serious >= 10 OR loss_cny >= 10000000 THEN 3 ELSE 4 END
        FROM ({OPEN}) WHERE hazard = 'mine'""",
    ),
    "report_obligations, by state": (
        ("report_obligations", "kind, state, count(*), sum(minutes_late)", "GROUP BY ALL"),
        f"""WITH sent AS (
          SELECT u.*, i.reported_at, i.level, kind <> 'level' AS is_report,
            lag(event_at) OVER w AS last_at
          FROM core.incident_update u JOIN core.incident i USING (incident_id)
          WHERE kind <> 'level' AND event_at <= {NOW}
          WINDOW w AS (PARTITION BY incident_id ORDER BY event_at, seq)),
        due AS (
          SELECT CASE WHEN last_at IS NULL THEN 'initial' ELSE 'follow_up' END AS kind, event_at,
            CASE WHEN last_at IS NULL THEN reported_at + INTERVAL 60 MINUTE
              WHEN level = 2 THEN last_at + INTERVAL 30 MINUTE
              WHEN level IN (3, 4) THEN last_at + INTERVAL 240 MINUTE END AS due_at
          FROM sent
          UNION ALL
          SELECT CASE WHEN last_report_at IS NULL THEN 'initial' ELSE 'follow_up' END, NULL,
            CASE WHEN last_report_at IS NULL THEN reported_at + INTERVAL 60 MINUTE
              WHEN level_at = 2 THEN last_report_at + INTERVAL 30 MINUTE
              WHEN level_at IN (3, 4) THEN last_report_at + INTERVAL 240 MINUTE END
          FROM ({OPEN}))
        SELECT kind, CASE WHEN event_at IS NULL THEN CASE WHEN due_at < {NOW} THEN 'overdue' ELSE 'due' END
            WHEN event_at > due_at THEN 'late' ELSE 'on_time' END AS state, count(*),
          sum(greatest(0, date_diff('second', due_at, coalesce(event_at, {NOW})) // 60))
        FROM due WHERE due_at IS NOT NULL GROUP BY ALL""",
    ),
    "level_history, minutes by level": (
        ("level_history", "level, count(*), sum(minutes_at_level)", "GROUP BY ALL"),
        f"""WITH change AS (
          SELECT incident_id, reported_at AS from_at, 0 AS seq,
            CASE WHEN u.incident_id IS NULL THEN level ELSE level_from END AS level, closed_at
          FROM core.incident i LEFT JOIN (
            SELECT incident_id, arg_min(level_from, event_at) AS level_from
            FROM core.incident_update WHERE level_to IS NOT NULL GROUP BY 1) u USING (incident_id)
          WHERE reported_at <= {NOW} AND (u.incident_id IS NOT NULL OR closed_at IS NULL OR closed_at > {NOW})
          UNION ALL
          SELECT incident_id, event_at, seq, level_to, closed_at
          FROM core.incident_update JOIN core.incident USING (incident_id)
          WHERE level_to IS NOT NULL AND event_at <= {NOW}),
        changed AS (
          SELECT * FROM change
          QUALIFY lag(level) OVER (PARTITION BY incident_id ORDER BY from_at, seq) IS DISTINCT FROM level)
        SELECT level, count(*), sum(greatest(0, date_diff('second', from_at, least({NOW}, coalesce(
            lead_at, CASE WHEN closed_at <= {NOW} THEN closed_at END, {NOW}))) // 60))
        FROM (SELECT *, lead(from_at) OVER (PARTITION BY incident_id ORDER BY from_at, seq) AS lead_at
          FROM changed) GROUP BY ALL""",
    ),
    "changes, by kind": (
        ("changes", "kind, count(*)", "GROUP BY ALL"),
        f"""WITH present AS (SELECT * FROM ({STATE}) WHERE closed_at IS NULL OR closed_at > {BRIEFING}),
        before AS (
          SELECT incident_id, level_at FROM ({STATE.replace(NOW, BRIEFING)})
          WHERE closed_at IS NULL OR closed_at > {BRIEFING}),
        compared AS (
          SELECT p.*, b.incident_id IS NULL AS is_new,
            CASE WHEN b.incident_id IS NULL THEN first_level ELSE b.level_at END AS level_before,
            coalesce(closed_at <= {NOW}, false) AS is_closed
          FROM present p LEFT JOIN before b USING (incident_id)
          LEFT JOIN (
            SELECT incident_id, arg_min(level_from, (event_at, seq)) AS first_level
            FROM core.incident_update WHERE level_to IS NOT NULL AND event_at <= {NOW} GROUP BY 1
          ) f USING (incident_id)),
        regraded AS (
          SELECT incident_id, arg_max(level_to, (event_at, seq)) FILTER (event_at <= {NOW}) AS level,
            coalesce(arg_max(level_to, (event_at, seq)) FILTER (event_at <= {BRIEFING}),
              arg_min(level_from, (event_at, seq)) FILTER (event_at > {BRIEFING})) AS level_before
          FROM core.incident_update SEMI JOIN (
            SELECT incident_id FROM core.incident_update
            WHERE level_to IS NOT NULL AND event_at > {BRIEFING} AND event_at <= {NOW}) USING (incident_id)
          JOIN core.incident i USING (incident_id)
          WHERE level_to IS NOT NULL AND i.closed_at <= {BRIEFING} GROUP BY 1),
        due AS (
          SELECT CASE WHEN last_report_at IS NULL THEN reported_at + INTERVAL 60 MINUTE
            WHEN level_at = 2 THEN last_report_at + INTERVAL 30 MINUTE
            WHEN level_at IN (3, 4) THEN last_report_at + INTERVAL 240 MINUTE END AS due_at
          FROM present WHERE closed_at IS NULL OR closed_at > {NOW})
        SELECT kind, count(*) FROM (
          SELECT 'new' AS kind FROM compared WHERE is_new
          UNION ALL SELECT 'closed' FROM compared WHERE is_closed
          UNION ALL SELECT CASE WHEN level < level_before THEN 'raised' ELSE 'lowered' END
          FROM (SELECT level_at AS level, coalesce(level_before, level_at) AS level_before FROM compared
            UNION ALL SELECT level, level_before FROM regraded)
          WHERE level <> level_before
          UNION ALL SELECT 'report_overdue' FROM due WHERE due_at > {BRIEFING} AND due_at < {NOW})
        GROUP BY ALL""",
    ),
    "response_times": (
        ("response_times", "stage, hazard, region_code, incidents, median_minutes, p90_minutes"),
        f"""SELECT stage, hazard, region_code, count(*), median(minutes), quantile_cont(minutes, 0.9)
        FROM (
          SELECT *, date_diff('second', reported_at, reached_at) / 60 AS minutes
          FROM (
            SELECT reported_at, hazard, region_code, 'started' AS stage,
              response_started_at AS reached_at FROM core.incident
            UNION ALL SELECT reported_at, hazard, region_code, 'first_arrival', first_arrival_at
            FROM core.incident
            UNION ALL SELECT reported_at, hazard, region_code, 'ended', closed_at FROM core.incident)
          WHERE reported_at > {NOW} - INTERVAL 365 DAY AND reported_at <= {NOW})
        WHERE reached_at <= {NOW}
        GROUP BY GROUPING SETS ((stage), (stage, hazard), (stage, region_code),
          (stage, hazard, region_code))""",
    ),
    "unusual_hours": (
        ("unusual_hours", "hour_at, incidents, expected, low, high, unusual"),
        f"""WITH counted AS (
          SELECT date_trunc('hour', reported_at + INTERVAL 8 HOUR) AS hour_on, count(*) AS n
          FROM core.incident WHERE reported_at > {NOW} - INTERVAL 370 DAY AND reported_at <= {NOW}
          GROUP BY 1),
        shown AS (
          SELECT hour_on, coalesce(n, 0) AS n
          FROM (SELECT unnest(generate_series(date_trunc('hour', {NOW} + INTERVAL 8 HOUR)
            - INTERVAL 71 HOUR, (SELECT max(hour_on) FROM counted), INTERVAL 1 HOUR)) AS hour_on)
          LEFT JOIN counted USING (hour_on)),
        day AS (
          SELECT day_on, coalesce(n, 0) AS n
          FROM (SELECT unnest(generate_series(TIMESTAMP '2025-07-09', TIMESTAMP '2026-07-12',
            INTERVAL 1 DAY)) AS day_on)
          LEFT JOIN (SELECT date_trunc('day', hour_on) AS day_on, sum(n) AS n FROM counted GROUP BY 1)
            USING (day_on)),
        year AS (
          SELECT sum(n) AS n, sum(n) / count(*) / 24 AS per_hour FROM day
          WHERE day_on < TIMESTAMP '2026-07-09'),
        hour_share AS (
          SELECT hour(hour_on) AS hour, (sum(c.n) + 5) / (any_value(y.n) + 120) * 24 AS share
          FROM counted c, year y
          WHERE hour_on >= TIMESTAMP '2025-07-09' AND hour_on < TIMESTAMP '2026-07-09' GROUP BY 1),
        weekday_share AS (
          SELECT dayofweek(day_on) AS weekday,
            (sum(d.n) + 20) / (24 * count(*) * any_value(y.per_hour) + 20) AS share
          FROM day d, year y WHERE day_on < TIMESTAMP '2026-07-09' GROUP BY 1),
        level AS (
          SELECT day_on, w.share, (coalesce(sum(d.n) OVER week, 0) + 24 * y.per_hour)
            / (24 * count(*) OVER week + 24) AS per_hour
          FROM day d CROSS JOIN year y JOIN weekday_share w ON w.weekday = dayofweek(day_on)
          WINDOW week AS (ORDER BY day_on ROWS BETWEEN 7 PRECEDING AND 1 PRECEDING)),
        spread AS (
          SELECT 1 / greatest(0.000001, sum(pow(coalesce(n, 0) - expected, 2) - expected)
            / sum(expected * expected)) AS size
          FROM (
            SELECT day_on + to_hours(hour) AS hour_on, per_hour * l.share * k.share AS expected
            FROM level l, hour_share k
            WHERE day_on < TIMESTAMP '2026-07-09' AND day_on >= TIMESTAMP '2026-05-14')
          LEFT JOIN counted USING (hour_on)),
        expected AS (
          SELECT hour_on, n, per_hour * l.share * k.share AS expected, size
          FROM shown CROSS JOIN spread JOIN level l ON day_on = date_trunc('day', hour_on)
          JOIN hour_share k ON k.hour = hour(hour_on)),
        cumulated AS (
          SELECT hour_on, k, sum(exp(lgamma(k + size) - lgamma(size) - lgamma(k + 1)
            + size * ln(size / (size + expected)) + k * ln(expected / (size + expected))))
            OVER (PARTITION BY hour_on ORDER BY k) AS share
          FROM (SELECT *, unnest(range(CAST(20 + expected
            + 12 * sqrt(expected + expected * expected / size) AS BIGINT))) AS k FROM expected)),
        bound AS (
          SELECT hour_on, min(k) FILTER (share >= 0.025) AS low, min(k) FILTER (share >= 0.975) AS high
          FROM cumulated GROUP BY 1)
        SELECT hour_on - INTERVAL 8 HOUR, CAST(n AS BIGINT), expected, low, high,
          CASE WHEN n > high THEN 'above'
            WHEN n < low AND hour_on - INTERVAL 7 HOUR <= {NOW} THEN 'below' END
        FROM expected JOIN bound USING (hour_on)""",
    ),
}  # fmt: skip
