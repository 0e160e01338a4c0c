"""The main tasks of Resources, Risks and Readiness, from a cold start, as somebody on duty."""

from __future__ import annotations

import pytest
from serving import Served

from .watching import opened

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("served")]


def test_what_is_short_near_the_worst_incident_and_what_would_close_it(
    page, noted, served_demo: Served
):
    opened(page, f"{served_demo.address}resources?lang=en")
    assert page.locator(".slot-strip [data-figure=stock_figures] b").first.inner_text() != "—"
    hedong = page.locator(".slot-grid tr", has_text="Sandbags").get_by_text("32 %")
    assert "worst" in hedong.evaluate("e => e.closest('td').className")
    hedong.click()
    page.locator(".slot-lots h1").wait_for()
    assert page.locator(".slot-lots h1").inner_text() == "Sandbags"
    assert "at=" in page.url and "item=" in page.url
    assert page.locator(".slot-lots tbody tr").count() > 1
    # Only the chosen item's moves are left, and one of them goes to that depot.
    move = page.locator(".slot-moves tr[data-id]", has_text="Hedong").first
    move.wait_for()
    assert "Sandbags" in move.inner_text() and "Nanping" in move.inner_text()
    other = page.context.new_page()
    opened(other, page.url)
    assert other.locator(".slot-lots h1").inner_text() == "Sandbags"
    other.close()
    page.go_back()
    page.wait_for_function("document.querySelector('.slot-lots').hidden")
    assert noted == []


def test_filters_and_tabs_are_the_address(page, served_demo: Served):
    opened(page, f"{served_demo.address}resources?lang=en")
    every = page.locator(".slot-grid tbody tr").count()
    page.locator("[data-key=below]").click()
    page.wait_for_function(f"document.querySelectorAll('.slot-grid tbody tr').length < {every}")
    assert "below=1" in page.url
    page.locator("[data-key=tab-teams]").click()
    page.locator(".slot-echelons tbody tr").first.wait_for()
    assert "tab=teams" in page.url and "below" not in page.url
    assert not page.locator(".slot-grid").is_visible()
    page.reload()
    page.locator(".slot-echelons tbody tr").first.wait_for()


def test_a_cell_opens_by_keyboard_alone(page, served_demo: Served):
    opened(page, f"{served_demo.address}resources?lang=en")
    page.locator(".slot-grid td.worst a").first.focus()
    page.keyboard.press("Enter")
    page.locator(".slot-lots h1").wait_for()
    assert page.evaluate("document.activeElement.closest('td')?.className ?? ''").count("worst")


def test_a_risk_that_a_warning_makes_urgent_leads_to_the_stock_that_it_would_need(
    page, served_demo: Served
):
    opened(page, f"{served_demo.address}risks?lang=en")
    first = page.locator(".slot-urgent tbody tr").first
    assert "Sandbags" in first.inner_text()
    page.locator("[data-key=below]").click()
    page.wait_for_function(
        "[...document.querySelectorAll('.slot-urgent tbody tr')].every("
        "(row) => row.querySelector('td:nth-child(4)').className.includes('late'))"
    )
    first.locator("td:nth-child(4) a").click()
    page.locator(".slot-grid tbody tr").first.wait_for()
    assert "/resources" in page.url and "below=1" in page.url


def test_a_gap_on_the_roster_is_the_first_thing_that_readiness_says(page, served_demo: Served):
    opened(page, f"{served_demo.address}readiness?lang=en")
    first = page.locator(".slot-duty tbody tr").first
    assert "12\u00a0h covered" in first.inner_text()  # on one line
    assert first.locator("td:nth-child(4)").get_attribute("class") == "n late"


# page, what is walked to with Tab, and what Enter on it shows
WALKS = [
    ("briefing", "a.incident", ".slot-sheet .sheet h1"),
    ("incidents", ".slot-table tr[data-id] a", ".slot-sheet .sheet h1"),
    ("resources", "td.worst a", ".slot-lots h1"),
    ("risks", "[data-key=below]", "[data-key=below].on"),
    ("readiness", ".slot-duty > .about", "dialog .ways"),
]


def test_the_main_task_of_every_page_is_reached_by_keyboard_alone(page, served_demo: Served):
    for view, selector, shows in WALKS:
        opened(page, f"{served_demo.address}{view}?lang=en")
        page.locator(selector).first.wait_for()
        assert walked(page, selector), view
        page.keyboard.press("Enter")
        seen = "shows => document.querySelector(shows)?.checkVisibility()"
        page.wait_for_function(seen, arg=shows)
    opened(page, f"{served_demo.address}sources?lang=en")
    # The browser is asked to hand over its dialog before the walk: asked right before the key, it
    # now and then opens (and at once cancels) its own, for the asking is not waited for.
    with page.expect_file_chooser():
        assert walked(page, "#drop-file")
        page.keyboard.press("Enter")


def walked(page, selector: str, most: int = 80) -> bool:
    """Press Tab until what is wanted has the focus, never with the mouse."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("one => document.activeElement.matches(one)", selector):
            return True
    return False
