"""Sources at http(s): limits, repeats, pages and refusals, against a real server."""

from __future__ import annotations

import gzip
import re
import ssl
import threading
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
import trustme
from feed_server import (
    FeedServer,
    answer,
    cut_off,
    dripping,
    endless,
    feed_server,
    hanging,
    in_turn,
    packed,
    send,
    with_etag,
)  # fmt: skip
from fetched import HASTY, LOG, ROW, code_of, fetched, load_again, loaded, with_source

from sitroom.fetching.fetch import fetch
from sitroom.fetching.patience import LONGEST_WAIT, Patience, wait_of
from sitroom.settings import open_site
from sitroom.store.record import open_record

SRC = Path(__file__).parents[1] / "src" / "sitroom"


@pytest.fixture
def feeds() -> Iterator[FeedServer]:
    with feed_server() as running:
        yield running


def test_one_module_knows_the_http_library() -> None:
    knowing = [
        f.name for f in SRC.rglob("*.py") if re.search(r"import http(x|core)", f.read_text())
    ]
    assert knowing == ["client.py"]


def test_a_fetched_file_is_loaded_like_any_other_and_then_gone(site, feeds) -> None:
    with_source(site, feeds.put("/log.csv", LOG + ROW.format(1)))
    (result,) = loaded(site)
    assert (result.status, result.dataset, result.rows_inserted) == ("loaded", "incident", 1)
    assert result.file_name == "log.csv"
    assert [f.name for f in (site / "record" / "fetched" / "feed").iterdir()] == ["memory.json"]


def test_what_did_not_change_is_not_sent_again_and_still_counts(site, feeds) -> None:
    feeds.routes["/log.csv"] = with_etag(LOG + ROW.format(1), modified=None)
    with_source(site, feeds.base + "/log.csv")
    here = open_site(site)
    with open_record(here) as record:
        assert load_again(here, record)[0].status == "loaded"
        (again,) = load_again(here, record)
    assert (again.status, again.rows_read, again.rows_unchanged) == ("unchanged", 1, 1)
    assert feeds.asked[1][1]["If-None-Match"] == '"1"'


def test_another_address_is_not_asked_with_the_old_marks(site, feeds) -> None:
    feeds.routes["/log.csv"] = with_etag(LOG + ROW.format(1))
    with_source(site, feeds.base + "/log.csv")
    loaded(site)
    settings = site / "sitroom.toml"
    settings.write_text(settings.read_text().replace("/log.csv", "/log.csv?all=1"))
    loaded(site)
    assert "If-None-Match" not in feeds.asked[1][1]


def test_f13_a_refused_connection_is_tried_four_times(site) -> None:
    with feed_server() as gone:
        url = gone.base + "/log.csv"
    with_source(site, url)
    (result,) = loaded(site)
    assert (result.status, result.error_code) == ("failed", "E_UNREACHABLE")
    assert "does not answer" in result.message


def test_f13_a_source_that_comes_back_is_loaded_at_the_third_try(site, feeds) -> None:
    bad = answer(status=503)
    feeds.routes["/log.csv"] = in_turn(bad, bad, answer(LOG + ROW.format(1)))
    with_source(site, feeds.base + "/log.csv")
    assert loaded(site)[0].status == "loaded"
    assert len(feeds.asked) == 3


def test_f13_the_pauses_are_1_5_and_25_seconds() -> None:
    assert Patience().pauses == (1, 5, 25)
    assert (Patience().total, Patience().read, Patience().body) == (60, 15, 50 * 2**20)


def test_f14_a_name_that_does_not_resolve(site) -> None:
    assert code_of(site, "http://no-such-host.invalid/feed") == "E_UNREACHABLE"


def test_f15_a_slow_drip_ends_with_the_time_for_all_of_it(site, feeds) -> None:
    feeds.routes["/slow"] = dripping(30)
    begin = time.monotonic()
    assert code_of(site, feeds.base + "/slow") == "E_SLOW"
    assert time.monotonic() - begin < HASTY.total + 1


def test_f15_a_slow_drip_of_headers_too(site, feeds) -> None:
    def headers_for_ever(to) -> None:
        to.wfile.write(b"HTTP/1.1 200 OK\r\n")
        for number in range(200):
            to.wfile.write(b"X-%d: x\r\n" % number)
            time.sleep(0.1)

    feeds.routes["/slow"] = headers_for_ever
    assert code_of(site, feeds.base + "/slow") == "E_SLOW"


def test_f16_silence_after_the_headers_ends_with_the_read_limit(site, feeds) -> None:
    feeds.routes["/hang"] = hanging(5)
    begin = time.monotonic()
    assert code_of(site, feeds.base + "/hang") == "E_SLOW"
    assert time.monotonic() - begin < HASTY.total


def test_f17_an_endless_body_stops_at_the_limit(site, feeds) -> None:
    feeds.routes["/endless"] = endless()
    assert code_of(site, feeds.base + "/endless") == "E_TOO_LARGE"


def test_f19_retry_after_is_a_time_to_come_back_not_a_wait(site, feeds) -> None:
    feeds.routes["/busy"] = answer(status=429, headers={"Retry-After": "120"})
    with_source(site, feeds.base + "/busy")
    begin = time.monotonic()
    carried = fetched(site, patience=Patience())
    assert time.monotonic() - begin < 1
    assert (carried.wait, len(feeds.asked)) == (120, 1)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("7", 7.0), ("86400", LONGEST_WAIT), ("Sun, 12 Jul 2026 04:01:00 GMT", 60.0),
        ("-5", 0.0), ("soon", None), (None, None), ("nan", None),
    ],
)  # fmt: skip
def test_f19_retry_after_in_its_forms_is_at_most_ten_minutes(header, seconds) -> None:
    assert wait_of(header, datetime(2026, 7, 12, 4)) == seconds


def test_f20_a_login_page_is_named_as_a_web_page(site, feeds) -> None:
    page = (
        "<!DOCTYPE html><html><head><title>Sign in</title></head><body><form></form></body></html>"
    )
    with_source(site, feeds.put("/feed.json", page, kind="text/html"))
    (result,) = loaded(site)
    assert (result.status, result.error_code) == ("failed", "E_WEB_PAGE")
    assert "web page" in result.message


@pytest.mark.parametrize("trouble", ["unknown", "expired", "other name"])
def test_f21_a_certificate_that_nobody_vouches_for(site, trouble, tmp_path) -> None:
    authority = trustme.CA()
    names = ["elsewhere.example"] if trouble == "other name" else ["127.0.0.1"]
    expired = datetime(2020, 1, 1) if trouble == "expired" else None
    with feed_server(tls(authority.issue_cert(*names, not_after=expired))) as feeds:
        feeds.put("/log.csv", LOG + ROW.format(1))
        authority.cert_pem.write_to_path(site / "ca.pem")
        fetch_as = None if trouble == "unknown" else {"ca": "ca.pem"}
        assert code_of(site, feeds.base + "/log.csv", fetch=fetch_as) == "E_TLS"


def test_f21_a_private_authority_is_declared(site) -> None:
    authority = trustme.CA()
    with feed_server(tls(authority.issue_cert("127.0.0.1"))) as feeds:
        feeds.put("/log.csv", LOG + ROW.format(1))
        authority.cert_pem.write_to_path(site / "ca.pem")
        with_source(site, feeds.base + "/log.csv", fetch={"ca": "ca.pem"})
        assert loaded(site)[0].status == "loaded"


def tls(certificate: trustme.LeafCert) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    return context


@pytest.mark.parametrize("how", ["length", "gzip"])
def test_f22_a_body_shorter_than_announced_is_refused_and_old_data_stay(site, feeds, how) -> None:
    body = (LOG + ROW.format(1) + ROW.format(2)).encode()
    with_source(site, feeds.put("/log.csv", body))
    here = open_site(site)
    with open_record(here) as record:
        load_again(here, record)
        cut = gzip.compress(body)[:-9]
        feeds.routes["/log.csv"] = (
            cut_off(body[:-20]) if how == "length"
            else answer(cut, headers={"Content-Encoding": "gzip"})
        )  # fmt: skip
        (result,) = load_again(here, record)
        count = record.con.execute("SELECT count(*) FROM core.incident").fetchall()
    assert (result.status, result.error_code, count) == ("failed", "E_CUT_OFF", [(2,)])


def test_f23_a_bomb_of_a_content_encoding_stops_at_the_limit(site, feeds) -> None:
    feeds.routes["/bomb"] = packed(b"0" * 200_000_000)
    begin = time.monotonic()
    assert code_of(site, feeds.base + "/bomb") == "E_TOO_LARGE"
    assert time.monotonic() - begin < HASTY.total


@pytest.mark.parametrize("packing", ["br", "zstd", "gzip, gzip"])
def test_f23_a_packing_that_was_not_asked_for_is_refused(site, feeds, packing) -> None:
    feeds.routes["/x"] = answer(b"xxxx", headers={"Content-Encoding": packing})
    assert code_of(site, feeds.base + "/x") == "E_PACKED"


def test_f24_a_schema_that_changed_overnight_keeps_the_old_data(site, feeds) -> None:
    with_source(site, feeds.put("/log.csv", LOG + ROW.format(1)), dataset="incident")
    here = open_site(site)
    with open_record(here) as record:
        load_again(here, record)
        feeds.put("/log.csv", "alpha,beta\n1,2\n")
        (result,) = load_again(here, record)
        count = record.con.execute("SELECT count(*) FROM core.incident").fetchall()
    assert (result.status, count) == ("failed", [(1,)])
    assert "alpha" in result.message


def test_a_gzip_body_is_unpacked(site, feeds) -> None:
    feeds.routes["/log.csv"] = packed((LOG + ROW.format(1)).encode())
    with_source(site, feeds.base + "/log.csv")
    assert loaded(site)[0].rows_inserted == 1


def test_a_stopped_loader_does_not_wait_for_a_further_try(site, feeds) -> None:
    feeds.routes["/busy"] = answer(status=500)
    with_source(site, feeds.base + "/busy")
    here, stop = open_site(site), threading.Event()
    stop.set()
    begin = time.monotonic()
    assert fetch(here, here.source("feed"), stop=stop).error
    assert time.monotonic() - begin < 1


def test_a_body_is_not_seen_before_it_is_complete(site, feeds) -> None:
    def watched(to) -> None:
        send(to, 200, {"Content-Length": "10"}, b"12345")
        seen.extend(f.name for f in (site / "record" / "fetched" / "feed").glob("*.csv"))
        to.wfile.write(b"67890")

    seen: list[str] = []
    feeds.routes["/log.csv"] = watched
    with_source(site, feeds.base + "/log.csv")
    assert [f.name for f in fetched(site).files] == ["log.csv"]
    assert seen == []
