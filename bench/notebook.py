"""What `import sitroom`, opening a site and reading a metric cost an analyst.

Run with `python bench/notebook.py [SITE]`; without SITE the sample is made. Each program runs in
a process of its own, in turn, and the least CPU time of several counts: a busy machine only adds.
All metrics are read at last, each in forks of a process that has imported pandas and GeoPandas.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

from sitroom import content

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
EACH = """
import json, os, sys, time
import duckdb, geopandas, pandas

def added(name):
    read, write = os.pipe()
    if os.fork() == 0:
        try:
            began = time.process_time()
            import sitroom
            getattr(sitroom.open(sys.argv[1]), name)()
            os.write(write, str(time.process_time() - began).encode())
        finally:
            os._exit(0)
    os.close(write)
    told = os.read(read, 100)
    os.close(read)
    os.wait()
    return float(told)

print(json.dumps({name: min(added(name) for _ in range(3)) for name in sys.argv[2:]}))
"""
AIM = 0.2


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
    told = subprocess.check_output([sys.executable, "-c", EACH, site, *content.metrics()])
    each = json.loads(told)
    met = sum(one < AIM for one in each.values())
    said = f"each of {len(each)} metrics, the median; {met} meet the aim"
    print(f"{said:61}{1000 * median(each.values()):6.0f} CPU-ms    aim 200")
    for name in sorted(each, key=each.get)[-3:]:
        print(f"  of the slowest, {name:43}{1000 * each[name]:6.0f} CPU-ms")


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
