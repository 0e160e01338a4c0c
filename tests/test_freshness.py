"""When a source counts as fresh: by the age of its data, not by whether something answered."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from feed_server import answer, feed_server, with_etag
from fetched import LOG, ROW, load_again, with_source

from sitroom import clock
from sitroom.schedule import make_ready
from sitroom.settings import open_site
from sitroom.store.connect import literal
from sitroom.store.record import open_record
from sitroom.store.schema import EVERYTHING_KNOWN, create_known_macros, create_metrics

ITEM = (
    "<item><guid>1</guid><title>Flood</title><category>Flood</category><pubDate>{}</pubDate></item>"
)
RSS = '<rss version="2.0"><channel><title>x</title>{}{}</channel></rss>'
ONE = '{{"metadata": {{"generated": "{}"}}, "results": [{}]}}'
ROW_OF_JSON = '{"Incident no": "J-1", "Incident type": "Flood", "Occurred at": "2026-07-12T08:00Z"}'


@pytest.fixture
def feeds():
    with feed_server() as running:
        yield running


@pytest.fixture
def office(site):
    with_source(site, "http://127.0.0.1:1/none", every="10 min")
    with open_record(open_site(site)) as record:
        make_ready(record, print)
        yield Office(site, record)


class Office:
    """A site with one feed, what its record holds, and how the board calls the feed's state."""

    def __init__(self, folder, record) -> None:
        self.folder, self.record, self.metrics = folder, record, False

    def load(self, url: str):
        settings = self.folder / "sitroom.toml"
        lines = [f'url = "{url}"' if line.startswith("url = ") else line
                 for line in settings.read_text().splitlines()]  # fmt: skip
        settings.write_text("\n".join(lines) + "\n")
        self.record.site = open_site(self.folder)
        return load_again(self.record.site, self.record)[0]

    def health(self, later: float = 0) -> dict:
        con, at = self.record.con, clock.now() + timedelta(minutes=later)
        if not self.metrics:
            create_known_macros(con)
            create_metrics(con, at)
            self.metrics = True
        moments = f"as_of := TIMESTAMP {literal(at)}, known_as_of := TIMESTAMP {literal(EVERYTHING_KNOWN)}"
        return con.execute(f"FROM metric.source_health({moments})").df().iloc[0].to_dict()


def ago(minutes: float) -> datetime:
    return clock.now() - timedelta(minutes=minutes)


def rfc(moment: datetime) -> str:
    return moment.strftime("%a, %d %b %Y %H:%M:%S GMT")


def test_a_feed_goes_from_fresh_to_due_late_and_dead_each_with_its_since(office, feeds) -> None:
    assert office.health()["state"] == "never"
    office.load(feeds.put("/log.csv", LOG + ROW.format(1)))
    loaded_at = office.health()["last_good_at"]
    for later, state, since in (
        (1, "fresh", 0),
        (11, "due", 10),
        (21, "late", 20),
        (121, "dead", 120),
    ):
        found = office.health(later)
        assert (found["state"], found["state_since"] - loaded_at) == (
            state,
            timedelta(minutes=since),
        )


@pytest.mark.parametrize(
    "body",
    [
        "", "   ", "<!DOCTYPE html><html><head><title>Sign in</title></head><body>x</body></html>", "[]",
        '{"results": []}', '{"type": "FeatureCollection", "features": []}', RSS.format("", ""), LOG,
    ],
    ids=["bytes", "blanks", "html", "list", "results", "features", "rss", "header"],
)  # fmt: skip
def test_an_answer_that_holds_nothing_is_late_at_once_and_not_fresh(office, feeds, body) -> None:
    feeds.routes["/feed"] = answer(LOG + ROW.format(1))
    office.load(feeds.base + "/feed")
    assert office.health()["state"] == "fresh"
    feeds.routes["/feed"] = answer(body)
    before = clock.now()
    office.load(feeds.base + "/feed")
    found = office.health()
    assert (found["state"], found["state_since"] >= before) == ("late", True)
    assert office.health(121)["state"] == "dead"
    feeds.routes["/feed"] = answer(LOG + ROW.format(1) + ROW.format(2))
    office.load(feeds.base + "/feed")
    assert office.health()["state"] == "fresh"


def test_an_empty_list_that_was_made_now_is_fresh(office, feeds) -> None:
    office.load(feeds.put("/feed", ONE.format(ago(1).isoformat() + "Z", "")))
    assert office.health()["state"] == "fresh"


@pytest.mark.parametrize("kind", ["json", "rss", "items", "atom", "header"])
@pytest.mark.parametrize(
    ("age", "state"), [(1, "fresh"), (11, "due"), (25, "late"), (7 * 1440, "dead")]
)
def test_the_datas_own_stamp_decides(office, feeds, kind, age, state) -> None:
    made = ago(age)
    stamp = rfc(made)
    bodies = {
        "json": ONE.format(made.isoformat() + "Z", ROW_OF_JSON),
        "rss": RSS.format(f"<lastBuildDate>{stamp}</lastBuildDate>", ITEM.format(rfc(ago(9999)))),
        "items": RSS.format("", ITEM.format(stamp)),
        "atom": '<feed xmlns="http://www.w3.org/2005/Atom"><title>x</title>'
        f"<updated>{made.isoformat()}Z</updated><entry><id>1</id><title>Flood</title>"
        '<category term="Flood"/></entry></feed>',
        "header": LOG + ROW.format(1),
    }
    headers = {"Last-Modified": stamp} if kind == "header" else {"Last-Modified": rfc(ago(0))}
    result = office.load(feeds.put("/feed", bodies[kind], headers=headers))
    assert result.status == "loaded", result.message
    found = office.health()
    assert (found["state"], found["age_minutes"]) == (state, age)


def test_last_weeks_answer_again_and_again_is_dead(office, feeds) -> None:
    feeds.routes["/feed"] = with_etag(ONE.format(ago(7 * 1440).isoformat() + "Z", ROW_OF_JSON))
    for _ in range(2):
        office.load(feeds.base + "/feed")
        assert office.health()["state"] == "dead"


def test_a_failure_says_since_when_and_the_next_good_answer_ends_it(office, feeds) -> None:
    url = feeds.put("/feed", LOG + ROW.format(1))
    office.load(url)
    feeds.routes["/feed"] = answer(status=500)
    before = clock.now()
    for _ in range(2):
        office.load(url)
    first = office.health()
    assert (first["state"], before <= first["state_since"] < first["last_try_at"]) == (
        "failed",
        True,
    )
    feeds.put("/feed", LOG + ROW.format(2))
    office.load(url)
    assert office.health()["state"] == "fresh"


def test_f25_a_stamp_from_the_future_makes_no_age_negative(office, feeds) -> None:
    office.load(feeds.put("/feed", ONE.format(ago(-90).isoformat() + "Z", ROW_OF_JSON)))
    found = office.health()
    assert (found["state"], found["age_minutes"]) == ("fresh", 0)
    assert office.health(25)["state"] == "late"


def test_f25_a_clock_that_was_set_back_shows_no_negative_age(office, feeds) -> None:
    office.load(feeds.put("/feed", LOG + ROW.format(1)))
    found = office.health(later=-60)
    assert found["state"] == "never"
    assert found["age_minutes"] is None  # nothing had come by then: neither negative nor nought
