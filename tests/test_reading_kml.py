"""KML and KMZ: placemarks are rows, and nothing that a file names is fetched or run."""

from __future__ import annotations

import socket
import threading
import zipfile
from pathlib import Path
from typing import Any

import duckdb
import pytest
import shapely

from sitroom.errors import UnreadableFile
from sitroom.reading import Parsed, parse

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>'
)
TAIL = "</Document></kml>"
POINT = "<Point><coordinates>114.1,30.5,12</coordinates></Point>"
RING = "<LinearRing><coordinates>$</coordinates></LinearRing>"
SQUARE = RING.replace("$", "0,0 4,0 4,4 0,4 0,0")
HOLE = RING.replace("$", "1, 1 2, 1 2, 2 1, 2 1, 1")


def placemark(inside: str, name: str = "一号") -> str:
    return f"<Placemark><name>{name}</name>{inside}</Placemark>"


def read(folder: Path, body: str, name: str = "x.kml") -> Parsed:
    (folder / name).write_text(HEAD + body + TAIL, encoding="utf-8")
    return parse(folder / name, folder / "out")


def rows(parsed: Parsed) -> list[dict[str, Any]]:
    table = parsed.tables[0]
    found = duckdb.sql(f"SELECT * FROM read_parquet('{table.stage}') ORDER BY row_no").fetchall()
    return [dict(zip(["#", *table.columns, "problem", "raw"], r, strict=True)) for r in found]


def test_placemarks_are_rows_with_what_is_told_of_them(tmp_path: Path) -> None:
    inside = (
        "<TimeStamp><when>2026-07-12T08:00:00+08:00</when></TimeStamp><ExtendedData>"
        '<Data name="容量"><value>300</value></Data>'
        '<SchemaData><SimpleData name="编号">007</SimpleData></SchemaData></ExtendedData>'
    )
    folder = f"<Folder><name>避难场所</name>{placemark(inside + POINT)}</Folder>"
    parsed = read(tmp_path, folder + placemark("", "二号"), "x.anything")
    first, second = rows(parsed)
    assert (parsed.format, parsed.tables[0].hints["title"]) == ("kml", "避难场所")
    assert {
        "name": "一号", "when": "2026-07-12T08:00:00+08:00", "容量": "300", "编号": "007",
        "folder": "避难场所", "lon": "114.1", "lat": "30.5", "problem": None,
    }.items() <= first.items()  # fmt: skip
    assert (second["name"], second["lon"], second["problem"]) == ("二号", None, None)


@pytest.mark.parametrize(
    ("inside", "kind", "area"),
    [
        (f"<Polygon><outerBoundaryIs>{SQUARE}</outerBoundaryIs></Polygon>", "Polygon", 16),
        (
            f"<Polygon><outerBoundaryIs>{SQUARE}</outerBoundaryIs>"
            f"<innerBoundaryIs>{HOLE}</innerBoundaryIs></Polygon>",
            "Polygon",
            15,
        ),
        (
            f"<MultiGeometry>{'<Polygon><outerBoundaryIs>'}{SQUARE}</outerBoundaryIs></Polygon>"
            "</MultiGeometry>",
            "MultiPolygon",
            16,
        ),
        ("<LineString><coordinates>0,0 1,1</coordinates></LineString>", "LineString", 0),
        (
            "<Track><when>2026-07-12</when><coord>0 0 5</coord><coord>1 1 5</coord></Track>",
            "LineString",
            0,
        ),
    ],
)
def test_shapes_of_all_kinds_are_drawn(tmp_path: Path, inside: str, kind: str, area: int) -> None:
    shape = shapely.from_wkb(rows(read(tmp_path, placemark(inside)))[0]["geometry"])
    assert (shape.geom_type, shape.area) == (kind, area)


@pytest.mark.parametrize("places", ["", "x,y", "114.1", "nan,nan", "0,0 1,1"])
def test_a_shape_that_cannot_be_drawn_costs_its_placemark_only(tmp_path: Path, places: str) -> None:
    bad = f"<Polygon><outerBoundaryIs>{RING.replace('$', places)}</outerBoundaryIs></Polygon>"
    found = rows(read(tmp_path, placemark(POINT) + placemark(bad, "二号")))
    assert [row["problem"] for row in found] == [None, "bad_geometry"]
    assert "二号" in found[1]["raw"]


@pytest.fixture
def listener() -> Any:
    """A server on this machine that only remembers whether anybody came."""
    came: list[object] = []
    server = socket.create_server(("127.0.0.1", 0))

    def wait() -> None:
        try:
            came.append(server.accept())
        except OSError:
            return

    waiting = threading.Thread(target=wait, daemon=True)
    waiting.start()
    yield server.getsockname()[1], came
    server.shutdown(socket.SHUT_RDWR)
    server.close()
    waiting.join(timeout=5)


def test_k01_k06_links_and_remote_icons_are_never_followed(tmp_path: Path, listener: Any) -> None:
    port, came = listener
    address = f"http://127.0.0.1:{port}/x"
    body = (
        f"<NetworkLink><Link><href>{address}.kml</href></Link></NetworkLink>"
        f"<Style id='s'><IconStyle><Icon><href>{address}.png</href></Icon></IconStyle></Style>"
        f"<GroundOverlay><Icon><href>{address}.jpg</href></Icon></GroundOverlay>"
        + placemark("<styleUrl>#s</styleUrl>" + POINT)
    )
    parsed = read(tmp_path, body)
    assert rows(parsed)[0]["lon"] == "114.1"
    assert parsed.notes == [
        "1 links to other files were not followed",
        "1 pictures laid over the map were left out",
    ]
    assert came == []


def test_k01_a_file_of_links_only_is_refused_and_says_so(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="only links to other files"):
        read(tmp_path, "<NetworkLink><Link><href>a.kml</href></Link></NetworkLink>")


@pytest.mark.parametrize(
    "declared",
    [
        '<!DOCTYPE kml [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE kml [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY x "&b;&b;">]>',
        '<!DOCTYPE kml SYSTEM "http://192.0.2.1/kml.dtd">',
    ],
)
def test_k02_entities_and_document_types_are_refused(tmp_path: Path, declared: str) -> None:
    text = HEAD.replace("<kml", f"{declared}<kml") + placemark("<description>x</description>")
    (tmp_path / "x.kml").write_text(text + TAIL)
    with pytest.raises(UnreadableFile) as caught:
        parse(tmp_path / "x.kml", tmp_path / "out")
    assert caught.value.code == "E_DTD"


def test_k04_a_description_is_its_text_without_tags_and_scripts(tmp_path: Path) -> None:
    html = (
        "<style>b{color:red}</style><b>容量</b>: 300 &amp; more<br/><script>alert(1)</script>"
        "<table><tr><td>水深</td><td>2 m</td></tr></table><img src=x onerror=alert(1)>"
    )
    found = rows(read(tmp_path, placemark(f"<description><![CDATA[{html}]]></description>")))
    assert found[0]["description"] == "容量: 300 & more\n水深 2 m"


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({"doc.kml": b"", "../x.kml": b""}, "E_ZIP_PATH"),
        ({f"{i}.kml": b"" for i in range(10_000)}, "E_BOMB"),
        ({"doc.kml": b" " * 100_000_000}, "E_BOMB"),
    ],
)
def test_k05_a_hostile_kmz_is_refused(tmp_path: Path, parts: dict[str, bytes], code: str) -> None:
    with zipfile.ZipFile(tmp_path / "x.kmz", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    with pytest.raises(UnreadableFile) as caught:
        parse(tmp_path / "x.kmz", tmp_path / "out")
    assert caught.value.code == code


def test_a_kmz_is_the_kml_in_it(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x.kmz", "w") as archive:
        archive.writestr("doc.kml", HEAD + placemark(POINT) + TAIL)
        archive.writestr("files/icon.png", b"\x89PNG\r\n\x1a\n")
    parsed = parse(tmp_path / "x.kmz", tmp_path / "out")
    assert (parsed.format, rows(parsed)[0]["name"]) == ("kml", "一号")
