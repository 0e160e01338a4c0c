// The as-of control of every page: puts the whole page back to a moment, as known then or as known
// now, beside each other, or playing from there to the present.
"use strict";

import { go, href, query } from "./address.js";
import { h, local, now, shell, t } from "./dom.js";

const HOURS = 72;
const STEP = 5;        // minutes of the slider
const PLAYED = 15;     // minutes that playing goes on at a time
const PLAYS_MS = 1500; // ms that each of them stays

let isOpen = false;
let playing = null;

export function toggle() {
  isOpen = !isOpen;
  if (!isOpen) stop();
}

// The row beneath the bar; a page of the past always has it.
export function moments() {
  if (shell.live && !isOpen) return null;
  const present = presentMinute();
  const chosen = shell.live ? 0 : Math.round((shell.as_of / 60000 - present) / STEP);
  const slider = h("input", { type: "range", min: String(-HOURS * 60 / STEP), max: "0", step: "1", "aria-label": t("as of"), "data-key": "as-of" });
  slider.value = String(chosen);
  slider.setAttribute("aria-valuetext", shell.live ? t("now") : words(shell.as_of));
  const said = h("output", {}, shell.live ? t("now") : words(shell.as_of));
  slider.addEventListener("input", () => { said.textContent = +slider.value ? words((present + slider.value * STEP) * 60000) : t("now"); });
  slider.addEventListener("change", () => { stop(); to(present + slider.value * STEP, present); });
  return h("div", { class: "moments", role: "group", "aria-label": t("as of") }, play(), step(-60, "−1"), slider, step(60, "+1"), exact(), said, knowledge());
}

function presentMinute() {
  return Math.floor((shell.live ? now() : shell.clock.now) / 60000);
}

function to(minute, present = presentMinute()) {
  go(minute >= present ? { as_of: null, known: null } : { as_of: address(minute * 60000) });
}

function step(minutes, said) {
  const name = minutes < 0 ? t("one hour earlier") : t("one hour later");
  return h("button", { type: "button", class: "btn", "aria-label": name, title: name, "data-key": `step${minutes}`, disabled: minutes > 0 && shell.live,
    onclick: () => { stop(); to(Math.floor(now() / 60000) + minutes); } }, t("{n} h", { n: said }));
}

function exact() {
  const field = h("input", { type: "datetime-local", class: "exact", "aria-label": t("the exact moment"), "data-key": "exact", max: address(shell.clock.now) });
  field.value = address(now());
  field.addEventListener("change", () => { stop(); if (field.value) go(field.value >= field.max ? { as_of: null, known: null } : { as_of: field.value }); });
  return field;
}

// From the moment shown to the present, a quarter of an hour at a time; from the present, its last day.
function play() {
  const name = playing ? t("Stop") : t("Play");
  return h("button", { type: "button", class: "btn play", "data-key": "play", "aria-label": name, title: name, onclick: () => {
    if (playing) return stop(true);
    playing = setInterval(onward, PLAYS_MS);
    if (shell.live) to(presentMinute() - 24 * 60);
    else onward();
  } }, playing ? "⏸" : "▶");
}

function onward() {
  if (shell.live && !query().get("as_of")) return stop(true);
  // The next moment waits until the last one is on the screen.
  if (query().get("as_of") !== address(shell.as_of)) return;
  to(Math.floor(shell.as_of / 60000) + PLAYED);
}

function stop(again = false) {
  clearInterval(playing);
  playing = null;
  if (again) dispatchEvent(new CustomEvent("moments"));
}

function knowledge() {
  if (shell.live) return null;
  const choice = (value, title) => h("a", { href: href({ known: value }), "data-key": `known-${value ?? "now"}`, class: `chip${(query().get("known") ?? null) === value ? " on" : ""}`,
    "aria-current": (query().get("known") ?? null) === value ? "true" : null,
    onclick: (event) => { event.preventDefault(); stop(); go({ known: value }); } }, title);
  return h("span", { class: "known" }, choice(null, t("as known now")), choice("then", t("as known then")), choice("both", t("both")));
}

export function words(instant) {
  return local(instant, { month: "numeric", day: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
}

// The moment on the site's clock, as the address says it.
function address(instant) {
  const parts = Object.fromEntries(new Intl.DateTimeFormat("en-CA", { timeZone: shell.zone, year: "numeric", month: "2-digit",
    day: "2-digit", hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).formatToParts(new Date(instant)).map((p) => [p.type, p.value]));
  return `${parts.year}-${parts.month}-${parts.day}T${parts.hour}:${parts.minute}`;
}

// The same page twice: as it was known then, and as it is known now of then.
export function beside() {
  const frame = (known, title) => h("figure", {}, h("figcaption", {}, title),
    h("iframe", { src: href({ known, inside: "yes" }), title }));
  return h("div", { class: "beside" }, frame("then", t("as known then")), frame(null, t("as known now")));
}
