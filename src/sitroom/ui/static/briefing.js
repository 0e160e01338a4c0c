// The Briefing's blocks, each from one small dictionary.
"use strict";

import { href } from "./address.js";
import { age, dataAge, duration, h, hhmm, local, now, shell, sign, t, tick } from "./dom.js";
import { fit, restBelow } from "./fit.js";

const ON_A_PHONE = 6;    // rows
const ANNOUNCED = 20000; // ms that a new or raised incident stands out

function heading(block) {
  return h("h2", {}, block.title, h("i", {}, block.note ?? ""));
}

function header(block) {
  const title = h("h1", {}, block.place, h("small", {}, [block.other, t("situation")].filter(Boolean).join(" · ")));
  const responses = block.responses.map((r) => h("div", { class: `response level-${r.level}` },
    h("b", {}, r.title), h("span", {}, `${r.hazard} · ${r.since}`)));
  if (block.calm) responses.push(h("div", { class: "response none" }, h("span", {}, block.calm)));
  if (block.unread) responses.push(h("div", { class: "response unread", role: "alert", title: block.hint || null }, h("span", {}, block.unread)));
  const mark = shell.exercise && shell.frame === "wall" ? h("strong", { class: "exercise" }, shell.exercise) : null;
  return h("div", { class: "header" }, mark, title, ...responses, silent(block), clock(block));
}

// A wall has no pointer: what it does not hear from stands there in words.
function silent(block) {
  if (shell.frame !== "wall" || !block.unheard.length) return null;
  const shown = block.unheard.slice(0, 2), more = block.unheard.length - shown.length;
  return h("ul", { class: "silent" }, shown.map((one, n) => h("li", { class: one.state }, one.text,
    more && n === 1 ? ` · ${t("{n} more", { n: more })}` : "")));
}

function clock(block) {
  const time = tick(h("b", {}), () => hhmm(now()));
  const day = tick(h("span", {}), () => local(now(), { weekday: "short", day: "numeric", month: "short", year: "numeric" }).replaceAll(",", ""));
  const fresh = tick(h("span", { class: "age" }), (element) => {
    const seconds = dataAge();
    element.dataset.old = seconds === null ? "unknown" : seconds > 600 ? "yes" : "no";
    if (!shell.live) return t("not live");
    return seconds === null ? t("no data yet") : t("data {age} old", { age: age(seconds) });
  });
  const heard = h("span", { class: block.unheard.length ? "some" : "all", title: block.unheard.map((one) => one.text).join("\n") },
    t("{n} of {m} sources", { n: block.heard, m: block.promised }));
  const parts = block.promised ? [day, " · ", fresh, " · ", heard] : [day, " · ", fresh];
  return h("div", { class: "clock" }, time, h("div", {}, ...parts));
}

function levels(block) {
  return h("div", { class: "levels" }, block.items.map((item) => h("a", {
    class: "level", "data-hint": `${item.title} · ${item.since}`, "aria-label": `${item.title}: ${item.count}`,
    href: desk() ? href({ level: String(item.level), show: "open" }, "./incidents") : null,
  }, sign(item.level), h("b", { class: item.quiet ? "zero" : null }, item.count), h("small", {}, item.change))));
}

function figures(block) {
  return h("dl", { class: "figures" }, block.items.map((item) => h("div", {
    class: `figure ${item.state}`, "data-hint": item.hint || null, "data-figure": item.metric,
  }, h("dt", {}, item.label), h("dd", {}, h("b", {}, item.value), item.note ? h("small", {}, item.note) : null))));
}

function incidents(block, section, before) {
  const known = new Map((before?.items ?? []).map((item) => [item.id, item.level]));
  const rows = block.items.map((item) => {
    const news = before && known.size && (!known.has(item.id) || (item.level && item.level < known.get(item.id)));
    return incident(item, news);
  });
  const list = h("div", { class: "list" }, rows.length ? rows : readiness(block));
  fit(list, (shown) => restBelow(block, shown), { first: block.items.length ? ON_A_PHONE : Infinity });
  return h("div", { class: "fill" }, heading(block), list);
}

// A quiet day is not a blank card: it says what is ready.
function readiness(block) {
  // Each line is a list of its own, so that a low screen leaves out the last and not all of them.
  return [h("p", { class: "empty good" }, block.empty), block.ready.map((line) => h("dl", { class: "ready" }, h("div", {},
    h("dt", {}, line.label, line.note ? h("small", {}, line.note) : null), h("dd", {}, line.value))))].flat();
}

export function incident(item, news) {
  const kind = [item.where, item.brief].filter((s) => s && s !== "—").join(" · ");
  const row = h(desk() ? "a" : "div", {
    class: `incident${news ? " news" : ""}`, "data-key": item.id, "data-level": item.level,
    href: desk() ? href({ incident: item.id }, "./incidents") : null,
  }, sign(item.level), h("div", { class: "lines" },
    h("div", {}, h("b", {}, item.title), steps(item.step)),
    h("div", {}, h("span", { class: "kind", title: item.what }, kind), timing(item))));
  if (news) setTimeout(() => row.classList.remove("news"), ANNOUNCED);
  return row;
}

export function steps(step) {
  const names = [t("reported"), t("verified"), t("responding"), t("contained"), t("recovery")];
  const marks = names.map((_, n) => h("i", { class: n + 1 < step ? "on" : n + 1 === step ? "now" : null }));
  return h("span", { class: "steps", role: "img", "aria-label": names[step - 1] ?? t("unknown"), title: names[step - 1] ?? "" }, marks);
}

// How long it is open and when its next report is due, or by how much that is late.
function timing(item) {
  const said = h("span", { class: "timing" });
  return tick(said, () => {
    const report = reportState(item);
    said.className = `timing ${report.state}`;
    const open = item.since ? duration((now() - item.since) / 60000) : "—";
    return [open, report.text].filter(Boolean).join(" · ");
  });
}

export function reportState(item) {
  const report = item.report;
  if (!report) return item.check ? { text: t("level check"), state: "soon" } : { text: "", state: "" };
  const late = (now() - report.due) / 60000;
  if (report.late && late >= 1) {
    const by = duration(late);
    return { text: t("overdue {by}", { by }), state: "late" };
  }
  const text = report.first ? t("first {time}", { time: report.time }) : t("next {time}", { time: report.time });
  return { text, state: report.first || late > -10 ? "soon" : "" };
}

function decisions(block) {
  const items = block.items.map((item) => h(item.incident && desk() ? "a" : "div", {
    class: `decision severity-${item.severity}`,
    href: item.incident && desk() ? href({ incident: item.incident }, "./incidents") : null,
  }, h("em", {}, item.heading), h("p", {}, item.text), item.action ? h("span", {}, item.action) : null));
  const list = h("div", { class: "list" }, items.length ? items : h("p", { class: "empty good" }, block.empty));
  fit(list, (shown) => (items.length > shown ? t("{n} more", { n: items.length - shown }) : ""));
  return h("div", { class: "fill" }, heading(block), list, block.since ? since(block.since) : null);
}

// A quiet day has room for what changed; a phone has it below, line by line.
function since(block) {
  const list = h("div", { class: "list" }, block.items.length ? block.items.map(change) : h("p", { class: "empty" }, block.empty));
  fit(list, (shown) => (block.items.length > shown ? t("{n} more", { n: block.items.length - shown }) : ""));
  return h("div", { class: "fill changes" }, heading(block), list);
}

function change(one) {
  return h("p", { class: "change" }, h("time", {}, one.time), h("span", {}, h("b", {}, one.which), " ", h("small", { class: one.state || null }, one.what)));
}

function stock(block) {
  const items = block.items.map((item) => {
    const bar = h("span", { class: `bar ${item.state}`, "aria-hidden": "true" }, h("i", { style: { width: `${Math.min(100, item.share * 58.8)}%` } }), h("u"));
    return h("div", { class: "stock" }, h("b", { title: item.name }, item.name), bar, h("span", { class: `text ${item.state}` }, item.text));
  });
  const list = h("div", { class: "list" }, items.length ? items : h("p", { class: "empty" }, block.empty));
  fit(list, (shown) => (block.total > shown ? t("{n} more", { n: block.total - shown }) : ""), { first: ON_A_PHONE });
  return h("div", { class: "fill" }, heading(block), list);
}

function warnings(block) {
  const items = block.items.map((item) => h("div", { class: "warning", title: item.more || null },
    h("u", { class: `swatch warning-${item.colour}` }),
    h("div", {}, h("span", {}, item.text), h("small", {}, [item.until, item.more].filter(Boolean).join(" · ")))));
  const list = h("div", { class: "list" }, items.length ? items : [h("p", { class: "empty" }, block.empty), ...block.ended.map(change)]);
  const count = items.length || block.ended.length + 1;
  fit(list, (shown) => (count > shown ? t("{n} more", { n: count - shown }) : ""));
  return h("div", { class: "fill" }, heading(block), list);
}

// The page before the first load: what is ready, and what to do first.
export function welcome() {
  const drop = shell.drop && shell.page !== "sources" ? h("p", {}, h("a", { class: "btn", href: href({}, "./sources") }, t("Drop it on the Sources page"))) : null;
  const steps = [
    [t("Load a file"), t("A log, a list or a register as it is. What is recognised is shown first."), drop, command("sitroom load FILE…")],
    [t("Connect a source"), t("What is read again and again, and how often it is promised."), command("sitroom inspect FILE --write"), command("sitroom serve")],
    [t("Or look around first"), t("An invented city, and one day of floods in it, on a board of its own."), command("sitroom demo")],
  ];
  return h("div", { class: "welcome" }, h("h2", {}, t("Nothing is loaded yet")),
    h("p", { class: "lead" }, t("The board is ready. What is loaded appears here by itself.")),
    h("ol", {}, steps.map(([title, text, ...ways]) => h("li", {}, h("h3", {}, title), h("p", {}, text), ways))));
}

function command(text) {
  return h("pre", {}, text);
}

export function desk() {
  return shell.frame !== "wall";
}

export const drawers = { header, levels, figures, incidents, decisions, stock, warnings };
