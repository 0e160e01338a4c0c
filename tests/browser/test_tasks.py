"""What an office asks its board for, each from a cold start with clicks and keys alone."""

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
    late = page.locator(".sheet tr", has=page.locator("td.late", has_text="overdue")).first
    assert "Follow-up" in late.inner_text()
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
    page.wait_for_function("navigator.clipboard.readText().then((said) => said.includes('WHERE'))")
    assert "coverage < 1" in page.evaluate("navigator.clipboard.readText()")
