// The page: draws the first content at once, then only what changes.
"use strict";

import * as briefing from "./briefing.js";
import * as cards from "./cards.js";
import * as incidents from "./incidents.js";
import * as sources from "./sources.js";
import { draw as drawPicture, onSizes } from "./pictures.js";
import { age, h, hhmm, local, now, shell, t } from "./dom.js";
import { bar } from "./bar.js";
import { guard } from "./guard.js";
import { go, follow } from "./address.js";

const drawers = { ...briefing.drawers, ...incidents.drawers, ...sources.drawers, ...cards.drawers,
  picture: drawPicture, away: () => undefined, nothing: () => null, pending: () => h("div", { class: "pending", "aria-busy": "true" }), broken };
const slots = new Map();
let tag = null;
let wire = null;

function broken(block) {
  return h("div", { class: "broken", role: "alert" }, h("b", {}, block.title), h("p", {}, block.text));
}

function build() {
  const main = document.getElementById("board");
  const empty = Object.values(shell.first.blocks).some((block) => block.kind === "nothing");
  main.classList.toggle("nothing", empty);
  main.replaceChildren(...shell.slots.map((slot) => {
    const section = h("section", { class: `slot slot-${slot}`, "data-slot": slot });
    slots.set(slot, section);
    return section;
  }));
  if (empty) main.append(briefing.welcome());
  apply(shell.first);
}

function apply(message) {
  for (const [slot, block] of Object.entries(message.blocks)) {
    const section = slots.get(slot);
    if (!section) continue;
    // A first load or a cleared site changes what the page is made of; start it afresh.
    if (section.block && (section.block.kind === "nothing") !== (block.kind === "nothing")) {
      return location.reload();
    }
    draw(section, block);
  }
  tag = message.tag;
}

function draw(section, block) {
  const before = section.block;
  section.block = block;
  section.hidden = block.kind === "away";
  const kept = focusWithin(section);
  const drawn = drawers[block.kind]?.(block, section, before);
  if (drawn) section.replaceChildren(drawn);
  else if (drawn === null) section.replaceChildren();
  explain(section, block.about);
  if (kept) section.querySelector(`[data-key="${CSS.escape(kept)}"]`)?.focus({ preventScroll: true });
  section.dispatchEvent(new CustomEvent("drawn"));
}

function focusWithin(section) {
  const active = document.activeElement;
  return section.contains(active) ? active.dataset.key : null;
}

// What stands behind the figures of a card, on hover; a card without a fresh source says so.
function explain(section, about) {
  if (!about) return;
  if (!section.about) section.addEventListener("pointerover", (event) => tell(section, event.target));
  section.about = about;
  section.dataset.metric = about.metrics.map((metric) => metric.name).join(" ");
  const silent = about.sources.length && about.sources.every((s) => ["dead", "never"].includes(s.state));
  const late = about.sources.length && about.sources.every((s) => ["late", "dead", "never"].includes(s.state));
  section.classList.toggle("is-late", Boolean(late && !silent));
  section.classList.toggle("is-dead", Boolean(silent));
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

// The wire is the page's one live model; Bokeh has it some time after the first content is drawn.
function connect() {
  const model = globalThis.Bokeh?.documents?.map((d) => d.get_model_by_name("wire")).find(Boolean);
  if (!model) return setTimeout(connect, 50);
  wire = { ask: (request) => model.setv({ ask: JSON.stringify({ ...request, n: Date.now() }) }) };
  model.properties.push.change.connect(() => hear(model.push));
  follow(wire);
  onSizes((sizes) => wire.ask({ sizes }));
  hear(model.push);
  document.documentElement.dataset.live = "yes";
}

// A screen that shows the past says so, whatever else it shows.
function past() {
  if (shell.live) return guard.past(null);
  const moment = { month: "short", day: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  guard.past(t("Not live: this is {time}", { time: local(shell.as_of, moment) }),
    shell.as_known_then ? t("as known then") : t("as known now"));
}

bar();
build();
past();
guard.start();
connect();
globalThis.sitroom = { go, now, t, shell };
