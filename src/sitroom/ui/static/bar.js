// The bar above a desk page: where to go, at what moment, in which language and theme.
"use strict";

import { href, onChange } from "./address.js";
import { age, dataAge, h, shell, t, tick } from "./dom.js";

export function bar() {
  const place = document.getElementById("bar");
  if (!place) return;
  place.replaceChildren(...content());
}

onChange(bar);

function content() {
  const kept = Object.fromEntries(shell.filters.map((name) => [name, null]));
  const links = shell.pages.map((page) => h("a", {
    href: href(kept, `./${page.name}`), class: page.name === shell.page ? "on" : null,
    "aria-current": page.name === shell.page ? "page" : null,
  }, page.title));
  return [
    h("a", { class: "home", href: href(kept, "./briefing") }, h("b", {}, shell.place), t("situation")),
    h("nav", { "aria-label": t("Pages") }, ...links),
    h("div", { class: "tools" }, moment(), theme(), share(), languages()),
  ];
}

function moment() {
  if (!shell.live) {
    return h("a", { class: "btn past", href: href({ as_of: null, known: null }) }, t("back to now"));
  }
  const said = h("span", { class: "fresh" });
  tick(said, () => (dataAge() === null ? "" : ` · ${t("{age} old", { age: age(dataAge()) })}`));
  return h("span", {}, t("as of"), " ", h("b", {}, t("now")), said);
}

function languages() {
  const choice = (code, name) => h("a", { href: href({ lang: code }), lang: code,
    class: shell.language === code ? "on" : null, "aria-current": shell.language === code ? "true" : null }, name);
  return h("span", { class: "languages" }, choice("en", "EN"), " | ", choice("zh", "中文"));
}

function theme() {
  const other = shell.theme === "dark" ? "light" : "dark";
  const name = other === "dark" ? t("Dark") : t("Light");
  return h("a", { class: "btn", href: href({ theme: other }) }, name);
}

function share() {
  const button = h("button", { class: "btn", type: "button" }, t("Share view"));
  button.addEventListener("click", async () => {
    const link = location.href;
    button.textContent = (await copied(link)) ? t("Link copied") : link;
    setTimeout(() => { button.textContent = t("Share view"); }, 3000);
  });
  return button;
}

async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch { return false; }
}
