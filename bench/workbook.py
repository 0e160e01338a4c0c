"""What reading a large workbook costs, against the bare python-calamine reader.

Run with `python bench/workbook.py [ROWS]`; prints one line per step with the ratio to the floor.
The floor opens the workbook and takes every row as a list; ours also looks the file over, finds
the header, makes every value text, marks what is no data and stages it, in the worker process.
Each runs three times in fresh processes; the least is taken, for the machine is shared.
"""

from __future__ import annotations

import datetime
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import xlsxwriter

FLOOR = """
import sys
from python_calamine import CalamineWorkbook
rows = CalamineWorkbook.from_path(sys.argv[1]).get_sheet_by_index(0).to_python()
print(len(rows) - 1)
"""
READ = """
import sys
from pathlib import Path
from sitroom.reading import parse
print(parse(Path(sys.argv[1]), Path(sys.argv[2])).tables[0].rows)
"""
HEADER = [
    "Incident no", "Title", "Incident type", "Level", "Status", "Occurred at", "Reported at",
    "Place", "District", "Longitude", "Latitude", "Deaths",
]  # fmt: skip
HAZARDS = ["Flood", "Fire", "Road accident", "Landslide"]
DISTRICTS = ["Beiling", "Hedong", "Shiqiao", "Liudi"]
START = datetime.datetime(2016, 1, 1)


def main(rows: int) -> None:
    """Write the workbook, measure the bare reader and ours."""
    with tempfile.TemporaryDirectory() as folder:
        file = _write(Path(folder) / "log.xlsx", rows)
        floor = _measured("floor: python-calamine, rows to lists", FLOOR, file, 0)
        _measured("look over, header, text, stage", READ, file, floor)


def _write(file: Path, rows: int) -> Path:
    """Write `rows` incidents of 12 columns: texts, moments and numbers."""
    with xlsxwriter.Workbook(str(file)) as book:
        sheet = book.add_worksheet("log")
        moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        sheet.write_row(0, 0, HEADER)
        for i in range(rows):
            at = START + datetime.timedelta(seconds=311 * i)
            hazard = HAZARDS[i % 4]
            for column, text in (
                (0, f"B-{i:09d}"), (1, f"{hazard} at km {i % 997}"), (2, hazard), (3, "IV"),
                (4, "closed"), (7, f"Street {i % 4001}, block {i % 17}"), (8, DISTRICTS[i % 4]),
            ):  # fmt: skip
                sheet.write_string(i + 1, column, text)
            sheet.write_datetime(i + 1, 5, at, moment)
            sheet.write_datetime(i + 1, 6, at + datetime.timedelta(minutes=4), moment)
            sheet.write_number(i + 1, 9, 113 + i % 9973 / 20000)
            sheet.write_number(i + 1, 10, 29 + i % 7919 / 20000)
            sheet.write_number(i + 1, 11, i % 7)
    return file


def _measured(name: str, program: str, file: Path, floor: float) -> float:
    cpu, wall, peak, said = min(_run(program, file) for _ in range(3))
    ratio = f"{cpu / floor:5.2f} × floor" if floor else ""
    print(f"{name:42} {cpu:7.2f} CPU-s {wall:7.2f} s  {peak:6.0f} MB  {ratio} {said}")
    return cpu


def _run(program: str, file: Path) -> tuple[float, float, float, str]:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begun = time.monotonic()
    run = subprocess.run(
        [sys.executable, "-c", program, str(file), str(file.parent / "out")],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    wall = time.monotonic() - begun
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return cpu, wall, after.ru_maxrss / 1024, run.stdout.strip()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 400_000)
