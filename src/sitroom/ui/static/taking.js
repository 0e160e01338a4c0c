// Pictures as files, made here from what is on the screen: nothing is sent anywhere.
"use strict";

import { h, shell } from "./dom.js";

const MARGIN = 16, LINE = 22; // pixels

// Save a section's picture as PNG or SVG, with its title, moment and the mark of an exercise.
export async function save(section, form, moment) {
  const view = section.picture.plot?.();
  if (!view) return;
  const title = section.picture.get("label");
  const lines = [[shell.exercise, shell.place, title].filter(Boolean).join(" · "), moment];
  const name = `${shell.exercise ? "EXERCISE-" : ""}${shell.page}-${section.dataset.slot}.${form}`;
  const layer = view.export(form, true);
  const blob = form === "svg" ? framedSvg(layer, view, lines) : await framedPng(layer.canvas, lines);
  const link = h("a", { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

function looks() {
  const style = getComputedStyle(document.body);
  return { font: style.fontFamily, ink: style.color, ground: style.backgroundColor };
}

function framedSvg(layer, view, lines) {
  const { width, height } = view.bbox;
  const { font, ink, ground } = looks();
  const top = MARGIN + LINE * lines.length;
  const outer = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const set = (element, values) => { for (const [key, value] of Object.entries(values)) element.setAttribute(key, value); return element; };
  const make = (tag, values) => set(document.createElementNS("http://www.w3.org/2000/svg", tag), values);
  set(outer, { width, height: height + top, viewBox: `0 0 ${width} ${height + top}` });
  outer.append(make("rect", { width: "100%", height: "100%", fill: ground }));
  lines.forEach((line, n) => {
    const text = make("text", { x: MARGIN, y: MARGIN + LINE * (n + 0.6), fill: ink, "font-family": font, "font-size": 15, "font-weight": n ? 400 : 600 });
    text.textContent = line;
    outer.append(text);
  });
  const inner = new DOMParser().parseFromString(layer.ctx.get_serialized_svg(true), "image/svg+xml").documentElement;
  set(inner, { x: 0, y: top, width, height });
  outer.append(document.importNode(inner, true));
  return new Blob([new XMLSerializer().serializeToString(outer)], { type: "image/svg+xml" });
}

function framedPng(picture, lines) {
  const scale = devicePixelRatio || 1;
  const { font, ink, ground } = looks();
  const top = Math.round((MARGIN + LINE * lines.length) * scale);
  const canvas = h("canvas", { width: picture.width, height: picture.height + top });
  const pen = canvas.getContext("2d");
  pen.fillStyle = ground;
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.fillStyle = ink;
  lines.forEach((line, n) => {
    pen.font = `${n ? 400 : 600} ${15 * scale}px ${font}`;
    pen.fillText(line, MARGIN * scale, (MARGIN + LINE * (n + 0.6)) * scale);
  });
  pen.drawImage(picture, 0, top);
  return new Promise((done) => { canvas.toBlob(done, "image/png"); });
}
