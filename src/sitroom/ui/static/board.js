// The page: draws the first content at once, then only what changes.
"use strict";

import * as briefing from "./briefing.js";
import * as cards from "./cards.js";
import * as drop from "./drop.js";
import * as incidents from "./incidents.js";
import * as sources from "./sources.js";
import * as wall from "./wall.js";
import { draw as drawPicture, measure as measurePicture, onSizes } from "./pictures.js";
import { button as aboutButton, freshness, freshnessWords, open as openAbout, sourcesOf } from "./about.js";
import { age, h, hhmm, local, now, shell, t } from "./dom.js";
import { bar } from "./bar.js";
import { beside } from "./moments.js";
import { guard } from "./guard.js";
import { go, follow, onChange, query } from "./address.js";

const drawers = { ...briefing.drawers, ...incidents.drawers, ...sources.drawers, ...cards.drawers, ...drop.drawers, ...wall.drawers,
  picture: drawPicture, away: () => undefined, nothing: () => null, pending: () => h("div", { class: "pending", "aria-busy": "true" }), broken };
const slots = new Map();
let tag = null;
let wire = null;

function broken(block) {
  return h("div", { class: "broken", role: "alert" }, block.subject ? h("h2", {}, block.subject) : null,
    h("b", {}, block.title), h("p", {}, block.text), block.where ? h("p", { class: "where" }, block.where) : null,
    block.detail ? h("details", {}, h("summary", { "data-key": "reason" }, block.folded), h("pre", {}, block.detail)) : null);
}

// What a card had to be made without, under its title; a map, which has none, says it in its corner.
function lacking(section, lost) {
  section.querySelector(":scope .lacking")?.remove();
  if (!lost.length) return;
  const said = h("p", { class: "lacking", role: "alert" }, h("b", {}, t("Cannot be read:")), " ", lost.map((one, n) => [n ? " · " : null,
    h("span", { title: [one.text, one.detail].filter(Boolean).join("\n") || null }, [one.title, one.since].filter(Boolean).join(" "))]).flat());
  const title = section.querySelector("h2"), about = section.querySelector(":is(.sheet, .scene) > header > div");
  if (about) about.append(said);
  else if (title && getComputedStyle(title).display !== "none") title.after(said);
  else section.append(said);
}

function build() {
  const main = document.getElementById("board");
  const empty = Object.values(shell.first.blocks).some((block) => block.kind === "nothing");
  main.classList.toggle("nothing", empty);
  const names = [...new Set(Object.values(shell.scenes).flat())];
  main.replaceChildren(...names.map((slot) => {
    const section = h("section", { class: `slot slot-${slot}`, "data-slot": slot });
    slots.set(slot, section);
    return section;
  }));
  if (empty) main.append(briefing.welcome());
  apply(shell.first);
}

let held = {}; // blocks of a scene that is not whole yet

function apply(message) {
  tag = message.tag;
  Object.assign(held, message.blocks);
  const scene = message.scene ?? "";
  // A wall turns when all of a scene is there, so that one that loses its server keeps the last.
  const lacking = isShown(scene) ? [] : lacks(scene);
  const ready = Object.keys(held).filter((slot) => !lacking.length || isOnStage(slot));
  for (const slot of ready) {
    const section = slots.get(slot), block = held[slot];
    delete held[slot];
    if (!section) continue;
    // A first load or a cleared site changes what the page is made of; start it afresh.
    if (section.block && (section.block.kind === "nothing") !== (block.kind === "nothing")) {
      return location.reload();
    }
    draw(section, block);
  }
  if (lacking.length) rehearse(scene, lacking);
  else arrange(scene);
}

function isShown(scene) {
  const shown = document.documentElement.dataset.scene;
  return shell.frame !== "wall" || shown === undefined || shown === scene;
}

const isOnStage = (slot) => slots.get(slot)?.classList.contains("offstage") === false;

// What of a scene has not come: a picture comes once its room is known, which is known once it is laid out.
function lacks(scene) {
  return (shell.scenes[scene] ?? []).filter((slot) => {
    const block = held[slot] ?? slots.get(slot)?.block;
    return !block || block.kind === "pending" || (block.kind === "picture" && !block.item);
  });
}

// Lay a scene out between two frames, which nobody sees, for the room its pictures have there.
function rehearse(scene, lacking) {
  const shown = document.documentElement.dataset.scene;
  const pictures = lacking.filter((slot) => held[slot]?.kind === "picture");
  for (const slot of pictures) draw(slots.get(slot), held[slot]);
  arrange(scene);
  for (const slot of pictures) measurePicture(slots.get(slot));
  arrange(shown);
}

// Only the slots of the scene are on the screen; the others keep what they showed.
function arrange(scene) {
  document.documentElement.dataset.scene = scene;
  const shown = new Set(shell.scenes[scene] ?? shell.scenes[""]);
  for (const [slot, section] of slots) section.classList.toggle("offstage", !shown.has(slot));
  if (shell.frame === "wall") wall.mark();
}

function draw(section, block) {
  const before = section.block;
  section.block = block;
  section.hidden = block.kind === "away";
  const kept = focusWithin(section);
  const drawn = drawers[block.kind]?.(block, section, before);
  if (drawn) section.replaceChildren(drawn);
  else if (drawn === null) section.replaceChildren();
  lacking(section, block.lost ?? []);
  explain(section, block.about);
  if (kept) section.querySelector(`[data-key="${CSS.escape(kept)}"]`)?.focus({ preventScroll: true });
  section.dispatchEvent(new CustomEvent("drawn"));
}

function focusWithin(section) {
  const active = document.activeElement;
  return section.contains(active) ? active.dataset.key : null;
}

// What stands behind the figures of a card: on hover, on its button, and on a figure itself. A card,
// or a figure, of which no source is fresh says since when, and is drawn weaker or struck through.
function explain(section, about) {
  if (!about) return;
  if (!section.about) {
    section.addEventListener("pointerover", (event) => tell(section, event.target));
    section.addEventListener("click", (event) => figureOf(event) && openAbout(section, figureOf(event)));
    section.addEventListener("keydown", (event) => {
      if (!["Enter", " "].includes(event.key) || !figureOf(event)) return;
      // Else the same key would press the button that the dialog opens with: the one that closes it.
      event.preventDefault();
      openAbout(section, figureOf(event));
    });
  }
  section.about = about;
  section.dataset.metric = about.metrics.map((metric) => metric.name).join(" ");
  const figures = [...section.querySelectorAll("[data-figure]")];
  if (figures.length) for (const figure of figures) aged(figure, sourcesOf(about, figure.dataset.figure), figure.querySelector("dd"));
  else aged(section, about.sources, section.querySelector("h2"));
  if (shell.frame === "wall" || !about.metrics.length) return;
  for (const figure of figures) {
    Object.assign(figure, { tabIndex: 0, role: "button" });
    // Whoever stands on it with the keyboard still does when it is drawn anew.
    figure.dataset.key ??= `figure-${figure.dataset.figure}`;
  }
  section.querySelector(":scope > .about")?.remove();
  section.append(aboutButton(section));
}

function figureOf(event) {
  return shell.frame !== "wall" && event.target.closest?.("[data-figure]")?.dataset.figure;
}

function aged(element, sources, place) {
  const state = shell.live ? freshness(sources) : "";
  element.classList.toggle("is-late", state === "late");
  element.classList.toggle("is-dead", state === "dead");
  place?.querySelector(".age-said")?.remove();
  if (state) place?.append(h("small", { class: "age-said" }, freshnessWords(sources)));
}

// The definition, the moment and the sources of the figure or the card that is pointed at.
function tell(section, target) {
  const place = target.closest?.("[data-figure], h2, .level, .clock") ?? null;
  if (!place || !section.contains(place)) return;
  const { metrics, sources } = section.about;
  const own = metrics.filter((metric) => !place.dataset.figure || metric.name === place.dataset.figure);
  const lines = own.flatMap((metric) => [metric.title, metric.caution].filter(Boolean));
  lines.push(t("as of {time}", { time: hhmm(now()) }));
  for (const source of sources) {
    lines.push(source.at ? `${source.title} · ${hhmm(source.at)} · ${t("{age} old", { age: age((now() - source.at) / 1000) })}`
      : `${source.title} · ${t("never heard")}`);
  }
  place.title = [place.dataset.hint, ...lines].filter(Boolean).join("\n");
}

function hear(text) {
  if (!text) return;
  const message = JSON.parse(text);
  if (message.reload) return location.reload();
  if (message.shell && "live" in message.shell) {
    Object.assign(shell, message.shell);
    bar();
    past();
  }
  if (message.tag === tag && message.from !== null) return;
  if (message.from !== null && message.from !== tag) return wire.ask({ resync: true });
  apply(message);
}

// The wire is the page's one live model; Bokeh has it some time after the first content is drawn,
// and puts another in its place when a connection that was cut is made again.
let bound = null;

function wireOfNow() {
  return globalThis.Bokeh?.documents?.map((d) => d.get_model_by_name("wire")).find(Boolean);
}

function connect() {
  const model = wireOfNow();
  if (!model) return setTimeout(connect, 50);
  const again = bound !== null;
  bound = model;
  guard.watch(model.document);
  wire = { ask: (request) => {
    try {
      model.setv({ ask: JSON.stringify({ ...request, n: Date.now() }) });
    } catch (error) {
      // A connection that is being made again takes nothing yet; `again` below says it all anew.
      if (!(error instanceof DOMException && error.name === "InvalidStateError")) throw error;
    }
  } };
  model.properties.push.change.connect(() => hear(model.push));
  follow(wire);
  onSizes((sizes) => wire.ask({ sizes: shell.frame === "wall" ? { ...sizes, wall: [innerWidth, innerHeight] } : sizes }));
  hear(model.push);
  // Whatever was said meanwhile, on either side, is said again.
  if (again) wire.ask({ address: `?${query()}`, resync: true });
  document.documentElement.dataset.live = "yes";
}

function reconnect() {
  if (bound && (wireOfNow() ?? bound) !== bound) connect();
}

// As known then and as known now stand beside each other: the same page twice.
function besideEachOther() {
  document.getElementById("board").replaceChildren(beside());
  document.documentElement.dataset.beside = "yes";
  document.documentElement.dataset.live = "yes";
}

// A screen that shows the past says so, whatever else it shows.
function past() {
  if (shell.live) return guard.past(null);
  const moment = { month: "short", day: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  const known = query().get("known") === "both" ? t("both") : shell.as_known_then ? t("as known then") : t("as known now");
  guard.past(t("Not live: this is {time}", { time: local(shell.as_of, moment) }), known);
}

if (shell.exercise) document.body.dataset.exercise = shell.exercise;
if (query().get("inside")) document.documentElement.dataset.inside = "yes";
bar();
if (query().get("known") === "both" && !shell.live) besideEachOther();
else {
  build();
  connect();
  setInterval(reconnect, 1000);
}
past();
guard.start();
onChange(() => { if (query().get("known") === "both" || document.querySelector(".beside")) location.reload(); });
globalThis.sitroom = { go, now, t, shell };
