"""Pages of a feed, entries of an index, and what a source may not be declared as."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from feed_server import FeedServer, answer, feed_server, with_etag
from fetched import LOG, ROW, fetched, load_again, loaded, with_source

from sitroom.errors import SitroomError
from sitroom.settings import open_site
from sitroom.store.record import open_record


@pytest.fixture
def feeds() -> Iterator[FeedServer]:
    with feed_server() as running:
        yield running


def rows(*numbers: int) -> list[dict]:
    return [
        {"Incident no": f"A-{n}", "Title": f"Flood {n}", "Incident type": "Flood",
         "Occurred at": f"2026-07-12T08:{n:02d}:00+08:00"}
        for n in numbers
    ]  # fmt: skip


def counted(site, **more) -> tuple[str, int]:
    (result,) = loaded(site, **more)
    return result.status, result.rows_read


@pytest.mark.parametrize("where", ["next", "meta", "links", "header"])
def test_pages_are_followed_to_the_last_and_loaded_as_one(site, feeds, where) -> None:
    second = feeds.base + "/p2"
    body = {"results": rows(1, 2)}
    around = {
        "next": {"next": second}, "meta": {"meta": {"next": "/p2"}},
        "links": {"links": {"next": {"href": second}}}, "header": {},
    }[where]  # fmt: skip
    headers = {"Link": f'<{second}>; rel="next", <x>; rel="last"'} if where == "header" else None
    feeds.put("/p1", json.dumps(around | body), headers=headers)
    feeds.put("/p2", json.dumps({"next": None, "results": rows(3)}))
    with_source(site, feeds.base + "/p1")
    assert counted(site) == ("loaded", 3)
    assert feeds.paths() == ["/p1", "/p2"]


def numbered(feeds: FeedServer, pages: dict[str, list[dict]], parameter: str) -> None:
    def behave(to) -> None:
        asked = to.path.partition(f"{parameter}=")[2].partition("&")[0]
        answer(json.dumps({"data": pages.get(asked, [])}))(to)

    feeds.routes["/list"] = behave


def test_pages_by_number_end_with_one_that_is_not_full(site, feeds) -> None:
    numbered(feeds, {"1": rows(1, 2), "2": rows(3, 4), "3": rows(5)}, "page")
    with_source(site, feeds.base + "/list", fetch={"page": "page", "size": 2})
    assert counted(site) == ("loaded", 5)
    assert feeds.paths() == ["/list?page=1", "/list?page=2", "/list?page=3"]


def test_pages_by_offset_end_with_an_empty_one(site, feeds) -> None:
    numbered(feeds, {"0": rows(1, 2), "2": rows(3, 4)}, "skip")
    with_source(site, feeds.base + "/list", fetch={"offset": "skip", "size": 2})
    assert counted(site) == ("loaded", 4)
    assert feeds.paths()[-1] == "/list?skip=4"


def test_j12_a_page_that_leads_back_is_refused(site, feeds) -> None:
    feeds.put("/p1", json.dumps({"next": feeds.base + "/p2", "results": rows(1)}))
    feeds.put("/p2", json.dumps({"next": feeds.base + "/p1", "results": rows(2)}))
    with_source(site, feeds.base + "/p1")
    error = fetched(site).error
    assert error and error.code == "E_PAGING"
    assert len(feeds.asked) == 2


def test_j12_a_second_page_that_repeats_the_first_is_refused(site, feeds) -> None:
    feeds.put("/p", json.dumps({"next": "?page=2", "results": rows(1)}))
    with_source(site, feeds.base + "/p")
    (result,) = loaded(site)
    assert (result.status, result.error_code) == ("failed", "E_PAGING")


def test_j12_pages_without_end_stop_at_the_cap(site, feeds) -> None:
    def behave(to) -> None:
        number = int(to.path.partition("=")[2] or 1)
        body = {"next": f"{feeds.base}/p?n={number + 1}", "results": rows(number)}
        answer(json.dumps(body))(to)

    feeds.routes["/p"] = behave
    with_source(site, feeds.base + "/p", fetch={"max_pages": 3})
    (result,) = loaded(site)
    assert result.error_code == "E_PAGING"
    assert (len(feeds.asked), "at most 3" in result.message) == (3, True)


def test_s14_a_next_page_on_another_host_is_refused(site, feeds) -> None:
    feeds.put("/p", json.dumps({"next": "http://169.254.169.254/", "results": rows(1)}))
    with_source(site, feeds.base + "/p")
    (result,) = loaded(site)
    assert result.error_code == "E_HOST"


ALERT = """<?xml version="1.0" encoding="UTF-8"?>
<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>LT-{0}</identifier>
<sender>met</sender><sent>2026-07-12T09:0{0}:00+08:00</sent><status>Actual</status>
<msgType>Alert</msgType><scope>Public</scope><info><language>en</language><category>Met</category>
<event>Flood</event><urgency>Immediate</urgency><severity>Severe</severity>
<certainty>Observed</certainty><headline>Orange flood warning {0}</headline>
<area><areaDesc>Riverside</areaDesc></area></info></alert>"""
ENTRY = """<entry><id>urn:{0}</id><updated>2026-07-12T01:0{0}:00Z</updated><title>{0}</title>
<link rel="alternate" type="application/cap+xml" href="{1}"/></entry>"""
INDEX = """<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom">
<id>x</id><title>Alerts</title><updated>2026-07-12T01:30:00Z</updated>{}</feed>"""


def index(feeds: FeedServer, *numbers: int, elsewhere: str = "") -> None:
    for number in numbers:
        feeds.put(f"/alert/{number}.xml", ALERT.format(number))
    places = [(n, elsewhere or f"/alert/{n}.xml") for n in numbers]
    feeds.put("/index.atom", INDEX.format("".join(ENTRY.format(*place) for place in places)))


def test_an_index_of_alerts_brings_each_alert_once(site, feeds) -> None:
    index(feeds, 1, 2)
    with_source(site, feeds.base + "/index.atom")
    here = open_site(site)
    with open_record(here) as record:
        (first,) = load_again(here, record)
        (again,) = load_again(here, record)
        index(feeds, 1, 2, 3)
        (third,) = load_again(here, record)
        headlines = record.con.execute("SELECT headline FROM core.warning ORDER BY 1").fetchall()
        stamps = record.con.execute("SELECT data_at FROM core.load ORDER BY load_id").fetchall()
    assert (first.dataset, first.rows_inserted, again.status, third.rows_inserted) == (
        "warning", 2, "unchanged", 1
    )  # fmt: skip
    assert [h[0][-1] for h in headlines] == ["1", "2", "3"]
    assert feeds.paths().count("/alert/1.xml") == 1
    assert stamps == [(datetime(2026, 7, 12, 1, 30),)] * 3


def test_an_entry_that_is_gone_leaves_the_others_and_is_asked_for_again(site, feeds) -> None:
    index(feeds, 1, 2)
    feeds.routes["/alert/2.xml"] = answer(status=404)
    with_source(site, feeds.base + "/index.atom")
    here = open_site(site)
    with open_record(here) as record:
        (first,) = load_again(here, record)
        feeds.put("/alert/2.xml", ALERT.format(2))
        (second,) = load_again(here, record)
    assert (first.rows_inserted, second.rows_inserted) == (1, 1)
    assert "404" in first.message


def test_one_broken_alert_leaves_the_others(site, feeds) -> None:
    index(feeds, 1, 2)
    feeds.put("/alert/2.xml", ALERT.format(2)[:-30])
    with_source(site, feeds.base + "/index.atom")
    (result,) = loaded(site)
    assert (result.status, result.rows_inserted) == ("loaded", 1)
    assert "broken XML" in result.message


def test_s14_entries_on_another_host_are_not_fetched(site, feeds) -> None:
    index(feeds, 1, elsewhere="http://localhost:1/alert.xml")
    with_source(site, feeds.base + "/index.atom")
    error = fetched(site).error
    assert error and "localhost" in error.found
    assert feeds.paths() == ["/index.atom"]


def test_an_index_that_is_not_to_be_followed_is_a_feed(site, feeds) -> None:
    index(feeds, 1)
    with_source(site, feeds.base + "/index.atom", fetch={"follow": "none"})
    assert len(fetched(site).files) == 1
    assert feeds.paths() == ["/index.atom"]


def test_last_modified_says_how_old_an_answer_without_a_stamp_is(site, feeds) -> None:
    modified = datetime(2026, 7, 5, 1, tzinfo=UTC)
    feeds.routes["/log.csv"] = with_etag(LOG + ROW.format(1), modified=modified)
    with_source(site, feeds.base + "/log.csv")
    (result,) = loaded(site)
    assert result.data_at == datetime(2026, 7, 5, 1)


def test_a_secret_that_is_not_set_is_told_by_its_name(site, feeds) -> None:
    with_source(site, feeds.base + "/x", fetch={"headers": {"X-Key": "env:NOT_SET_ANYWHERE"}})
    error = fetched(site).error
    assert isinstance(error, SitroomError) and "NOT_SET_ANYWHERE" in str(error)
