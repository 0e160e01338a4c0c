"""What a source may not be declared as, and addresses that are never asked."""

from __future__ import annotations

import json
import socket

import pytest
from feed_server import answer, feed_server
from fetched import LOG, ROW, code_of, fetched, load_again, loaded, with_source

from sitroom.errors import Unreachable, UsageError
from sitroom.fetching.hosts import Door
from sitroom.settings import Source, open_site
from sitroom.sources import files_of
from sitroom.store.record import open_record


@pytest.fixture
def feeds():
    with feed_server() as running:
        yield running


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd", "ftp://h/x", "zip+http://h/x", "/vsicurl/http://h", "http://",
        "http://169.254.169.254/", "http://good@bad.example/x", "http://user:pw@h.example/",
        "http://2130706433/", "http://0177.0.0.1/", "http://0x7f000001/", "http://127.1/",
        "http://[fd00:ec2::254]/", "http://100.100.100.200/", "http://exämple.org/",
        "http://0.0.0.0/", "http://224.0.0.1/", "http://[::ffff:169.254.169.254]/",
        "http://h.example\\@evil.example/", "postgresql://u:pw@h/db", "http://h:port/",
    ],
)  # fmt: skip
def test_s14_a_url_that_cannot_be_meant_is_a_mistake_in_the_settings(site, url) -> None:
    with pytest.raises(UsageError):
        with_source(site, url)


@pytest.mark.parametrize(
    "path",
    [
        "../other/*.csv", "log/../../x.csv", "/dev/zero", "/proc/self/environ", "/sys/x",
        "\\\\server\\share\\x.csv", "//server/share", "/vsicurl/http://h/x", "zip+http://h/x.zip",
        "https://h.example/x.csv", "/vsizip/x.zip", "x\0.csv",
    ],
)  # fmt: skip
def test_s13_a_path_that_cannot_be_meant_is_a_mistake_in_the_settings(site, path) -> None:
    file = site / "sitroom.toml"
    block = f'[[sources]]\nname = "x"\npath = {json.dumps(path)}\n'
    file.write_text(file.read_text() + block.replace("\\u0000", "\\u0000"))
    with pytest.raises(UsageError):
        open_site(site)


def test_s13_links_that_leave_a_watched_folder_are_not_followed(site, tmp_path) -> None:
    outside = tmp_path / "outside.csv"
    outside.write_text(LOG + ROW.format(1))
    watched = site / "log"
    watched.mkdir()
    (watched / "own.csv").write_text(LOG + ROW.format(2))
    (watched / "link.csv").symlink_to(outside)
    (watched / "zero.csv").symlink_to("/dev/zero")
    (watched / "folder").symlink_to(tmp_path)
    here = open_site(site)
    for pattern in ("log", "log/*.csv", "log/*/*.csv", "log/**/*.csv"):
        names = [f.name for f in files_of(here, Source("x", path=pattern))]
        assert names in (["own.csv"], []), pattern


def test_a_path_and_a_url_are_one_too_many(site) -> None:
    with pytest.raises(UsageError, match="both a path and a url"):
        with_source(site, "https://h.example/x", path="log/*.csv")


def test_an_unknown_way_to_fetch_names_the_nearest(site) -> None:
    with pytest.raises(UsageError, match="Did you mean `headers`"):
        with_source(site, "https://h.example/x", fetch={"haeders": {}})


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "169.254.169.254", "::1", "fe80::1", "0.0.0.0", "::ffff:127.0.0.1",
        "64:ff9b::7f00:1", "2002:7f00:1::", "100.100.100.200", "224.0.0.1", "255.255.255.255",
    ],
)  # fmt: skip
def test_s14_a_name_that_means_a_forbidden_address_is_refused(address) -> None:
    """As when a name's answer changes between the check and the call (DNS rebinding)."""

    def lookup(host, port, **_):
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    with pytest.raises(Unreachable) as refused:
        Door.of("http://feed.example/", lookup=lookup).addresses("feed.example", 80)
    assert refused.value.code == "E_HOST"


def test_s14_the_address_that_was_checked_is_the_one_connected_to(site, feeds, monkeypatch) -> None:
    """A name that means this machine is refused; nobody is asked, not even once."""
    real = socket.getaddrinfo
    monkeypatch.setattr(
        "sitroom.fetching.hosts.Door.of",
        classmethod(
            lambda cls, url, hosts=(): cls(
                frozenset({"feed.example"}),
                frozenset(),
                lambda host, port, **more: real("127.0.0.1", port, **more),
            )
        ),
    )
    port = feeds.base.rpartition(":")[2]
    with_source(site, f"http://feed.example:{port}/log.csv")
    error = fetched(site).error
    assert error and error.code == "E_HOST"
    assert feeds.asked == []


def test_an_address_of_the_office_network_may_be_meant() -> None:
    def lookup(host, port, **_):
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("10.1.2.3", port))]

    door = Door.of("https://dispatch.office.example/", lookup=lookup)
    assert door.addresses("dispatch.office.example", 443) == ["10.1.2.3"]


def test_f18_a_redirect_loop_ends(site, feeds) -> None:
    feeds.routes["/a"] = answer(status=302, headers={"Location": "/a"})
    assert code_of(site, feeds.base + "/a") == "E_REDIRECTS"


@pytest.mark.parametrize(
    "target",
    [
        "file:///etc/passwd", "ftp://127.0.0.1/x", "http://localhost:1/x", "http://example.org/x",
        "http://169.254.169.254/latest/meta-data", "http://[::1]/x", "http://2130706433/x",
        "http://0x7f.1/x", "http://good@127.0.0.1/x", "gopher://127.0.0.1/",
    ],
)  # fmt: skip
def test_f18_s14_a_redirect_elsewhere_is_refused_at_the_first_hop(site, feeds, target) -> None:
    feeds.routes["/a"] = answer(status=302, headers={"Location": target})
    assert code_of(site, feeds.base + "/a") == "E_HOST"
    assert feeds.paths() == ["/a"]


def test_a_redirect_within_the_host_is_followed_and_a_declared_host_too(site, feeds) -> None:
    feeds.put("/b", LOG + ROW.format(1))
    other = feeds.base.replace("127.0.0.1", "localhost")
    feeds.routes["/a"] = answer(status=301, headers={"Location": other + "/b"})
    with_source(site, feeds.base + "/a", fetch={"hosts": ["localhost"]})
    assert loaded(site)[0].status == "loaded"


def test_secrets_go_to_the_declared_host_alone(site, feeds, monkeypatch) -> None:
    monkeypatch.setenv("FEED_KEY", "s3cret-of-the-feed")
    feeds.put("/b", LOG + ROW.format(1))
    other = feeds.base.replace("127.0.0.1", "localhost")
    feeds.routes["/a"] = answer(status=301, headers={"Location": other + "/b"})
    fetch_as = {"hosts": ["localhost"], "headers": {"X-Key": "env:FEED_KEY"}}
    with_source(site, feeds.base + "/a", fetch=fetch_as)
    assert loaded(site)[0].status == "loaded"
    keys = [headers.get("X-Key") for _, headers in feeds.asked]
    assert keys == ["s3cret-of-the-feed", None]


def test_s36_no_secret_stands_in_a_message_or_in_the_record(site, feeds, monkeypatch) -> None:
    monkeypatch.setenv("FEED_KEY", "s3cret-of-the-feed")
    with_source(site, feeds.base + "/none?page=1", fetch={"params": {"key": "env:FEED_KEY"}})
    here = open_site(site)
    with open_record(here) as record:
        (result,) = load_again(here, record)
        kept = record.con.execute("SELECT path FROM core.source").fetchall()
        told = record.con.execute("SELECT message FROM core.load").fetchall()
    assert feeds.paths() == ["/none?page=1&key=s3cret-of-the-feed"]
    assert "404" in result.message
    assert "s3cret" not in str([kept, told, result])
    assert kept == [(feeds.base + "/none",)]


def test_a_declared_proxy_is_asked_and_names_are_checked_all_the_same(site, feeds) -> None:
    far = "http://feed.nowhere.example/log.csv"
    feeds.put(far, LOG + ROW.format(1))
    with_source(site, far, fetch={"proxy": feeds.base})
    assert [result.rows_inserted for result in loaded(site)] == [1]
    assert feeds.paths() == [far]
    moved = answer(status=302, headers={"Location": "http://other.nowhere.example/"})
    feeds.routes[far] = moved
    assert code_of(site, far, name="second", fetch={"proxy": feeds.base}) == "E_HOST"
