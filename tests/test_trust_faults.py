"""Faults around one load: a full disk, few file handles, another zone, a name that forges lines."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest
from changing import ROWS, export, office

from sitroom.cli import main
from sitroom.errors import Busy
from sitroom.settings import open_site
from sitroom.store.record import open_record

HEAD = "Incident No,Title,Type,Reported at\n"


def log(file: Path, count: int, prefix: str = "A") -> Path:
    lines = (
        f"{prefix}{i},Flood at {i * 7919},Flood,2026-07-12 08:{i % 60:02d}\n" for i in range(count)
    )
    file.write_text(HEAD + "".join(lines))
    return file


def load(site: Path, file: Path, *, zone: str = "", **limits: int) -> tuple[int, str]:
    """Load a file in a process with limits of the system; return its exit code and complaint."""

    def limit() -> None:
        for name, value in limits.items():
            resource.setrlimit(getattr(resource, name), (value, value))

    done = subprocess.run(
        [sys.executable, "-m", "sitroom", "load", str(file), "--site", str(site)],
        capture_output=True, text=True, check=False, preexec_fn=limit,
        env=os.environ | ({"TZ": zone} if zone else {}),
    )  # fmt: skip
    return done.returncode, done.stderr


def stored(site: Path, query: str) -> list[tuple]:
    with open_record(open_site(site)) as record:
        return record.con.execute(query).fetchall()


def test_f04_f05_f06_a_disk_that_takes_no_more_costs_the_load_and_nothing_else(
    site: Path, tmp_path: Path
) -> None:
    file = log(tmp_path / "log.csv", 12_000)
    for room in (300_000, 0):
        code, complaint = load(site, file, RLIMIT_FSIZE=room)
        assert code == 1
        assert "cannot be written" in complaint and "make room" in complaint
        assert "Traceback" not in complaint
    # With room again the same file goes in whole, by no hand's work.
    assert load(site, file)[0] == 0
    counts = "SELECT count(*), count(DISTINCT source_ref) FROM core.incident"
    assert stored(site, counts) == [(12_000, 12_000)]


def test_f26_the_hosts_time_zone_changes_no_stored_time(site: Path, tmp_path: Path) -> None:
    for zone in ("Asia/Shanghai", "America/New_York"):
        file = log(tmp_path / f"{zone[:4]}.csv", 3, zone[:4])
        assert load(site, file, zone=zone)[0] == 0
    times = "SELECT reported_at, known_at > now()::TIMESTAMP - INTERVAL 1 HOUR AND known_at <="
    found = stored(site, f"{times} now()::TIMESTAMP + INTERVAL 1 MINUTE FROM core.incident")
    assert len(found) == 6 and len({reported for reported, _ in found}) == 3
    assert all(is_recent for _, is_recent in found)


def test_f30_few_file_handles_are_enough_and_none_leaks(site: Path, tmp_path: Path) -> None:
    assert load(site, log(tmp_path / "few.csv", 5), RLIMIT_NOFILE=40)[0] == 0

    def held() -> int:
        return len(list(Path("/proc/self/fd").iterdir()))

    with office(site) as here:
        here.load(export(*ROWS))
        before = held()
        for number in range(3):
            here.load(
                export(*ROWS, f"LT-{number + 5},又一起,内涝,四级,处置中,2026-07-12 09:30,河东区,0")
            )
            here.load('a,b\n1,"2', "torn.csv")
        assert held() <= before


def test_d12_an_incident_closed_before_it_began_is_kept_and_the_audit_names_it(site: Path) -> None:
    head = "Incident No,Title,Type,Occurred at,Closed at"
    rows = (
        "A1,Flood,Flood,2026-07-12 08:00,2026-07-12 07:00",
        "A2,Fire,Fire,2026-07-12 08:00,2026-07-12 09:00",
    )
    with office(site) as here:
        result = here.load(export(*rows, head=head))
        assert (result.rows_inserted, result.rows_rejected) == (2, 0)
        audit = Path(__file__).parents[1] / "data/audits/times_out_of_order.sql"
        found = here.rows(audit.read_text(encoding="utf-8"))
    assert {detail.partition(" ")[0] for _, _, detail in found} == {"closed"}
    assert [subject.endswith(":A1") for _, subject, _ in found] == [True] * len(found)


def test_s37_names_and_texts_from_data_forge_no_line_of_the_log(
    site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    forged = "\r\n2026-07-12 [INFO] all well\x1b[31m"
    file = log(tmp_path / f"x{forged}.csv", 2)
    file.write_text(HEAD + f'A1,"x{forged}",Flood,"never{forged}"\n')
    with pytest.raises(SystemExit):
        main(["load", str(file), "--site", str(site)])
    complaint = capsys.readouterr().err
    assert "\x1b" not in complaint
    assert not [line for line in complaint.splitlines() if line.startswith("2026-07-12 [INFO]")]
    with office(site) as here:
        told = here.rows("SELECT file_name, message, source_id FROM core.load")
    assert not [text for row in told for text in row if text and set(text) & set("\r\n\x1b")]


def test_f31_a_second_writer_says_who_holds_the_record(site: Path) -> None:
    here = open_site(site)
    with (
        open_record(here),
        pytest.raises(Busy, match=str(os.getpid())) as refused,
        open_record(here),
    ):
        pass
    assert refused.value.exit_code == 75
