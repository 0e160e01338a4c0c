from __future__ import annotations

import re
from pathlib import Path

import duckdb
import pytest
import shapely

from sitroom.connector import discover, find
from sitroom.errors import UnreadableFile, UsageError
from sitroom.reading import parse

AREA = "<area><areaDesc>临江区</areaDesc>{}<geocode><valueName>code</valueName><value>909001</value></geocode></area>"
INFO = """<info><language>{language}</language><category>Met</category><event>Flood</event>
<urgency>Immediate</urgency><severity>{severity}</severity><certainty>Observed</certainty>
<senderName>A Person</senderName><headline>{headline}</headline><contact>A Person</contact>
{parameter}{area}</info>"""
ALERT = """<?xml version="1.0" encoding="{encoding}"?><alert{namespace}>
<identifier>LT-1</identifier><sender>lanting</sender><sent>2026-07-12T09:00:00+08:00</sent>
<status>Actual</status><msgType>Alert</msgType><scope>Public</scope><note>A Person</note>
{info}</alert>"""
CAP = ' xmlns="urn:oasis:names:tc:emergency:cap:1.{}"'


def info(
    language: str = "zh", headline: str = "", severity: str = "Severe", parameter: str = "",
    place: str = "",
) -> str:  # fmt: skip
    return INFO.format(
        language=language, headline=headline, severity=severity, parameter=parameter,
        area=AREA.format(place),
    )  # fmt: skip


def rows(folder: Path, body: str, *, namespace: str = CAP.format(2), codec: str = "utf-8"):
    text = ALERT.format(namespace=namespace, info=body, encoding=codec)
    return read(folder, text.encode(codec))


def read(folder: Path, content: bytes):
    file = folder / "x.xml"
    file.write_bytes(content)
    table = parse(file, folder / "out").tables[0]
    found = duckdb.sql(f"SELECT * FROM read_parquet('{table.stage}')").fetchall()
    return [dict(zip(["#", *table.columns], row, strict=False)) for row in found]


def test_built_in_connectors_are_found_with_their_settings() -> None:
    known = discover()
    assert {"files", "cap"} <= set(known)
    assert (known["cap"].fills, known["cap"].every, known["cap"].settings) == (
        "warning", "1 min", {}
    )  # fmt: skip
    with pytest.raises(UsageError, match="Did you mean `files`"):
        find("filse")


@pytest.mark.parametrize("namespace", [CAP.format(0), CAP.format(1), CAP.format(2), ""])
@pytest.mark.parametrize("codec", ["utf-8", "gb18030", "utf-16"])
def test_one_row_for_each_language_of_an_alert(tmp_path: Path, namespace: str, codec: str) -> None:
    body = info("zh", "兰汀市气象台发布暴雨橙色预警") + info("en", "Orange warning") + info("en")
    found = rows(tmp_path, body, namespace=namespace, codec=codec)
    assert [(row["language"], row["identifier"], row["colour"]) for row in found] == [
        ("zh", "LT-1", "orange"), ("en", "LT-1", "orange")
    ]  # fmt: skip
    assert (found[0]["area_desc"], found[0]["geocodes"]) == ("临江区", "909001")


def test_what_may_name_a_person_is_never_read(tmp_path: Path) -> None:
    assert "A Person" not in str(rows(tmp_path, info()))


def test_an_alert_without_information_is_a_row(tmp_path: Path) -> None:
    found = rows(tmp_path, "<references>lanting,LT-0,2026-07-12T08:00:00+08:00</references>")
    assert (len(found), found[0]["references"][:12]) == (1, "lanting,LT-0")


@pytest.mark.parametrize(
    ("given", "colour"),
    [
        ({"headline": "Yellow warning of flood"}, "yellow"),
        ({"headline": "Red Cross shelters open"}, None),
        ({"headline": "兰汀市发布暴雨红色预警信号"}, "red"),
        ({"severity": "Blue"}, "blue"),
        ({"parameter": "<parameter><valueName>awareness_level</valueName>"
          "<value>2; yellow; Moderate</value></parameter>"}, "yellow"),
        ({}, None),
    ],
)  # fmt: skip
def test_the_colour_is_the_warnings_own(tmp_path: Path, given: dict, colour: str | None) -> None:
    assert rows(tmp_path, info(**given))[0]["colour"] == colour


@pytest.mark.parametrize(
    ("place", "bounds"),
    [
        ("<polygon>30,112 30,113 31,113 30,112</polygon>", (112, 30, 113, 31)),
        ("<circle>30,112 111.19</circle>", (110.85, 29, 113.15, 31)),
        ("<circle>30,112 0</circle>", (112, 30, 112, 30)),
        ("<polygon>30,112 30,113 31,113</polygon>", None),
        ("<polygon>112,30 113,30 113,31 112,30</polygon>", None),
        ("<circle>30,112 -5</circle>", None),
        ("<circle>30,112 50000</circle>", None),
        ("<circle>here</circle>", None),
    ],
)
def test_an_area_that_cannot_be_drawn_costs_the_area_only(
    tmp_path: Path, place: str, bounds: tuple | None
) -> None:
    row = rows(tmp_path, info(place=place))[0]
    assert row["event"] == "Flood"
    if bounds is None:
        assert row["polygon"] in (re.sub("<.*?>", "", place) or None, None)
    else:
        assert shapely.from_wkb(row["polygon"]).bounds == pytest.approx(bounds, abs=0.01)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('<!DOCTYPE a SYSTEM "http://192.0.2.1/x.dtd"><alert/>', "E_DTD"),
        ('<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><alert>&x;</alert>', "E_DTD"),
        ('<!DOCTYPE a [<!ENTITY x "y"><!ENTITY z "&x;&x;">]><alert>&z;</alert>', "E_DTD"),
        ("<alert>" + "<a>" * 200_000 + "</a>" * 200_000 + "</alert>", "E_DEPTH"),
        ("<alert><info>", "E_XML"),
        ("<other><channel/></other>", "E_FORMAT"),
    ],
)
@pytest.mark.parametrize("codec", ["utf-8", "utf-16"])
def test_dangerous_or_broken_xml_is_refused(
    tmp_path: Path, text: str, code: str, codec: str
) -> None:
    with pytest.raises(UnreadableFile) as caught:
        read(tmp_path, ('<?xml version="1.0"?>' + text).encode(codec))
    assert caught.value.code == code
