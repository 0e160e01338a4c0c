"""Words that are too pale for the ground they stand on, computed in the browser as it drew them."""

from __future__ import annotations

from typing import Any

from sitroom.views import style

# A word's ground is what lies under it; what is see-through lets what is below shine through.
PALE = """least => {
  const colour = (text) => {
    const parts = (text.match(/[\\d.e+-]+%?/g) ?? []).map(parseFloat);
    const scale = text.startsWith('color(') ? 255 : 1;
    return [...parts.slice(0, 3).map((p) => p * scale), parts[3] ?? 1];
  };
  const over = (top, below) => [0, 1, 2].map((n) => top[n] * top[3] + below[n] * (1 - top[3])).concat(1);
  const light = (c) => { const [r, g, b] = c.slice(0, 3).map((p) => p / 255)
    .map((p) => (p <= 0.04045 ? p / 12.92 : ((p + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
  const ground = (element) => {
    const layers = [];
    for (let up = element; up; up = up.parentElement) {
      const own = colour(getComputedStyle(up).backgroundColor);
      if (own[3] > 0) layers.push(own);
      if (own[3] >= 1) break;
    }
    return layers.reverse().reduce((below, top) => over(top, below), [255, 255, 255, 1]);
  };
  const found = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    const said = walker.currentNode.data.trim();
    if (!said || element.closest('script,style,svg,.picture,#wire,:disabled,option') || !element.checkVisibility()) continue;
    const below = ground(element);
    const ink = colour(getComputedStyle(element).color);
    for (let up = element; up; up = up.parentElement) ink[3] *= parseFloat(getComputedStyle(up).opacity);
    if (ink[3] === 0) continue;
    const [a, b] = [light(over(ink, below)), light(below)].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < least) {
      const where = element.closest('.slot')?.dataset.slot ?? element.closest('[id]')?.id ?? '?';
      found.add(`${where} <${element.tagName.toLowerCase()} class="${element.className}">: ${ratio.toFixed(2)} "${said.slice(0, 24)}"`);
    }
  }
  return [...found].slice(0, 12);
}"""
LEAST = 4.5


def pale(page: Any) -> dict[str, list[str]]:
    """Return, by theme, the words on the page as it is shown that have too little contrast."""
    found = {}
    for theme in ("light", "dark"):
        css = style.css(theme)
        page.evaluate(
            """css => { document.adoptedStyleSheets = [new CSSStyleSheet()];
            document.adoptedStyleSheets[0].replaceSync(css); }""",
            css,
        )
        if words := page.evaluate(PALE, LEAST):
            found[theme] = words
    page.evaluate("document.adoptedStyleSheets = []")
    return found
