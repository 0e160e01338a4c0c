"""What an office asks its board for, each from a cold start with clicks and keys alone.

A new file loaded by dropping it is in test_reader.py: it needs a site of its own.
"""

from __future__ import annotations

import pytest
from serving import Served

from .watching import live, opened

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("served")]


def test_the_worst_incident_is_one_click_away_and_says_by_which_rule_it_is_late(
    page, noted, served_demo: Served
):
    opened(page, f"{served_demo.address}briefing?lang=en")
    worst = page.locator(".slot-incidents .incident").first
    assert worst.get_attribute("data-level") == "2"
    assert "overdue" in worst.inner_text()
    identity = worst.get_attribute("data-key")
    worst.click()
    page.locator(".sheet h1").wait_for()
    assert "/incidents" in page.url and identity.split(":")[-1] in page.url
    overdue = page.locator("td.late", has_text="overdue")
    late = page.locator(".sheet tr", has=overdue, has_text="Follow-up").first
    # Whose rule it is, and that nobody verified it, stand beside it.
    assert "invented" in late.inner_text()
    assert noted == []


def test_what_changed_since_eight_is_on_the_handover_note_and_leads_to_the_incident(
    page, noted, served_demo: Served
):
    opened(page, f"{served_demo.address}readiness?lang=en")
    note = page.locator(".slot-handover")
    assert "since 08:00" in note.inner_text()
    changed = note.locator("tr", has_text="Raised").first
    assert "Level 4 →" in changed.inner_text() or "Level IV →" in changed.inner_text()
    changed.get_by_role("link").first.focus()
    page.keyboard.press("Enter")
    page.locator(".sheet h1").wait_for()
    assert "/incidents" in page.url and "incident=" in page.url
    assert noted == []


def test_the_board_is_put_back_to_a_quarter_past_two_as_known_then(
    page, noted, served_demo: Served
):
    opened(page, f"{served_demo.address}incidents?lang=en")
    rows = page.locator("tr[data-id]")
    present = rows.count()
    page.locator("[data-key=moment]").click()
    page.locator("[data-key=exact]").fill("2026-07-12T02:15")
    page.locator("[data-key=exact]").press("Tab")
    page.locator("#banner").get_by_text("Not live").wait_for()
    page.wait_for_function(
        "n => { const now = document.querySelectorAll('tr[data-id]').length;"
        " return now > 0 && now < n; }",
        arg=present,
    )
    # This office's board heard of everything later: by then it knew nothing.
    page.locator("[data-key=known-then]").click()
    live(page)
    page.wait_for_function("document.querySelectorAll('tr[data-id]').length === 0")
    assert "as_of=2026-07-12T02%3A15" in page.url and "known=then" in page.url
    page.locator("[data-key=now]").click()
    live(page)
    assert rows.count() == present
    assert noted == []


def test_what_is_taken_from_a_narrowed_grid_is_narrowed(page, served_demo: Served):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    opened(page, f"{served_demo.address}resources?lang=en&below=1")
    shown = page.locator(".slot-grid tbody tr").count()
    page.locator(".slot-grid > .about").focus()
    page.keyboard.press("Enter")
    dialog = page.locator("dialog.dialog")
    items = dialog.locator("section", has=page.locator("[data-do=sql]")).last
    items.locator("[data-do=rows]").click()
    items.locator(".rows table").wait_for()
    assert items.locator(".rows tbody tr").count() == shown
    items.locator("[data-do=sql]").click()
    items.locator("[data-do=sql]").get_by_text("Copied").wait_for()
    assert "coverage < 1" in page.evaluate("navigator.clipboard.readText()")


def test_what_is_short_for_the_worst_incident_leads_to_what_would_close_the_gap(
    page, noted, served_demo: Served
):
    opened(page, f"{served_demo.address}briefing?lang=en")
    page.locator(".slot-incidents .incident").first.click()
    short = page.locator(".sheet tr", has=page.locator(".late", has_text="short")).first
    short.wait_for()
    item = short.locator("a").inner_text()
    assert item == "Foam agent" and "Shiqiao depot" in short.inner_text()
    short.locator("a").click()
    page.locator(".slot-lots h1").get_by_text(item).wait_for()
    # Only this item's moves are left: from where, and for which incident.
    move = page.locator(".slot-moves tr[data-id]", has_text="Shiqiao").first
    assert item in move.inner_text() and "Lingang" in move.inner_text()
    # What no depot can close is said, not left out.
    assert "0.6" in page.locator(".slot-moves").inner_text()
    move.get_by_role("link", name="for an incident").click()
    page.locator(".sheet h1").wait_for()
    assert "/incidents" in page.url
    assert noted == []


def test_the_same_view_opens_in_another_browser_from_its_link(page, browser, served_demo: Served):
    opened(page, f"{served_demo.address}incidents?lang=en&theme=dark")
    page.locator("[data-key=level-2]").click()
    page.wait_for_function("document.querySelectorAll('.slot-table tr[data-id]').length === 2")
    page.locator(".slot-table tr[data-id]").first.click()
    title = page.locator(".sheet h1").inner_text()
    page.locator("[data-key=share]").click()
    link = page.locator(".link").input_value()
    other = browser.new_context().new_page()
    opened(other, link)
    assert other.locator(".sheet h1").inner_text() == title
    assert other.locator(".slot-table tr[data-id]").count() == 2
    assert other.evaluate("document.documentElement.dataset.theme") == "dark"
    other.context.close()


def test_the_rows_behind_a_figure_of_the_briefing_are_shown(page, served_demo: Served):
    opened(page, f"{served_demo.address}briefing?lang=en")
    figure = page.locator("[data-figure=items_below_minimum]").first
    said = figure.inner_text()
    figure.focus()
    page.keyboard.press("Enter")
    dialog = page.locator("dialog.dialog")
    dialog.locator("[data-do=rows]").first.click()
    dialog.locator(".rows tbody td").first.wait_for()
    cells = dialog.locator(".rows tbody td").all_inner_texts()
    assert any(cell and cell in said for cell in cells)
