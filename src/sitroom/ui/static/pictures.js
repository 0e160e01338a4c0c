// Pictures: drawn once on the server, embedded here by picture.js through a stand-in for its model.
"use strict";

import { render } from "./picture.js";
import { go, note, query } from "./address.js";
import { h, shell } from "./dom.js";

// Pixels; neighbours of nearly the same size share one drawing. It is drawn for a little less room
// than there is: shown in more, words and signs only stand farther apart.
const STEP = 40;
const sizes = {};
let askSizes = () => {};
let later = null;

export function onSizes(ask) {
  askSizes = ask;
  if (Object.keys(sizes).length) askSizes({ ...sizes });
}

// Draw or redraw: the section keeps its picture, with the viewer's pan and zoom.
export function draw(block, section) {
  if (section.picture) {
    section.picture.set("label", block.title);
    if (block.item && block.item !== section.picture.get("item")) section.picture.set("item", block.item);
    return undefined;
  }
  const slot = section.dataset.slot;
  const model = standIn({ item: block.item ?? "", label: block.title, extent: slot === "map" ? extentOf(query().get("extent")) : [], size: [],
    selected: query().get("incident") ?? "" });
  section.picture = model;
  if (slot === "map") model.watch("extent", (edges) => note({ extent: edges.map((edge) => edge.toFixed(4)).join(",") }));
  model.watch("size", ([width, height]) => told(slot, width, height));
  model.watch("selected", (id) => { if (id && id !== query().get("incident")) go({ incident: id }); });
  const place = h("div", { class: "picture" });
  // A map explains itself; any other picture has its title above it.
  const framed = slot === "map" ? place : h("div", { class: "fill" }, h("h2", {}, block.title), place);
  whenReady(() => {
    const root = render({ model: model.proxy });
    model.plot = () => root.plot();
    place.append(root);
    placed.push({ place, model });
    requestAnimationFrame(() => model.fire("lifecycle:after_render"));
  });
  return framed;
}

// Where the viewer moved a map to is part of the view that a link opens.
function extentOf(text) {
  const edges = (text ?? "").split(",").map(Number);
  return edges.length === 4 && edges.every(Number.isFinite) ? edges : [];
}

// On paper a picture has another shape than on the screen, and no script that fits it: it is printed
// as it is seen, whole, and never dark.
const placed = [];

addEventListener("beforeprint", () => {
  for (const { place, model } of placed) {
    const view = place.isConnected && model.plot?.();
    if (!view) continue;
    const { canvas } = inPaperColours(() => view.export("png", true));
    canvas.className = "printed";
    place.append(canvas);
  }
});

addEventListener("afterprint", () => {
  for (const { place } of placed) for (const one of place.querySelectorAll(":scope > .printed")) one.remove();
});

// A page is printed at once: there is no time for a picture of the light theme to come. What draws
// gives a canvas the dark one's colours, which are replaced on their way.
function inPaperColours(draw) {
  if (!shell.paper.areas) return draw();
  const { areas, words } = shell.paper;
  const proto = CanvasRenderingContext2D.prototype, write = proto.fillText;
  const kept = ["fillStyle", "strokeStyle"].map((name) => [name, Object.getOwnPropertyDescriptor(proto, name)]);
  const asked = new WeakMap();
  for (const [name, own] of kept) {
    Object.defineProperty(proto, name, { ...own, set(colour) {
      own.set.call(this, colour);
      if (name === "fillStyle") asked.set(this, own.get.call(this));
      own.set.call(this, replaced(own.get.call(this), areas));
    } });
  }
  proto.fillText = function fillText(...told) {
    const [, own] = kept[0], before = own.get.call(this);
    own.set.call(this, replaced(asked.get(this) ?? before, words));
    write.apply(this, told);
    own.set.call(this, before);
  };
  try {
    return draw();
  } finally {
    proto.fillText = write;
    for (const [name, own] of kept) Object.defineProperty(proto, name, own);
  }
}

// A canvas tells a colour in hexadecimal, or, where something shines through, in parts; a pattern is no text.
function replaced(colour, others) {
  if (typeof colour !== "string") return colour;
  const parts = colour.match(/^rgba\((\d+), (\d+), (\d+), ([\d.]+)\)$/);
  if (!parts) return others[colour] ?? colour;
  const found = others[`#${parts.slice(1, 4).map((n) => Number(n).toString(16).padStart(2, "0")).join("")}`];
  return found ? `${found}${Math.round(parts[4] * 255).toString(16).padStart(2, "0")}` : colour;
}

export function select(section, id) {
  if (section?.picture && section.picture.get("selected") !== id) section.picture.set("selected", id);
}

// The room that a picture has now, told before it is drawn.
export function measure(section) {
  const place = section.querySelector(".picture");
  if (place?.clientWidth && place.clientHeight) told(section.dataset.slot, place.clientWidth, place.clientHeight);
}

function told(slot, width, height) {
  const size = [width, height].map((n) => Math.max(2 * STEP, Math.floor(n / STEP) * STEP));
  if (String(sizes[slot]) === String(size)) return;
  sizes[slot] = size;
  clearTimeout(later);
  later = setTimeout(() => askSizes({ ...sizes }), 50);
}

function whenReady(start) {
  if (globalThis.Bokeh?.embed) start();
  else setTimeout(whenReady, 50, start);
}

// What picture.js expects of a component's model: properties, and listeners to their changes.
function standIn(values) {
  const inside = new Map(), outside = new Map();
  const call = (listeners, name, value) => (listeners.get(name) ?? []).forEach((listener) => listener(value));
  const add = (listeners, name, listener) => listeners.set(name, [...(listeners.get(name) ?? []), listener]);
  const proxy = new Proxy({ on: (name, listener) => add(inside, name, listener) }, {
    get: (own, name) => own[name] ?? values[name],
    set: (_, name, value) => { values[name] = value; call(outside, name, value); return true; },
  });
  return {
    proxy,
    get: (name) => values[name],
    set: (name, value) => { values[name] = value; call(inside, name, value); },
    watch: (name, listener) => add(outside, name, listener),
    fire: (name) => call(inside, name),
  };
}
