"""How long the whole way in takes, against DuckDB's own `CREATE TABLE AS FROM read_csv`.

Run with `python bench/load.py [ROWS]`; prints one line per step with the ratio to the floor.
CPU-seconds include the parse worker's; both ways run in fresh processes.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from incident_csv import write

FLOOR = """
import sys
import duckdb
con = duckdb.connect(sys.argv[2] + "/floor.duckdb")
con.execute("SET enable_progress_bar = false")
con.execute("CREATE TABLE incident AS FROM read_csv(?)", [sys.argv[1]])
con.close()
"""
LOAD = """
import sys
from pathlib import Path
from sitroom.load import load_file
from sitroom.settings import open_site
from sitroom.store.publish import publish
from sitroom.store.record import open_record
site = open_site(Path(sys.argv[2]))
with open_record(site) as record:
    for result in load_file(site, record, Path(sys.argv[1])):
        assert result.status != "failed", result.message
        print(result.status, result.rows_read, result.rows_inserted, result.rows_rejected)
    publish(site, record)
"""


def main(rows: int) -> None:
    """Generate the log, measure the floor, the first load and the same load again."""
    with tempfile.TemporaryDirectory() as folder:
        file, site = write(Path(folder) / "log.csv", rows), Path(folder) / "site"
        site.mkdir()
        floor = _measured("floor: CREATE TABLE AS FROM read_csv", FLOOR, file, Path(folder), 0)
        _measured("load, shape, set aside, upsert, publish", LOAD, file, site, floor)
        _measured("the same file again", LOAD, file, site, floor)


def _measured(name: str, program: str, file: Path, folder: Path, floor: float) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begun = time.monotonic()
    run = subprocess.run(
        [sys.executable, "-c", program, str(file), str(folder)],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    wall = time.monotonic() - begun
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    ratio = f"{cpu / floor:5.2f} × floor" if floor else ""  # of CPU-seconds: walls are shared
    peak = after.ru_maxrss / 1024
    print(f"{name:42} {cpu:7.2f} CPU-s {wall:7.2f} s  {peak:6.0f} MB  {ratio} {run.stdout.strip()}")
    return cpu


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
