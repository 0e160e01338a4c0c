// Making elements from data. Data only ever becomes text: nothing here parses HTML.
"use strict";

const SVG = "http://www.w3.org/2000/svg";
const NUMERALS = ["–", "I", "II", "III", "IV"];
const SHAPES = [
  ["circle", { r: 9, fill: "none", "stroke-width": 2 }],
  ["path", { d: "M-13.7,0 L0,-13.7 L13.7,0 L0,13.7Z" }],
  ["path", { d: "M0,-14.3 L13.7,10.1 L-13.7,10.1Z" }],
  ["rect", { x: -10.5, y: -10.5, width: 21, height: 21, rx: 2 }],
  ["circle", { r: 11.3 }],
];

export const shell = JSON.parse(document.getElementById("shell").textContent);

// The reader's words for an English text, with {name} places filled in.
export function t(text, values = {}) {
  const said = shell.words[text] ?? text;
  return said.replace(/\{(\w+)\}/g, (place, name) => values[name] ?? place);
}

// A figure is read in one look: no line ends between a number and its unit, within a range, a share
// or a duration. What is copied as code stays as it is.
const AS_WRITTEN = new Set(["pre", "code", "textarea", "option"]);
const UNIT = "%|km|min|[hmsdtL]|kg|mm|cm|days?|people|[MkBG]B|[Mk]|[\\u4e00-\\u9fff]";
const BEFORE_UNIT = new RegExp(`(\\d) (?=(?:${UNIT})(?![A-Za-z]))`, "g");

export function glued(text) {
  if (!/\d/.test(text)) return text;
  return text.replace(BEFORE_UNIT, "$1\u00a0").replace(/(\d\u00a0(?:[dh天]|小时)) (?=\d)/g, "$1\u00a0")
    .replace(/(\d\u00a0)(公里|小时|分钟|毫米)/g, (_, number, unit) => number + [...unit].join("\u2060"))
    .replace(/(\d[^\s/]*) \/ (?=\d)/g, "$1\u00a0/\u00a0").replace(/(\d)([–~])(?=\d)/g, "$1$2\u2060");
}

export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "style") for (const [key, v] of Object.entries(value)) element.style.setProperty(key, v);
    else if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  const said = AS_WRITTEN.has(tag) ? (child) => child : (child) => (typeof child === "string" ? glued(child) : child);
  element.append(...children.flat().filter((child) => child !== null && child !== undefined).map(said));
  return element;
}

// Parts of a line, none of which is broken in itself: a number of the log is copied as it is read.
export function parts(line) {
  return (line ?? "").split(" · ").flatMap((part, n) => [n ? " · " : null, /^[\w./-]+$/.test(part) ? h("span", { class: "whole" }, part) : part]);
}

export function svg(tag, attributes = {}, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

// An incident level as shape, colour and numeral; the same sign everywhere.
export function sign(level) {
  const [shape, attributes] = SHAPES[level] ?? SHAPES[0];
  const name = level ? t("Level {level}", { level: NUMERALS[level] }) : t("Not graded");
  const text = svg("text", { y: level === 2 ? 8.4 : 5.1, "text-anchor": "middle", "font-size": 14 });
  text.textContent = NUMERALS[level] ?? "–";
  return svg("svg", { viewBox: "-15 -15 30 30", class: `sign level-${level || 0}`, role: "img", "aria-label": name },
    svg(shape, attributes), text);
}

// A table that a phone shows row by row: there each cell says what it is, because no head stands above it.
export function stacked(table) {
  labelled(table).classList.add("stacks");
  return table;
}

export function labelled(table) {
  const titles = [...table.querySelectorAll("thead th")].map((head) => head.textContent);
  for (const row of table.tBodies[0]?.rows ?? []) [...row.cells].forEach((cell, n) => { cell.dataset.label = (cell.textContent && titles[n]) || ""; });
  return table;
}

// ---- time: the server's clock, which in a demonstration runs faster than ours ----
let clock = { ...shell.clock, heard: Date.now() };

export function setClock(fresh) {
  clock = { ...clock, ...fresh, heard: Date.now() };
}

export function frozen() {
  return !shell.live;
}

// The site's time in milliseconds since 1970; what a screen of the past shows stands still.
export function now() {
  return shell.live ? clock.now + (Date.now() - clock.heard) * clock.speed : shell.as_of;
}

// Seconds, in real time, since the data file was published.
export function dataAge() {
  return clock.published ? clock.age + (Date.now() - clock.heard) / 1000 : null;
}

const formats = new Map();
export function local(instant, options) {
  const key = JSON.stringify(options);
  if (!formats.has(key)) {
    const language = shell.language === "zh" ? "zh-CN" : "en-GB";
    formats.set(key, new Intl.DateTimeFormat(language, { timeZone: shell.zone, ...options }));
  }
  return formats.get(key).format(new Date(instant));
}

export function hhmm(instant) {
  return local(instant, { hour: "2-digit", minute: "2-digit", hour12: false, hourCycle: "h23" });
}

export function duration(minutes) {
  const whole = Math.max(0, Math.floor(minutes));
  const d = Math.floor(whole / 1440), hours = Math.floor(whole / 60) % 24, m = whole % 60;
  if (d) return t("{d} d {h} h", { d, h: hours });
  if (hours) return t("{h} h {m} m", { h: hours, m: String(m).padStart(2, "0") });
  return t("{m} m", { m });
}

export function age(seconds) {
  if (seconds < 100) return t("{n} s", { n: Math.max(0, Math.floor(seconds)) });
  return duration(seconds / 60);
}

// ---- texts that change with time: redrawn each second while they are on the page ----
const ticking = new Set();

export function tick(element, draw) {
  const entry = { element: new WeakRef(element), draw, said: null };
  ticking.add(entry);
  update(entry, element);
  return element;
}

function update(entry, element) {
  const said = entry.draw(element);
  if (typeof said === "string" && said !== entry.said) {
    entry.said = said;
    element.textContent = glued(said);
  }
}

setInterval(() => {
  for (const entry of ticking) {
    const element = entry.element.deref();
    if (!element || (!element.isConnected && entry.said !== null && entry.seen)) ticking.delete(entry);
    else {
      entry.seen = entry.seen || element.isConnected;
      update(entry, element);
    }
  }
}, 1000);
