"""What reading a file is given and what it gives back."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

MB = 1024 * 1024
# What a worker leaves in its folder: what it found, and what it said when it broke.
ANSWER, COMPLAINT = "answer.json", "complaint"


@dataclass(frozen=True)
class Limits:
    """What one file may cost; whatever goes beyond is refused, never half read."""

    memory: int = 2048 * MB  # bytes of address space of the worker
    database_memory: int = 1024 * MB  # bytes of it that DuckDB may use
    seconds: float = 600  # of wall clock
    cpu_seconds: int = 600
    written: int = 16 * 1024 * MB  # bytes of one written file
    open_files: int = 256
    unzipped: int = 1024 * MB  # bytes inside a zip-based file
    ratio: int = 200  # unzipped to zipped, of what is larger than ratio_free
    ratio_free: int = 20 * MB
    entries: int = 2000  # of a zip-based file
    cells: int = 20_000_000  # of one sheet, blank ones between filled ones counted
    columns: int = 2000
    text: int = 1_000_000  # characters of one value
    depth: int = 64  # of nested JSON and XML
    vertices: int = 100_000  # of one geometry


@dataclass
class Table:
    """One table found in a file, staged as Parquet: row_no, c0..cN, problem, raw."""

    sheet: str | None
    stage: Path
    columns: list[str]
    header_row: int
    rows: int
    hints: dict[str, Any] = field(default_factory=dict)


@dataclass
class Parsed:
    """A file that was read: what it is, and the tables in it."""

    path: Path
    format: str
    encoding: str
    confidence: float
    delimiter: str
    tables: list[Table]
    notes: list[str]
    # When the file says it was made, as ISO text; without a zone where it gives none.
    made_at: str = ""
    data_at: datetime | None = None  # the same in naive UTC, once the source's zone is known


@dataclass
class Envelope:
    """What a body says of itself; `made_at` is ISO text, without a zone where it gives none."""

    kind: str = ""
    made_at: str = ""
    next: str = ""
    rows: int | None = None
    # What an index points to: identifier with version, address, and whether it says it is CAP.
    entries: list[tuple[str, str, bool]] = field(default_factory=list)


@dataclass
class Job:
    """One file on its way through a reader inside the worker."""

    path: Path
    temp: Path
    limits: Limits
    options: dict[str, Any]
    format: str = ""
    encoding: str = ""
    confidence: float = 1.0
    delimiter: str = ""
    notes: list[str] = field(default_factory=list)
    # Which part of which container this is, such as "-2" or "-2-1"; blank for the file itself.
    part: str = ""

    def stage(self, number: int = 0) -> Path:
        """Return where the table of that number is staged: beside the job's own folder."""
        return self.temp.with_name(f"{self.temp.name}{self.part}-{number:03d}.parquet")


def stages(temp: Path) -> list[Path]:
    """Return what a job with that folder has staged, or begun to."""
    return [*temp.parent.glob(f"{temp.name}-*.parquet"), *temp.parent.glob(f"tmp_{temp.name}-*")]
