"""What `import sitroom`, opening a site and reading a metric cost an analyst.

Run with `python bench/notebook.py [SITE]`; without SITE the sample is made. Each program runs in
a process of its own, in turn, and the least CPU time of several counts: a busy machine only adds.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

TURNS = 7
FLOOR = "import duckdb, pandas"
IMPORT = "import sitroom"
BOTH = "import duckdb, pandas, sitroom"
# What a notebook with geometry has imported anyway; without it the first GeoDataFrame imports it.
GEOMETRY = "import geopandas"
READ = """
import duckdb, pandas, sitroom
{before}
import time
began = time.process_time()
site = sitroom.open({site!r})
rows = site.{metric}()
print(time.process_time() - began)
"""


def main(site: str) -> None:
    """Print the import against its floor, and what opening and the first reading add."""
    floor, alone, both = (least(lambda c=code: cost(c)) for code in (FLOOR, IMPORT, BOTH))
    print(f"floor: {FLOOR:28}{1000 * floor:8.0f} CPU-ms")
    print(f"{IMPORT:35}{1000 * alone:8.0f} CPU-ms    {alone / floor:.2f} × floor; aim 1.3")
    print(f"{BOTH:35}{1000 * both:8.0f} CPU-ms    {both / floor:.2f} × floor")
    geometry = least(lambda: cost(f"{FLOOR}; {GEOMETRY}")) - floor
    print(f"{GEOMETRY} after them{geometry * 1000:19.0f} CPU-ms")
    for metric, before in (
        ("level_counts", ""),
        ("stock_against_minimum", ""),
        ("open_incidents", GEOMETRY),
        ("open_incidents", ""),
    ):
        code = READ.format(site=site, metric=metric, before=before)
        added = least(lambda c=code: float(subprocess.check_output([sys.executable, "-c", c])))
        said = f"{metric}{' (geopandas there)' if before else ''}"
        print(f"open the site, read {said:41}{1000 * added:6.0f} CPU-ms    aim 200")


def cost(code: str) -> float:
    """Return the CPU-seconds of a Python process that runs the code."""
    before = os.times()
    subprocess.run([sys.executable, "-c", code], check=True)
    after = os.times()
    used = after.children_user + after.children_system
    return used - (before.children_user + before.children_system)


def least(measure) -> float:
    """Return the least of several measurements."""
    return min(measure() for _ in range(TURNS))


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(sys.argv[1])
    else:
        from sitroom.demo import build

        with tempfile.TemporaryDirectory() as made:
            main(str(build(Path(made) / "lanting", "en", until="0924")))
