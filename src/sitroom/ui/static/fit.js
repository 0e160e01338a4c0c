// Lists that show as many rows as there is room for, and say what is left out.
"use strict";

import { h, t } from "./dom.js";

const NUMERALS = ["—", "I", "II", "III", "IV"];

// How much larger the words of a short list may be on a wall, whose room nobody scrolls through.
const SIZES = [1.45, 1.3, 1.15, 1.08, 1];

// Hide the rows of a list that do not fit its height; `rest(shown)` says what is not shown. A list
// that `grows` is first set in the largest type in which all of it fits. A phone shows `first` rows.
export function fit(list, rest, { grows = false, first = Infinity } = {}) {
  const footer = h("p", { class: "rest" });
  list.append(footer);
  const rows = () => [...list.children].filter((row) => row !== footer);
  const measure = () => {
    if (!list.isConnected || getComputedStyle(list).overflowY !== "hidden") {
      const isPhone = document.documentElement.dataset.frame !== "wall";
      rows().forEach((row, n) => { row.hidden = isPhone && n >= first; });
      footer.textContent = rest(isPhone ? Math.min(first, rows().length) : rows().length);
      return;
    }
    for (const row of rows()) row.hidden = false;
    footer.hidden = true;
    const all = rows();
    let shown = all.length;
    const { bottom, right } = list.getBoundingClientRect();
    footer.textContent = rest(shown);
    footer.hidden = !footer.textContent;
    const over = () => {
      const last = (footer.hidden ? all[shown - 1] : footer).getBoundingClientRect();
      // A list in columns runs out at its right.
      return last.bottom > bottom + 0.5 || last.right > right + 0.5;
    };
    for (const size of grows && shown ? SIZES : []) {
      list.style.setProperty("--grow", size);
      if (!over()) break;
    }
    while (shown > 0 && over()) {
      all[--shown].hidden = true;
      footer.textContent = rest(shown);
      footer.hidden = !footer.textContent;
    }
  };
  new ResizeObserver(measure).observe(list);
}

// "+ 2 level III, 14 level IV": the open incidents that the list has no room for.
export function restBelow(block, shown) {
  const left = { ...block.by_level };
  for (const item of block.items.slice(0, shown)) left[item.level] -= 1;
  const parts = Object.entries(left).filter(([, n]) => n > 0).sort(([a], [b]) => (+a || 9) - (+b || 9))
    .map(([level, n]) => (+level ? t("{n} level {level}", { n, level: NUMERALS[level] }) : t("{n} not graded", { n })));
  return parts.length ? `+ ${parts.join(t(", "))}` : "";
}
