// The Incidents page: filters in the address, the table, and the sheet of the one that is opened.
"use strict";

import { go, href, onChange, query } from "./address.js";
import { reportState, steps } from "./briefing.js";
import { elsewhere, fact, titled } from "./cards.js";
import { chip, choice } from "./chips.js";
import { folding, scrolling } from "./rows.js";
import { duration, h, now, parts, shell, sign, stacked, t, tick } from "./dom.js";

const ON_A_PHONE = 8;
const TYPING = 300; // ms without a key until what was typed is searched for

function filters(block, section) {
  const asked = query();
  const all = asked.get("show") === "all";
  const chosen = new Set((asked.get("level") ?? "").split(",").filter(Boolean));
  const on = (is) => `chip${is ? " on" : ""}`;
  const levels = block.levels.map(({ level, count }) => {
    const next = new Set(chosen);
    if (!next.delete(String(level))) next.add(String(level));
    return chip({ level: [...next].sort().join(",") }, { class: on(chosen.has(String(level))), "data-key": `level-${level}`,
      "aria-pressed": String(chosen.has(String(level))) }, sign(level), String(count));
  });
  // What is being typed stays: a refresh must not take the letters away.
  const search = section.querySelector("input.search") ?? searchBox(asked.get("q") ?? "");
  if (document.activeElement !== search) search.value = asked.get("q") ?? "";
  return h("div", { class: "filters", role: "search" },
    chip({ show: null }, { class: on(!all), "data-key": "open" }, t("Open {n}", { n: block.open })),
    chip({ show: "all" }, { class: on(all), "data-key": "all" }, t("All {n}", { n: block.all.toLocaleString("en") })),
    h("span", { class: "gap" }), levels, block.lists.map(choice), search);
}

function searchBox(value) {
  let waiting = null;
  const box = h("input", { type: "search", class: "search chip", placeholder: t("Search title, place, number…"), "aria-label": t("Search"), "data-key": "search" });
  box.value = value;
  box.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => go({ q: box.value, page: null }, { replace: true }), TYPING);
  });
  return box;
}

function table(block, section) {
  const head = [t("Level"), t("Incident"), t("Kind"), t("District"), t("Progress"), t("Open for"), t("Report")];
  const items = block.items.length ? block.items : block.closed;
  const body = h("tbody", {}, items.map(row));
  const before = [block.items.length ? null : h("p", { class: `empty${block.lead ? " good" : ""}` }, block.empty), block.lead ? h("h2", { class: "lead" }, block.lead) : null];
  const [list, rest] = scrolling(items.length ? h("table", { class: "incidents" }, h("thead", {}, h("tr", {}, head.map((title) => h("th", { scope: "col" }, title)))), body) : null,
    t("Incidents"), section, { first: ON_A_PHONE, before });
  const parts = [t("{n} incidents", { n: block.count })];
  if (block.unplaced) parts.push(t("{n} without a place", { n: block.unplaced }));
  const foot = h("p", { class: "foot" }, h("span", {}, parts.join(" · ")), rest, block.pages > 1 ? pager(block) : null);
  requestAnimationFrame(() => mark(section));
  return h("div", { class: "fill" }, list, foot);
}

function pager(block) {
  const to = (page, title) => (page < 1 || page > block.pages ? h("span", { class: "off" }, title)
    : chip({ page: page === 1 ? null : String(page) }, {}, title));
  return h("span", { class: "pager" }, to(block.page - 1, t("← earlier page")), ` ${block.page} / ${block.pages} `, to(block.page + 1, t("next page →")));
}

function row(item) {
  const open = () => go({ incident: item.id });
  const name = h("a", { href: href({ incident: item.id }), "data-key": item.id, onclick: (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
  } }, item.title);
  const report = h("td", { class: "report" });
  const lasted = h("td", {});
  tick(report, () => { const state = reportState(item); report.className = `report ${state.state}`; return item.open ? state.text : item.ended ?? ""; });
  tick(lasted, () => (item.since ? duration(((item.open ? now() : item.until ?? item.since) - item.since) / 60000) : "—"));
  return h("tr", { "data-id": item.id, onclick: open }, h("td", {}, sign(item.level)), h("td", { class: "name" }, name, item.placed ? null : h("small", {}, t("no place"))),
    h("td", { title: item.what }, item.brief), h("td", {}, item.where), h("td", {}, steps(item.step)), lasted, report);
}


function mark(section) {
  const id = query().get("incident");
  for (const tr of section.querySelectorAll("tr[data-id]")) {
    const is = tr.dataset.id === id;
    tr.classList.toggle("sel", is);
    if (is) tr.setAttribute("aria-selected", "true"); else tr.removeAttribute("aria-selected");
  }
}

onChange(() => document.querySelectorAll(".slot-table").forEach(mark));

function sheet(block, section) {
  if (!block.id) return h("div", { class: `sheet none${query().get("incident") ? "" : " unasked"}` }, h("p", { class: "empty" }, block.empty));
  const close = chip({ incident: null }, { class: "close", "aria-label": t("Close"), title: t("Close") }, "×");
  return h("article", { class: "sheet" },
    h("header", {}, sign(block.level), h("div", {}, h("h1", {}, block.title), h("p", {}, parts(block.line))), close),
    h("dl", { class: "facts" }, block.facts.map((one) => fact(one, one.report ? reported(block) : null))),
    block.description ? h("p", { class: "description" }, block.description) : null,
    same(t("Also reported as"), block.linked, [["command", t("They are two events:")]]),
    same(t("May be the same as"), block.likely, [["command", t("One event:")], ["refuse", t("Two events:")]]),
    h("h2", {}, t("Timeline")), unread(block, "timeline") ?? timeline(block),
    h("h2", {}, block.near.title, h("i", {}, block.near.note)), unread(block, "near") ?? near(block.near, section),
    h("h2", {}, t("Needs and what is on hand")), unread(block, "needs") ?? needs(block.needs), (block.more ?? []).flatMap((one) => titled(one, section)));
}

// Of what cannot be read nobody may say that there is nothing.
export function unread(block, part) {
  return block.unread.includes(part) ? h("p", { class: "empty hatch" }, t("Cannot be read now")) : null;
}

function reported(block) {
  const place = h("dd", {});
  return tick(place, () => { const state = reportState({ ...block, check: false }); place.className = state.state; return state.text || "—"; });
}

// The board is read-only: what a person decides is a command, and shows here when the loader has it.
function same(title, items, ways) {
  if (!items.length) return null;
  return [h("h2", {}, title), h("ul", { class: "same" }, items.map((item) => h("li", { "data-incident": item.id },
    chip({ incident: item.id }, {}, item.title, item.score ? ` ${item.score}` : ""), h("small", {}, item.said),
    ways.map(([key, said]) => h("small", {}, said, " ", h("code", {}, item[key]))))))];
}

function timeline(block) {
  const events = block.timeline.map((event) => h("li", { class: event.level ? `level-${event.level}` : null },
    h("time", {}, event.time), h("u"), h("div", {}, event.text, h("small", {}, [event.counts, event.source].filter(Boolean).join(" · ")))));
  const due = block.report && now() - block.report.due > 60000
    ? h("li", { class: "late" }, h("time", {}, block.report.time), h("u"), h("div", {}, t("Report due, none received"))) : null;
  if (!events.length && !due) return h("p", { class: "empty" }, t("No report yet"));
  return h("ol", { class: "timeline" }, events, due);
}

function near(block, section) {
  if (!block.items.length) return h("p", { class: "empty" }, t("Nothing known nearby"));
  // A phone has no room for a column of kinds: there they stand below the names.
  const found = rows([t("What"), t("Name"), t("Distance"), t("State")], block.items.map((item) =>
    [item.what, [item.name, h("small", { class: "of-kind" }, item.what)], item.km, item.state]), { kind: "near", numbers: [2] });
  return folding(found, block.title, section);
}

function needs(items) {
  if (!items.length) return h("p", { class: "empty" }, t("Nothing was asked for"));
  return rows([t("Item"), t("Asked"), t("Sent"), t("Nearest on hand")],
    items.map((item) => [item.go ? h("a", { href: elsewhere("resources", item.go) }, item.item) : item.item, item.asked, item.sent, h("span", { class: item.short ? "late" : null }, item.nearest)]), { numbers: [1, 2] });
}

export function rows(head, body, { kind = null, numbers = [] } = {}) {
  const of = (n) => (numbers.includes(n) ? "n" : null);
  return stacked(h("table", { class: kind }, h("thead", {}, h("tr", {}, head.map((title, n) => h("th", { scope: "col", class: of(n) }, title)))),
    h("tbody", {}, body.map((cells) => h("tr", {}, cells.map((cell, n) => h("td", { class: of(n) }, cell ?? "—")))))));
}

export const drawers = { filters, table, sheet };
