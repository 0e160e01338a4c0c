// The as-of control: puts the whole page back to a moment, as known then or as known now.
"use strict";

import { go } from "./address.js";
import { h, local, now, shell, t } from "./dom.js";

const HOURS = 72;
const STEP = 5; // minutes

export function moments() {
  const present = Math.floor((shell.live ? now() : shell.clock.now) / 60000);
  const chosen = shell.live ? 0 : Math.round((shell.as_of / 60000 - present) / STEP);
  const slider = h("input", { type: "range", min: String(-HOURS * 60 / STEP), max: "0", step: "1",
    "aria-label": t("as of"), "data-key": "as-of" });
  slider.value = String(chosen);
  const said = h("output", {}, shell.live ? t("now") : moment(shell.as_of));
  slider.addEventListener("input", () => { said.textContent = label(+slider.value, present); });
  slider.addEventListener("change", () => move(+slider.value, present));
  const then = h("label", { class: "then" }, h("input", { type: "checkbox", "data-key": "then",
    onchange: (event) => go({ known: event.target.checked ? "then" : null }) }), t("as known then"));
  then.firstChild.checked = Boolean(shell.as_known_then);
  return h("span", { class: "moments" }, t("as of"), " ", slider, " ", said, shell.live ? null : then);
}

function move(steps, present) {
  if (steps === 0) return go({ as_of: null, known: null });
  return go({ as_of: address((present + steps * STEP) * 60000) });
}

function label(steps, present) {
  if (steps === 0) return t("now");
  return moment((present + steps * STEP) * 60000);
}

function moment(instant) {
  return local(instant, { month: "numeric", day: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
}

// The moment on the site's clock, as the address says it.
function address(instant) {
  const parts = Object.fromEntries(new Intl.DateTimeFormat("en-CA", { timeZone: shell.zone, year: "numeric", month: "2-digit",
    day: "2-digit", hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).formatToParts(new Date(instant)).map((p) => [p.type, p.value]));
  return `${parts.year}-${parts.month}-${parts.day}T${parts.hour}:${parts.minute}`;
}
