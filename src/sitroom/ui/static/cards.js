// Cards that any page may use, each from one dictionary: figures, a table, a grid, the page's filters.
"use strict";

import { href } from "./address.js";
import { chip, choice } from "./chips.js";
import { folding, scrolling } from "./rows.js";
import { h, labelled, shell, sign, stacked, t } from "./dom.js";

const ON_A_PHONE = 3; // lines of a note's section

function heading(block) {
  return h("h2", {}, h("span", {}, block.title), h("i", {}, block.note ?? ""));
}

// A cell is a text, or a text with a state, a second line, a sign, and where it leads to.
function cell(tag, said, attributes = {}) {
  const one = said === null || typeof said !== "object" ? { text: said ?? "—" } : said;
  const inside = [one.level === undefined ? null : sign(one.level),
    one.warning ? h("u", { class: `swatch warning-${one.warning}` }) : null,
    one.share === undefined ? null : share(one), one.text, one.small ? h("small", {}, one.small) : null];
  const state = [attributes.class, one.state, one.chosen ? "chosen" : null].filter(Boolean).join(" ");
  return h(tag, { ...attributes, class: state || null, title: one.hint || null }, link(one, inside));
}

function link(one, inside) {
  const told = { "data-key": one.key ?? null, "aria-label": one.label ?? null };
  if (one.page) return h("a", { href: elsewhere(one.page, one.go), ...told }, inside);
  if (one.go) return chip(one.go, { ...told, "aria-pressed": String(Boolean(one.chosen)) }, inside);
  return inside;
}

// Another page keeps the moment and the language, and none of this page's filters.
export function elsewhere(page, go) {
  return href({ ...Object.fromEntries(shell.filters.map((name) => [name, null])), ...go }, `./${page}`);
}

function share(one) {
  const bar = h("i", { class: one.state ?? null });
  bar.style.setProperty("width", `${Math.min(100, Math.max(0, one.share * 100))}%`);
  return h("span", { class: "share", "aria-hidden": "true" }, bar);
}

function table(block) {
  const head = h("thead", {}, h("tr", {}, block.columns.map((column) => h("th", { scope: "col", class: column.kind || null }, column.title))));
  const body = h("tbody", {}, block.rows.map((row) => h("tr", { class: row.state || null, "data-id": row.id ?? null },
    row.cells.map((said, n) => cell("td", said, row.state === "span" ? { class: "wide", colspan: block.columns.length } : { class: block.columns[n].kind })))));
  return stacked(h("table", {}, head, body));
}

function card(block, section) {
  return h("div", { class: "card" }, heading(block), block.rows.length ? scrolling(table(block), block.title, section) : empty(block), remarks(block));
}

// A note for whoever comes next: its sections beside each other, each with how much is in it.
function note(block, section) {
  if (!block.rows.length) return card(block, section);
  const parts = [];
  for (const row of block.rows) {
    if (row.state === "span") parts.push({ title: row.cells[0].text, rows: [] });
    else parts.at(-1).rows.push(row);
  }
  return h("div", { class: "card" }, heading(block), h("div", { class: "sections" }, parts.map((part) => h("section", {},
    h("h3", {}, part.title, h("i", {}, String(part.rows.length))), scrolling(table({ ...block, rows: part.rows }), part.title, section, { first: ON_A_PHONE })))), remarks(block));
}

// Nothing to show is either good news, or no report: hatched, so that it is never read as zero.
function empty(block) {
  return h("p", { class: `empty ${block.unknown ? "hatch" : "good"}` }, block.empty);
}

function remarks(block) {
  return (block.remarks ?? []).map((one) => h("p", { class: `remark ${one.state ?? ""}` }, one.text));
}

function grid(block, section) {
  const head = [h("th", { scope: "col" }, block.corner), ...block.columns.map((column) => cell("th", column, { scope: "col", class: "n" }))];
  const body = block.rows.map((row) => h("tr", { "data-id": row.id ?? null }, cell("th", row.name, { scope: "row" }),
    row.cells.map((said) => cell("td", said, { class: "n heat" })), (row.more ?? []).map((said) => cell("td", said, { class: "n" }))));
  const table = h("table", { class: `grid ${block.class ?? ""}` }, h("thead", {}, h("tr", {}, head)), h("tbody", {}, body));
  // A matrix is read by its place; any other grid has too many columns for a phone.
  if (block.class !== "matrix") labelled(table);
  return h("div", { class: "card" }, heading(block), block.rows.length ? scrolling(table, block.title, section) : empty(block), remarks(block));
}

function strip(block) {
  return h("dl", { class: "strip" }, block.items.map((item) => h("div", { class: item.state || null, "data-figure": item.metric, "data-hint": item.hint || null },
    h("dt", { title: item.label }, item.label), h("dd", {}, h("b", { title: item.value }, item.value), item.note ? h("small", {}, item.note) : null))));
}

function narrow(block) {
  document.getElementById("board").dataset.tab = block.tab ?? "";
  const on = (is) => `chip${is ? " on" : ""}`;
  const tabs = block.tabs.map((tab) => chip({ ...block.leave, tab: tab.name }, { class: on(tab.name === block.tab), "data-key": `tab-${tab.name}`,
    "aria-current": tab.name === block.tab ? "page" : null }, tab.title));
  const toggles = block.toggles.map((one) => chip({ [one.name]: one.on ? null : "1" }, { class: on(one.on), "data-key": one.name,
    "aria-pressed": String(one.on) }, one.title));
  return h("div", { class: "filters", role: "search", "aria-label": t("Filters") }, tabs, tabs.length ? h("span", { class: "gap" }) : null, block.lists.map(choice), toggles);
}

// A table inside a sheet, under its title.
export function titled(part, section) {
  return [heading(part), part.rows.length ? folding(table(part), part.title, section) : empty(part)].flat();
}

// One fact of a list: its label, what it is, and on what ground; `said` is one that ticks.
export function fact(one, said) {
  return h("div", {}, h("dt", {}, one.label), said ?? h("dd", { class: one.state || null }, one.value, one.note ? h("small", {}, one.note) : null));
}

// What was chosen, with its facts and its tables; nothing chosen takes no room.
function details(block, section) {
  section.hidden = !block.id;
  if (!block.id) return null;
  const close = chip(block.close, { class: "close", "aria-label": t("Close"), title: t("Close"), "data-key": "close" }, "×");
  return h("article", { class: "sheet" }, h("header", {}, h("div", {}, h("h1", {}, block.title), h("p", {}, block.line)), close),
    h("dl", { class: "facts" }, block.facts.map((one) => fact(one))),
    block.tables.flatMap((one) => titled(one, section)));
}

export const drawers = { card, note, grid, strip, narrow, details };
