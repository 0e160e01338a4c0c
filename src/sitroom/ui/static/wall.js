// The wall: scenes in turn, each for a while; a new incident of level I or II takes the screen.
"use strict";

import { ask, href, query } from "./address.js";
import { fact } from "./cards.js";
import { duration, h, now, parts, shell, sign, t, tick } from "./dom.js";
import { reportState, steps } from "./briefing.js";
import { fit } from "./fit.js";
import { unread } from "./incidents.js";

const STAYS = { "": 30000 };  // ms that the page itself stays, and below any other scene
const STAYS_ELSE = 15000;
const TAKES = 60000;          // ms that a new incident keeps the screen
const ANNOUNCED = 20000;      // ms that it is announced; then it rests

let items = [];
let current = 0;
let timer = null;
let paused = false;
const announced = new Map();  // incident → until when

const key = (item) => `${item.scene} ${item.incident}`;
const asked = () => query().get("scene") ?? "";

// The scenes there are now; what is new among the grave ones takes the screen at once.
function turns(block, _section, before) {
  const shown = items[current];
  const known = before && new Map(before.items.map((item) => [item.incident, item.level]));
  items = block.items;
  const news = known && items.find((item) => item.incident && !(known.get(item.incident) <= item.level));
  if (news) take(news);
  else keep(shown);
  return h("div", { class: "turns", role: "img", "aria-label": items.map((item) => item.title).join(", ") },
    items.length > 1 ? items.map((item) => h("i", { "data-turn": key(item) })) : null);
}

function take(item) {
  announced.set(item.incident, Date.now() + ANNOUNCED);
  go(items.indexOf(item), TAKES);
}

// Stay with what is shown; what is no more leaves at once.
function keep(shown) {
  const found = shown ? items.findIndex((item) => key(item) === key(shown)) : home();
  if (found >= 0 && shown) { current = found; return; }
  go(Math.max(0, found < 0 ? home() : found));
}

function home() {
  const found = items.findIndex((item) => item.scene === asked());
  return Math.max(0, found);
}

function go(index, stays = STAYS[items[index].scene] ?? STAYS_ELSE) {
  const before = items[current];
  current = index;
  clearTimeout(timer);
  const item = items[index];
  if (!before || key(before) !== key(item) || !document.documentElement.dataset.scene !== !item.scene) {
    // An address without the scene is that of the page itself.
    ask({ address: href({ scene: item.scene, incident: item.incident }, "") });
  }
  // A wall that was opened at one scene stays there, and comes back to it.
  if (items.length > 1 && !paused && (!asked() || index !== home())) timer = setTimeout(next, stays);
}

function next() {
  go(asked() ? home() : (current + 1) % items.length);
}

// The turn of what is on the screen, which is that of the last scene that came whole.
export function mark() {
  const scene = document.documentElement.dataset.scene ?? "";
  const incident = scene === "incident" ? document.querySelector(".scene")?.dataset.incident ?? "" : "";
  for (const segment of document.querySelectorAll(".turns i")) segment.classList.toggle("on", segment.dataset.turn === `${scene} ${incident}`);
}

// A keyboard at the wall: on to the next scene, and stop or go on turning.
function listen(event) {
  if (event.key === "ArrowRight" && items.length > 1) go((current + 1) % items.length);
  if (event.key === "ArrowLeft" && items.length > 1) go((current + items.length - 1) % items.length);
  if (event.key === " " && items.length > 1) { paused = !paused; go(current); }
}
if (shell.frame === "wall") addEventListener("keydown", listen);

// One incident for the whole room: what it is, its clocks and counts, what was told, what it needs.
function scene(block) {
  if (!block.id) return h("div", { class: "scene" }, h("p", { class: "empty" }, block.empty));
  const late = tick(h("dd", {}), (place) => {
    const state = reportState({ ...block, check: false });
    place.className = state.state;
    return state.text || "—";
  });
  const lasted = tick(h("dd", {}), () => (block.since ? duration((now() - block.since) / 60000) : "—"));
  const told = h("ol", { class: "list timeline" }, [...block.timeline].reverse().map((event) => h("li", { class: event.level ? `level-${event.level}` : null },
    h("time", {}, event.time), h("u"), h("div", {}, event.text, event.counts ? h("small", {}, event.counts) : null))));
  const near = h("ul", { class: "list" }, block.near.items.map((item) => h("li", {}, h("b", {}, item.name ?? item.what, h("i", {}, item.km)), h("span", {}, [item.what, item.state].filter((s) => s && s !== "—").join(" · ")))));
  const needs = h("ul", { class: "list" }, block.needs.map((item) => h("li", { class: item.short ? "late" : null }, h("b", {}, `${item.item} ${item.asked}`),
    h("span", {}, [t("sent {n}", { n: item.sent }), item.nearest].join(" · ")))));
  for (const [list, count, grows] of [[told, block.timeline.length, true], [near, block.near.items.length], [needs, block.needs.length]]) {
    fit(list, (shown) => (count > shown ? t("{n} more", { n: count - shown }) : ""), { grows });
  }
  return h("div", { class: "scene", "data-incident": block.id },
    h("header", {}, sign(block.level), h("div", {}, h("h1", {}, block.title), h("p", {}, parts(block.line))), steps(block.step), announcement(block)),
    h("dl", { class: "facts" }, fact({ label: t("Open for") }, lasted), block.facts.map((one) => fact(one, one.report ? late : null))),
    part("told", h("h2", {}, t("Timeline")), unread(block, "timeline") ?? told),
    part("around", h("h2", {}, block.near.title), unread(block, "near") ?? (near.children.length > 1 ? near : h("p", { class: "empty" }, t("Nothing known nearby")))),
    part("wanted", h("h2", {}, t("Needs and what is on hand")), unread(block, "needs") ?? (block.needs.length ? needs : h("p", { class: "empty" }, t("Nothing was asked for")))));
}

function part(name, heading, body) {
  return h("section", { class: `part ${name}` }, heading, body);
}

function announcement(block) {
  const rest = (announced.get(block.id) ?? 0) - Date.now();
  if (rest <= 0) return null;
  const said = h("strong", { class: `announced level-${block.level}`, role: "alert" }, t("New"));
  setTimeout(() => said.remove(), rest);
  return said;
}

function moves(block) {
  const list = h("ul", { class: "list" }, block.items.map((item) => h("li", { class: item.closed ? null : "late" },
    h("b", {}, item.item), h("span", {}, item.text), item.for ? h("small", {}, sign(item.level), item.for) : null)));
  fit(list, (shown) => (block.items.length > shown ? t("{n} more", { n: block.items.length - shown }) : ""), { grows: true });
  return h("div", { class: "fill" }, h("h2", {}, block.title, h("i", {}, block.note)), block.items.length ? list : h("p", { class: "empty good" }, block.empty));
}

function bulletins(block) {
  const list = h("div", { class: "list" }, block.items.map((item) => h("article", { class: "bulletin" }, h("u", { class: `swatch warning-${item.colour}` }),
    h("div", {}, h("h3", {}, item.title), h("p", { class: "until" }, item.until), item.exposed ? h("p", { class: "exposed" }, item.exposed.split(" · ").flatMap((one) => [h("span", {}, one), " "])) : null, item.texts.map((text) => h("p", {}, text))))));
  fit(list, (shown) => (block.items.length > shown ? t("{n} more", { n: block.items.length - shown }) : ""), { grows: true });
  return h("div", { class: "fill" }, h("h2", {}, block.title, h("i", {}, block.note)), block.items.length ? list : h("p", { class: "empty" }, block.empty));
}

export const drawers = { turns, scene, moves, bulletins };
