"""Makes the bench's incident log: a large CSV with a known share of trouble in it."""

from __future__ import annotations

from pathlib import Path

from sitroom.store.connect import literal, scratch

HAZARDS = "['Flood', 'Fire', 'Road accident', 'Hazardous-chemical accident', 'Landslide', 'Power failure']"
DISTRICTS = "['Beiling','Hedong','Shiqiao','Liudi','Lingang','Wanghu','Zhugang','Nanping','Baisha']"
TEXT = "'Two engines sent, road closed; water ' || (i % 90)::VARCHAR || ' cm deep.'"


def write(file: Path, rows: int) -> Path:
    """Write `rows` incidents, 25 columns: 1 % without any date, 1 % with line breaks in quotes."""
    con = scratch(memory_limit="3GB", threads=2, temp=file.parent)
    # Ten years, however many rows: what lies ahead would be set aside.
    step = 311_000_000 // max(rows, 1)
    start = f"TIMESTAMP '2016-01-01 00:00:00' + INTERVAL (i * {step}) SECOND"
    con.execute(f"""
        COPY (SELECT
          'B-' || lpad(i::VARCHAR, 9, '0') AS "Incident no",
          ({HAZARDS})[1 + i % 6] || ' at km ' || (i % 997)::VARCHAR AS "Title",
          ({HAZARDS})[1 + i % 6] AS "Incident type",
          (['I','II','III','IV'])[4 - (i % 97 = 0)::INT - (i % 11 = 0)::INT] AS "Level",
          (['closed','closed','closed','responding'])[1 + i % 4] AS "Status",
          CASE WHEN i % 50 = 7 THEN 'soon after noon' ELSE strftime({start}, '%Y-%m-%d %H:%M:%S') END AS "Occurred at",
          CASE WHEN i % 100 = 7 THEN 'later' ELSE strftime({start} + INTERVAL 4 MINUTE, '%Y-%m-%d %H:%M:%S') END AS "Reported at",
          strftime({start} + INTERVAL 6 MINUTE, '%Y-%m-%d %H:%M:%S') AS "Dispatch time",
          strftime({start} + INTERVAL (6 + i % 25) MINUTE, '%Y-%m-%d %H:%M:%S') AS "Arrival time",
          strftime({start} + INTERVAL (60 + i % 300) MINUTE, '%Y-%m-%d %H:%M:%S') AS "End time",
          'Street ' || (i % 4001)::VARCHAR || ', block ' || (i % 17)::VARCHAR AS "Place",
          ({DISTRICTS})[1 + i % 9] AS "District",
          round(113 + (i % 9973) / 20000.0, 6) AS "Longitude",
          round(29 + (i % 7919) / 20000.0, 6) AS "Latitude",
          CASE WHEN i % 5003 = 0 THEN 1 ELSE 0 END AS "Deaths",
          0 AS "Missing",
          i % 3 AS "Injured",
          i % 7 * 10 AS "Relocated",
          i % 1000 * 100 AS "Economic loss",
          'Fire brigade' AS "Lead agency",
          CASE WHEN i % 100 = 13 THEN 'first line' || chr(10) || {TEXT} ELSE {TEXT} END AS "Description",
          'under study' AS "Cause",
          'cordon and pumping' AS "Actions taken",
          'Call centre' AS "Reporting agency",
          strftime({start} + INTERVAL 1 DAY, '%Y-%m-%d %H:%M:%S') AS "Last updated"
        FROM range({rows}) t(i)) TO {literal(file)} (HEADER)
    """)
    con.close()
    return file
