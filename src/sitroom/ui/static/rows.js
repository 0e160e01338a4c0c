// Tables longer than their room: no row is cut, and what is not seen is counted under them. On a
// phone, where nothing scrolls within the page, the first rows stand there and a button has the rest.
"use strict";

import { h, t } from "./dom.js";

const FIRST = 4; // rows on a phone
const phone = matchMedia("(max-width: 600px)");

// The table in its scrolling place, and the button under it.
export function scrolling(table, title, section, { first = FIRST, before = [] } = {}) {
  const list = h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": title }, before, table);
  const at = [...section.querySelectorAll(".scroll")].find((one) => one.ariaLabel === title);
  const kept = [at?.scrollTop ?? 0, at?.scrollLeft ?? 0];
  requestAnimationFrame(() => { [list.scrollTop, list.scrollLeft] = kept; });
  return table ? [list, more(list, table, section, title, first)] : [list];
}

// A table that stands in the page itself: folded on a phone, whole on a desk.
export function folding(table, title, section, first = FIRST) {
  const place = h("div", { class: "folds" }, table);
  return [place, more(place, table, section, title, first)];
}

function more(place, table, section, title, first) {
  const rows = [...table.tBodies[0].rows], beyond = rows.length > first + 1 ? rows.slice(first) : [];
  for (const row of beyond) row.classList.add("beyond");
  const opened = section.unfolded ??= new Set();
  place.classList.toggle("unfolded", opened.has(title));
  const button = h("button", { type: "button", class: "more", "data-key": `more-${title}`, hidden: true });
  button.addEventListener("click", () => {
    if (!phone.matches) return place.scrollBy({ top: place.clientHeight * 0.9 });
    opened.add(title);
    place.classList.add("unfolded");
    measure();
  });
  const say = (left) => {
    button.hidden = left <= 0;
    button.textContent = t("{n} more", { n: left });
  };
  const measure = () => {
    place.style.maxHeight = "";
    if (phone.matches) return say(place.classList.contains("unfolded") ? 0 : beyond.length);
    if (!place.matches(".scroll")) return say(0);
    say(0);
    if (place.scrollHeight <= place.clientHeight + 1) return;
    say(1);
    const { top } = place.getBoundingClientRect();
    const edges = rows.map((row) => row.getBoundingClientRect().bottom - top + place.scrollTop);
    const room = place.clientHeight, whole = edges.filter((edge) => edge <= room + 1);
    if (!whole.length) return;
    place.style.maxHeight = `${whole.at(-1)}px`;
    below();
  };
  const below = () => {
    if (phone.matches || !place.style.maxHeight) return;
    const { bottom } = place.getBoundingClientRect();
    say(rows.filter((row) => row.getBoundingClientRect().bottom > bottom + 2).length);
  };
  place.addEventListener("scroll", below, { passive: true });
  const observer = new ResizeObserver(measure);
  requestAnimationFrame(() => { if (place.parentElement) observer.observe(place.parentElement); });
  return button;
}
