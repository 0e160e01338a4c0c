// The Sources page: promises and what became of them, rows set aside, loads, audits.
"use strict";

import { duration, h, now, stacked, t, tick } from "./dom.js";
import { scrolling } from "./rows.js";

const CLASS = { fresh: "good", due: "good", late: "soon", dead: "late", failed: "late", never: "dim" };

function card(block, section, head, body) {
  const take = block.download ? h("a", { class: "btn", href: block.download, download: "" }, t("Workbook to correct")) : null;
  return h("div", { class: "card" }, h("h2", {}, block.title, h("i", {}, block.note ?? ""), take),
    block.items.length ? scrolling(stacked(h("table", {}, h("thead", {}, h("tr", {}, head.map(column))), h("tbody", {}, body))), block.title, section)
      : h("p", { class: "empty good" }, block.empty));
}

function column(title) {
  const number = title.startsWith("#");
  return h("th", { scope: "col", class: number ? "n" : null }, number ? title.slice(1) : title);
}

const ROWS = () => [`#${t("Read")}`, `#${t("Added")}`, `#${t("Updated")}`, `#${t("Unchanged")}`, `#${t("Set aside")}`];

function counts(item) {
  return [...item.rows.map((n) => h("td", { class: "n" }, n)), h("td", { class: `n${item.has_aside ? " soon" : ""}` }, item.aside)];
}

function sources(block, section) {
  return card(block, section, [t("Source"), t("Fills"), t("Promised every"), t("State"), t("Last good load"), t("Age"), ...ROWS(), t("File")],
    block.items.map((item) => {
      const old = tick(h("td", {}), () => (item.at ? duration((now() - item.at) / 60000) : "—"));
      return h("tr", { "data-id": item.id, "data-state": item.state }, h("td", { class: "name" }, h("b", {}, item.name)), h("td", {}, item.fills), h("td", {}, item.every),
        h("td", { class: CLASS[item.state] ?? null }, item.said), h("td", {}, item.last), old, ...counts(item),
        h("td", { class: "file", title: item.message || null }, item.message && item.state === "failed" ? item.message : item.file));
    }));
}

function problems(block, section) {
  return card(block, section, [t("File"), `#${t("Row")}`, t("Field"), t("Value"), t("Reason")],
    block.items.map((item) => h("tr", {}, h("td", { class: "file" }, item.file), h("td", { class: "n" }, String(item.row)), h("td", {}, item.field),
      h("td", { class: "value" }, item.value), h("td", { class: "reason" }, item.reason, item.todo ? h("small", {}, item.todo) : null))));
}

function loads(block, section) {
  return card(block, section, [t("Time"), t("File"), t("Fills"), t("Result"), ...ROWS(), `#${t("Gone")}`, t("Personal data kept out")],
    block.items.map((item) => h("tr", { title: item.message || null }, h("td", {}, item.at), h("td", { class: "file" }, item.file), h("td", {}, item.fills),
      h("td", { class: item.state === "failed" ? "late" : null }, item.said), ...counts(item), h("td", { class: "n" }, item.gone), h("td", {}, item.private))));
}

function drift(block, section) {
  return card(block, section, [t("Time"), t("Source"), t("File"), t("Change"), t("Read as")],
    block.items.map((item) => h("tr", {}, h("td", {}, item.at), h("td", {}, item.source), h("td", { class: "file" }, item.file), h("td", { class: "reason" }, item.said),
      h("td", { class: "reason" }, item.read_as, item.line ? h("small", {}, t("to settle it, under columns in sitroom.toml:"), " ", h("code", {}, item.line)) : null))));
}

function audits(block, section) {
  return card(block, section, [t("Rule"), `#${t("Rows that break it")}`],
    block.items.map((item) => h("tr", { "data-id": item.name }, h("td", {}, item.title), h("td", { class: "n soon" }, item.found))));
}

export const drawers = { sources, problems, loads, drift, audits };
