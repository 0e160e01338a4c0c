"""Official warnings from the file to the board: what counts, what is kept, what is never live."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from office import an_office

INFO = """<info><language>{language}</language><category>Met</category><event>{event}</event>
<urgency>Immediate</urgency><severity>{severity}</severity><certainty>Observed</certainty>
{expires}<headline>{headline}</headline>{more}<area><areaDesc>临江区</areaDesc>{place}</area></info>"""
ALERT = """<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">{identifier}{sender}{sent}
<status>{status}</status>{kind}<scope>Public</scope>{refs}{info}</alert>"""


def info(
    headline: str = "Orange flood warning", *, language: str = "en", event: str = "Flood",
    severity: str = "Severe", expires: str = "", more: str = "", place: str = "",
) -> str:  # fmt: skip
    ends = f"<expires>{expires}</expires>" if expires else ""
    return INFO.format(
        language=language, event=event, severity=severity, expires=ends, headline=headline,
        more=more, place=place,
    )  # fmt: skip


def alert(
    name: str | None = "LT-1", *infos: str, sent: str | None = "2026-07-12T09:00:00+08:00",
    status: str = "Actual", kind: str | None = "Alert", refs: str = "", sender: str | None = "met",
) -> str:  # fmt: skip
    def tag(what: str, words: str | None) -> str:
        return f"<{what}>{words}</{what}>" if words is not None else ""

    return ALERT.format(
        identifier=tag("identifier", name), sender=tag("sender", sender), sent=tag("sent", sent),
        status=status, kind=tag("msgType", kind), refs=tag("references", refs or None),
        info="".join(infos or (info(),)),
    )  # fmt: skip


@pytest.fixture
def office(site: Path, tmp_path: Path) -> Iterator:
    with an_office(site, tmp_path) as opened:
        yield opened


ENTITY = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
LAUGHS = "".join(
    f'<!ENTITY {name} "{f"&{one};" * 10}">'
    for one, name in zip("abcdefgh", "bcdefghi", strict=True)
)
BOMB = f'<!DOCTYPE x [<!ENTITY a "{"lol" * 100}">{LAUGHS}]>'
OUTSIDE = '<!DOCTYPE alert SYSTEM "http://127.0.0.1:1/x.dtd">'


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (ENTITY + alert().replace("LT-1", "&e;"), "E_DTD"),
        (BOMB + alert().replace("LT-1", "&i;"), "E_DTD"),
        (OUTSIDE + alert(), "E_DTD"),
        (alert().replace("<scope>", "<a>" * 200_000 + "</a>" * 200_000 + "<scope>"), "E_DEPTH"),
        ((ENTITY + alert().replace("LT-1", "&e;")).encode("utf-16"), "E_DTD"),
    ],
    ids=["a01_entity", "a02_bomb", "a03_outside_dtd", "a04_depth", "a05_utf16"],
)  # fmt: skip
def test_a01_to_a05_dangerous_xml_is_refused_at_once(office, content, code) -> None:
    begin = time.monotonic()
    result = office.load(content)
    assert (result.status, result.error_code) == ("failed", code)
    assert time.monotonic() - begin < 5


@pytest.mark.parametrize("namespace", ["1.0", "1.1", "1.2", ""])
def test_a06_older_namespaces_and_none_are_read(office, namespace) -> None:
    old = "http://www.incident.com/cap/1.0" if namespace == "1.0" else (
        f"urn:oasis:names:tc:emergency:cap:{namespace}"
    )  # fmt: skip
    content = alert().replace("urn:oasis:names:tc:emergency:cap:1.2", old)
    content = content if namespace else content.replace(f' xmlns="{old}"', "")
    assert office.load(content).rows_inserted == 1
    assert office.live() == ["LT-1"]


@pytest.mark.parametrize("part", ["name", "sender", "sent", "kind"])
def test_a07_an_alert_without_what_cap_demands_is_set_aside(office, part) -> None:
    missing = {"name": alert(None), "sender": alert(sender=None), "sent": alert(sent=None),
               "kind": alert(kind=None)}  # fmt: skip
    result = office.load(missing[part])
    assert (result.rows_read, result.rows_rejected) == (1, 1)
    ((reason, raw),) = office.ask("SELECT reason, raw FROM core.rejected_row")
    assert (reason, "Orange flood warning" in raw) == ("missing_value", True)


def test_a08_a_time_without_its_offset_is_set_aside(office) -> None:
    result = office.load(alert(sent="2026-07-12T09:00:00"))
    assert (result.rows_rejected, office.ask("SELECT reason FROM core.rejected_row")) == (
        1, [("bad_date",)]
    )  # fmt: skip


def test_a09_a_time_in_z_is_read(office) -> None:
    office.load(alert(sent="2026-07-12T01:00:00Z"))
    assert office.ask("SELECT sent_at FROM core.warning") == [(datetime(2026, 7, 12, 1),)]


def test_a10_the_same_alert_again_is_unchanged(office) -> None:
    office.load(alert())
    again = office.load(alert() + "<!-- sent twice -->")
    assert (again.rows_inserted, again.rows_unchanged) == (0, 1)


@pytest.mark.parametrize("kind", ["Update", "Cancel"])
def test_a11_a_reference_ends_what_comes_later_or_never(office, kind) -> None:
    later = "2026-07-12T09:30:00+08:00"
    assert office.load(alert("LT-2", sent=later, kind=kind, refs=REFS)).rows_inserted == 1
    assert office.live() == (["LT-2"] if kind == "Update" else [])
    office.load(alert("LT-1"))
    assert office.live() == (["LT-2"] if kind == "Update" else [])
    assert office.ask("SELECT count(*) FROM core.warning") == [(2,)]


REFS = "met,LT-1,2026-07-12T09:00:00+08:00"


def test_a12_a_loop_of_references_is_cut_at_the_newest(office) -> None:
    office.load(alert("LT-1", kind="Update", refs="met,LT-2,x"))
    office.load(alert("LT-2", kind="Update", sent="2026-07-12T09:05:00+08:00", refs=REFS))
    office.load(alert("LT-3", kind="Update", refs="met,LT-3,x"))
    assert sorted(office.live()) == ["LT-2", "LT-3"]


@pytest.mark.parametrize("status", ["Exercise", "Test", "Draft", "System"])
def test_a13_what_is_not_actual_is_kept_and_never_live(office, status) -> None:
    office.load(alert(status=status))
    assert office.live() == []
    assert office.ask("SELECT status FROM core.warning") == [(status,)]


@pytest.mark.parametrize(
    "test",
    [
        info(event="Required Weekly Test"), info(event="Required Monthly Test"),
        info(event="TEST"), info(event="测试"), info(headline="TEST - this is only a test"),
        info(more="<eventCode><valueName>SAME</valueName><value>RWT</value></eventCode>"),
        info(more="<eventCode><valueName>SAME</valueName><value>RMT</value></eventCode>"),
        info(headline="【演练】兰汀市发布暴雨红色预警"),
    ],
)  # fmt: skip
def test_a13_a_required_test_is_never_live_though_it_calls_itself_actual(office, test) -> None:
    office.load(alert("LT-9", test))
    assert (office.live(), office.ask("SELECT status FROM core.warning")) == ([], [("Test",)])


def test_a_real_warning_that_speaks_of_tests_is_live(office) -> None:
    office.load(
        alert("LT-1", info("Red warning: testing of water supplies", event="Testing lab fire"))
    )
    assert office.live() == ["LT-1"]


@pytest.mark.parametrize("expires", ["2026-07-12T08:00:00+08:00", "2020-01-01T00:00:00+08:00"])
def test_a14_one_that_ends_before_it_begins_is_kept_and_has_run_out(office, expires) -> None:
    assert office.load(alert("LT-1", info(expires=expires))).rows_inserted == 1
    assert office.live() == []


@pytest.mark.parametrize(
    "place",
    [
        "<polygon>30,112 30,113 31,113 31,112</polygon>", "<polygon>30,112 30,113 30,112</polygon>",
        "<polygon>112,30 113,30 113,31 112,30</polygon>", "<polygon>here</polygon>",
        "<circle>30,112 -5</circle>", "<circle>30,112 50000</circle>",
    ],
    ids=["a15_open", "a15_few", "a15_lon_first", "a15_words", "a16_negative", "a16_huge"],
)  # fmt: skip
def test_a15_a16_an_area_that_cannot_be_drawn_costs_the_area_only(office, place) -> None:
    office.load(alert("LT-1", info(place=place)))
    assert office.live() == ["LT-1"]
    assert office.ask("SELECT geom_wkb IS NULL, area_desc FROM core.warning") == [(True, "临江区")]
    ((kept,),) = office.ask("SELECT other_fields FROM core.warning")
    assert re.sub("<.*?>", "", place) in kept


def test_a17_a_severity_that_is_unknown_stands_high(office) -> None:
    minor = info("Minor flood advisory", severity="Minor")
    office.load(alert("LT-1", minor))
    office.load(alert("LT-2", info("Flood", severity="Catastrophic")))
    assert office.live() == ["LT-2", "LT-1"]


def test_a18_languages_are_one_alert_and_all_are_kept(office) -> None:
    office.load(
        alert(
            "LT-1",
            info("Orange flood warning"),
            info("洪水橙色预警", language="zh-CN", event="洪水"),
        )
    )
    assert office.ask("SELECT count(*) FROM core.warning") == [(2,)]
    assert office.live() == ["LT-1"]


def test_a19_what_is_no_address_of_a_page_is_no_link(office) -> None:
    office.load(alert("LT-1", info(more="<web>javascript:alert(1)</web>")))
    office.load(alert("LT-2", info(more="<web>https://met.example/2</web>")))
    links = office.ask("SELECT identifier, url FROM core.warning ORDER BY 1")
    assert links == [("LT-1", None), ("LT-2", "https://met.example/2")]


def test_a20_an_attached_file_of_50_mb_is_left_out_and_the_alert_kept(office) -> None:
    body = "QUJD" * (50 * 2**20 // 4)
    attached = f"<resource><resourceDesc>x</resourceDesc><derefUri>{body}</derefUri></resource>"
    result = office.load(alert("LT-1", info(more=attached)))
    assert (result.rows_inserted, office.live()) == (1, ["LT-1"])


def test_several_alerts_in_one_file_and_inside_entries_of_a_feed(office) -> None:
    several = f"<alerts>{alert('LT-1')}{alert('LT-2')}</alerts>"
    assert office.load(several).rows_inserted == 2
    entry = '<entry><id>x</id><content type="text/xml">{}</content></entry>'
    feed = f'<feed xmlns="http://www.w3.org/2005/Atom"><title>x</title>{entry.format(alert("LT-3"))}</feed>'
    assert office.load(feed).rows_inserted == 1
    assert sorted(office.live()) == ["LT-1", "LT-2", "LT-3"]


def test_one_that_runs_out_is_live_until_then(office) -> None:
    office.load(alert("LT-1", info(expires="2026-07-12T10:30:00+08:00")))
    assert office.live() == ["LT-1"]
    assert office.live(datetime(2026, 7, 12, 2, 31)) == []


def test_the_sender_may_be_a_persons_address_and_is_masked(office) -> None:
    office.load(
        alert(
            "LT-2",
            sender="duty.officer@met.example",
            kind="Update",
            refs=REFS.replace("met", "a.b@met.example"),
        )
    )
    kept = str(office.ask("SELECT sender, refs FROM core.warning"))
    assert "@" not in kept
    office.load(alert("LT-1"))
    assert office.live() == ["LT-2"]


NATIONAL = """<alert><identifier>{name}</identifier><sender>某气象台</sender>
<senderCode>41000041600000</senderCode><sendTime>2026-07-12 09:00:00+08:00</sendTime>
<status>Actual</status><msgType>Alert</msgType><scope>Public</scope>
<code><method><methodName>SMS</methodName><message>x</message><audienceGrp>李四</audienceGrp></method></code>
<info><language>zh-CN</language><eventType>11B06</eventType><urgency>Unknown</urgency>
<severity>Unknown</severity><certainty>Unknown</certainty><effective></effective><expires></expires>
<senderName>张三</senderName><headline>发布大风蓝色预警[IV级/一般]</headline><description>x</description>
<area><areaDesc>x</areaDesc><polygon></polygon><geocode>{codes}</geocode></area></info></alert>"""


def test_the_national_form_without_codes_is_of_its_issuers_area(office) -> None:
    office.load(NATIONAL.format(name="41010041600000_20260712090000", codes=""))
    office.load(NATIONAL.format(name="41010041600000_20260712090001", codes="410102000000"))
    office.load(NATIONAL.format(name="LT-20260712-0002", codes=""))
    columns = "identifier, region_codes, colour, level, sent_at"
    sent = datetime(2026, 7, 12, 1)
    assert office.ask(f"SELECT {columns} FROM core.warning ORDER BY 1") == [
        ("41010041600000_20260712090000", "410100", "blue", 4, sent),
        ("41010041600000_20260712090001", "410102000000", "blue", 4, sent),
        ("LT-20260712-0002", None, "blue", 4, sent),
    ]
    kept = str(office.ask("SELECT * FROM core.warning"))
    assert "张三" not in kept and "李四" not in kept
