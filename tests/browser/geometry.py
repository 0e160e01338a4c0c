"""What is wrong with a page's geometry: words cut, broken or laid over others, cards over cards,
sideways scrolling. Measured in the browser on every visible word, in one pass of some milliseconds."""

from __future__ import annotations

from typing import Any

FAULTS = """() => {
  const found = [];
  const most = 1.5; // pixels that rounding and overhanging letters may take
  const name = (element) => element.closest('.slot')?.dataset.slot ?? element.closest('[id]')?.id ?? '?';
  const meet = (a, b) => ({ left: Math.max(a.left, b.left), top: Math.max(a.top, b.top),
    right: Math.min(a.right, b.right), bottom: Math.min(a.bottom, b.bottom) });
  const inside = (r) => r.right - r.left > most && r.bottom - r.top > most;
  const root = document.scrollingElement;
  if (root.scrollWidth > root.clientWidth + 1) found.push(`the page scrolls sideways by ${root.scrollWidth - root.clientWidth}`);

  // On a phone a table is read row by row; on a desk and a wall rows of one list are alike.
  if (innerWidth <= 600) for (const list of document.querySelectorAll('.scroll:has(.stacks, .grid)')) {
    if (list.checkVisibility() && list.scrollWidth > list.clientWidth + most) found.push(`${name(list)}: a table scrolls sideways`);
  }
  // A list that is longer than its room ends with a whole row, whether it scrolls or not.
  for (const list of document.querySelectorAll('.slot .scroll:has(> table)')) {
    if (!list.checkVisibility() || list.scrollTop) continue;
    const { bottom } = list.getBoundingClientRect();
    for (const row of list.querySelectorAll(':scope > table > tbody > tr')) {
      const box = row.getBoundingClientRect();
      if (row.checkVisibility() && box.top < bottom - 3 && box.bottom > bottom + 3) found.push(`${name(list)}: a row is cut`);
    }
  }
  const heights = new Set([...document.querySelectorAll('.incident .lines > div:last-child')].filter((row) => row.checkVisibility())
    .map((row) => Math.round(row.getBoundingClientRect().height)));
  if (heights.size > 1) found.push(`rows of incidents are of several heights: ${[...heights]}`);

  const slots = [...document.querySelectorAll('.slot')].filter((s) => s.checkVisibility()
    && getComputedStyle(s).zIndex === 'auto').map((s) => [s.dataset.slot, s.getBoundingClientRect()]);
  slots.forEach(([a, x], i) => slots.slice(i + 1).forEach(([b, y]) => {
    if (inside(meet(x, y))) found.push(`${a} lies over ${b}`);
  }));

  // A line's box has air above and below its letters, which may overlap without harm.
  const inked = (box, element) => {
    const air = Math.max(0, (box.height - parseFloat(getComputedStyle(element).fontSize)) / 2);
    return { left: box.left, right: box.right, top: box.top + air, bottom: box.bottom - air };
  };

  // A figure with its unit, a range, a number of the log or a word stands on one line.
  const figure = /[A-Z]{2,}(?:-\\d+)+|(?<![\\w.\\/-])[A-Z]?[a-z]{3,}(?![\\w.\\/-])|\\d[\\d,.]*(?:[–-]\\u2060?\\d[\\d,.]*)?(?:\\s(?:%|km|min|kg|[hmsdtL](?![A-Za-z])))?/g;
  const split = (node) => [...node.data.matchAll(figure)].filter((one) => {
    const range = document.createRange();
    range.setStart(node, one.index);
    range.setEnd(node, one.index + one[0].length);
    const lines = [...range.getClientRects()].filter((box) => box.width > 0);
    return lines.some((box) => box.top > lines[0].bottom - most);
  }).map((one) => one[0]);

  // Each word's box, and how much of it what scrolls or hides around it lets through.
  const words = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode, element = node.parentElement;
    if (!node.data.trim() || element.closest('script,style,svg,.picture,#wire,option,[hidden],.about') || !element.checkVisibility()) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const own = inked(range.getBoundingClientRect(), element);
    if (!inside(own)) continue;
    const lines = [...range.getClientRects()].filter((box) => box.width > 0);
    if (lines.length > 2 && lines.every((box) => box.width < 1.6 * parseFloat(getComputedStyle(element).fontSize)))
      found.push(`${name(element)}: "${node.data.trim().slice(0, 20)}" stands letter below letter`);
    let shown = own, isExplained = false;
    for (let up = element; up && up !== document.body; up = up.parentElement) {
      const style = getComputedStyle(up), box = up.getBoundingClientRect();
      isExplained ||= Boolean(up.title);
      const sideways = style.overflowX !== 'visible', down = style.overflowY !== 'visible';
      if (!sideways && !down) continue;
      const scrolls = (way) => way === 'auto' || way === 'scroll';
      const cutRight = sideways && !scrolls(style.overflowX) && shown.right > box.right + most;
      const cutBelow = down && !scrolls(style.overflowY) && shown.bottom > box.bottom + most;
      const isOnScreen = inside(meet(shown, box)) && inside(shown);
      // A wall has no pointer to ask for the rest with.
      const isShortened = style.textOverflow === 'ellipsis' && isExplained && document.documentElement.dataset.frame !== 'wall';
      if (isOnScreen && (cutBelow || (cutRight && !isShortened))) found.push(`${name(element)}: "${node.data.trim().slice(0, 40)}" is cut`);
      shown = meet(shown, { left: sideways ? box.left : -1e9, right: sideways ? box.right : 1e9,
        top: down ? box.top : -1e9, bottom: down ? box.bottom : 1e9 });
    }
    const place = element.closest('.slot')?.getBoundingClientRect();
    if (place && inside(shown) && (shown.bottom > place.bottom + most || shown.right > place.right + most))
      found.push(`${name(element)}: "${node.data.trim().slice(0, 40)}" hangs out of its place`);
    for (const one of inside(shown) ? split(node) : []) found.push(`${name(element)}: "${one}" is on two lines`);
    if (inside(shown)) words.push([node, shown, element]);
  }
  const isSticky = (element) => { for (let up = element; up; up = up.parentElement) if (['sticky', 'fixed'].includes(getComputedStyle(up).position)) return true; return false; };
  words.forEach(([a, x, p], i) => {
    for (const [b, y, q] of words.slice(i + 1)) {
      if (!inside(meet(x, y)) || p.closest('.slot') !== q.closest('.slot') || isSticky(p) !== isSticky(q)) continue;
      const lines = (node) => { const r = document.createRange(); r.selectNodeContents(node);
        return [...r.getClientRects()].map((box) => inked(box, node.parentElement)); };
      if (lines(a).some((one) => lines(b).some((other) => inside(meet(meet(one, x), meet(other, y))))))
        found.push(`${name(p)}: "${a.data.trim().slice(0, 30)}" lies over "${b.data.trim().slice(0, 30)}"`);
    }
  });
  return [...new Set(found)].slice(0, 20);
}"""


def faults(page: Any) -> list[str]:
    """Return what is cut, overlaps or scrolls sideways on the page as it is shown now."""
    return page.evaluate(FAULTS)
