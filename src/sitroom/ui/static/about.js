// What stands behind a figure or a card: its definition, sources and rows, and ways to take them along.
"use strict";

import { query } from "./address.js";
import { age, duration, h, hhmm, local, now, shell, t } from "./dom.js";
import { save } from "./taking.js";

const FORMS = [["csv", "CSV"], ["xlsx", "XLSX"], ["geojson", "GeoJSON"], ["parquet", "Parquet"]];
export const SILENT = ["dead", "never", "failed"];
export const LATE = ["late", ...SILENT];

// ---- how fresh what a card shows is ----

export function sourcesOf(about, metric) {
  const fills = new Set((about.metrics.find((one) => one.name === metric) ?? { sources: [] }).sources);
  return metric ? about.sources.filter((source) => fills.has(source.fills)) : about.sources;
}

// "late" when every source is, "dead" when none is heard any more; else the empty text.
export function freshness(sources) {
  if (!sources.length || !sources.every((source) => LATE.includes(source.state))) return "";
  return sources.every((source) => SILENT.includes(source.state)) ? "dead" : "late";
}

export function freshnessWords(sources) {
  const last = Math.max(...sources.map((source) => source.at ?? 0));
  if (!last) return t("never heard");
  return freshness(sources) === "dead" ? t("no data since {time}", { time: hhmm(last) })
    : t("{duration} old", { duration: duration((now() - last) / 60000) });
}

// ---- the button of a card, and what it opens ----

export function button(section) {
  const title = section.querySelector("h2")?.firstChild?.textContent ?? section.about.metrics[0]?.title ?? "";
  return h("button", { class: "about", type: "button", "data-key": `about-${section.dataset.slot}`, title: t("What this is, and its rows"),
    "aria-label": t("About: {title}", { title }), onclick: () => open(section) });
}

export function open(section, figure = "") {
  const { metrics, sources } = section.about;
  const own = metrics.filter((metric) => !figure || metric.name === figure);
  const heard = figure ? sourcesOf(section.about, figure) : sources;
  show(section.querySelector("h2")?.firstChild?.textContent ?? own[0]?.title ?? "", [
    h("p", { class: "moment" }, t("as of {time}", { time: momentSaid() }), shell.exercise ? ` · ${shell.exercise}` : ""),
    section.picture ? pictures(section) : null,
    own.map((metric) => metricPart(section, metric)),
    h("h3", {}, t("Sources")),
    heard.length ? h("ul", { class: "sources" }, heard.map((source) => h("li", { "data-state": source.state }, h("b", {}, source.title), " ", state(source))))
      : h("p", { class: "empty" }, t("No source is declared for this")),
  ]);
}

// Everything that the page shows, to be taken along.
export function openPage(sections) {
  show(t("Download what is shown"), sections.filter((section) => section.about && !section.hidden).flatMap((section) => [
    h("h3", {}, section.querySelector("h2")?.firstChild?.textContent ?? section.about.metrics[0]?.title ?? ""),
    section.picture ? pictures(section) : null,
    h("ul", { class: "take" }, section.about.metrics.map((metric) => h("li", {}, metric.title, " ", downloads(section, metric)))),
  ]));
}

export function show(title, content) {
  const dialog = h("dialog", { class: "dialog", "aria-label": title });
  const close = h("button", { class: "close", type: "button", "aria-label": t("Close"), onclick: () => dialog.close() }, "×");
  dialog.append(h("header", {}, h("h2", {}, title), close), ...[content].flat(2).filter(Boolean));
  dialog.addEventListener("close", () => dialog.remove());
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

function metricPart(section, metric) {
  const rows = h("div", { class: "rows" });
  return h("section", {}, h("h3", {}, metric.title), metric.caution ? h("p", {}, metric.caution) : null,
    h("p", { class: "ways" },
      h("button", { type: "button", class: "btn", "data-do": "rows", onclick: () => fill(rows, section, metric) }, t("Rows behind it")),
      copy(t("Copy as Python"), "python", section, metric), metric.sql ? copy(t("Copy as SQL"), "sql", section, metric) : null, downloads(section, metric)),
    rows);
}

function state(source) {
  const words = { fresh: t("fresh"), due: t("due"), late: t("late"), dead: t("no data"), never: t("never heard"), failed: t("failed") };
  const heard = source.at ? `${hhmm(source.at)} · ${t("{age} old", { age: age((now() - source.at) / 1000) })}` : "";
  return [words[source.state] ?? source.state, heard].filter(Boolean).join(" · ");
}

export function momentSaid() {
  return `${local(now(), { year: "numeric", month: "short", day: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23" })} ${shell.zone}`;
}

// ---- taking along ----

function address(section, metric, form) {
  const asked = query();
  for (const [name, value] of [["of", shell.page], ["slot", section.dataset.slot], ["metric", metric.name], ["form", form], ["lang", shell.language]]) asked.set(name, value);
  return `./rows?${asked}`;
}

function downloads(section, metric) {
  return h("span", { class: "downloads" }, FORMS.map(([form, name]) => h("a", { class: "btn", href: address(section, metric, form), download: "",
    "aria-label": `${metric.title}: ${name}` }, name)));
}

function pictures(section) {
  return h("p", { class: "ways" }, h("span", {}, t("Picture")), ["png", "svg"].map((form) => h("button", { type: "button", class: "btn", "data-do": form,
    onclick: () => save(section, form, `${t("as of {time}", { time: momentSaid() })}`) }, form.toUpperCase())));
}

async function fill(place, section, metric) {
  place.replaceChildren(h("p", { class: "pending", "aria-busy": "true" }));
  try {
    const answer = await fetch(address(section, metric, "json"), { cache: "no-store" });
    if (!answer.ok) throw new Error(answer.statusText);
    const { columns, rows, count } = await answer.json();
    place.replaceChildren(h("p", { class: "moment" }, rows.length < count ? t("the first {n} of {m} rows", { n: rows.length, m: count }) : t("{n} rows", { n: count })),
      h("div", { class: "scroll", tabindex: "0" }, h("table", {}, h("thead", {}, h("tr", {}, columns.map((name) => h("th", { scope: "col" }, name)))),
        h("tbody", {}, rows.map((row) => h("tr", {}, row.map((cell) => h("td", {}, cell))))))));
  } catch {
    place.replaceChildren(h("p", { class: "late" }, t("The rows could not be fetched. What is on the screen stays; try again.")));
  }
}

// The server writes the program: it knows what each filter means, and the moment that is shown.
function copy(title, key, section, metric) {
  const button = h("button", { type: "button", class: "btn", "data-do": key }, title);
  button.addEventListener("click", async () => {
    const answer = await fetch(address(section, metric, key), { cache: "no-store" }).catch(() => null);
    button.textContent = answer?.ok && (await copied(await answer.text())) ? t("Copied") : t("Not copied");
    setTimeout(() => { button.textContent = title; }, 3000);
  });
  return button;
}

export async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch { /* without the clipboard's permission: by a selection */ }
  const place = h("textarea", { class: "unseen" });
  place.value = text;
  (document.querySelector("dialog[open]") ?? document.body).append(place);
  place.select();
  const done = document.execCommand("copy");
  place.remove();
  return done;
}
