// The bar above a desk page: where to go, at what moment, in which language and theme.
"use strict";

import { momentSaid, openPage } from "./about.js";
import { href, onChange } from "./address.js";
import { age, dataAge, h, shell, t, tick } from "./dom.js";
import { moments, toggle } from "./moments.js";
import { share } from "./share.js";

export function bar() {
  const place = document.getElementById("bar");
  if (!place) return;
  const focused = place.contains(document.activeElement) ? document.activeElement.dataset.key : null;
  place.replaceChildren(...content());
  if (focused) place.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus();
}

onChange(bar);

// What stands above the board takes from its height.
const above = new ResizeObserver(() => {
  const parts = ["bar", "banner"].map((id) => document.getElementById(id)?.offsetHeight ?? 0);
  document.documentElement.style.setProperty("--above", `${parts[0] + parts[1]}px`);
});
if (shell.frame !== "wall") for (const id of ["bar", "banner"]) above.observe(document.getElementById(id));
addEventListener("moments", bar);

function content() {
  const kept = Object.fromEntries([...shell.filters, "extent", "scene"].map((name) => [name, null]));
  const links = shell.pages.map((page) => h("a", {
    href: href(kept, `./${page.name}`), class: page.name === shell.page ? "on" : null,
    "aria-current": page.name === shell.page ? "page" : null,
  }, page.title));
  const views = shell.views.length ? h("details", { class: "views" }, h("summary", { class: "btn" }, t("Views")),
    h("div", {}, shell.views.map((view) => h("a", { href: view.href }, view.title)))) : null;
  const take = h("button", { class: "btn", type: "button", "data-key": "download", onclick: () => openPage([...document.querySelectorAll(".slot")]) }, t("Download"));
  return [
    shell.exercise ? h("strong", { class: "exercise" }, shell.exercise) : null,
    h("a", { class: "home", href: href(kept, "./briefing"), title: shell.place }, h("b", {}, shell.place), h("span", {}, t("situation"))),
    h("nav", { "aria-label": t("Pages") }, ...links),
    h("div", { class: "tools" }, moment(), h("span", { class: "also" }, views, theme(), share(), take), languages(), menu()),
    onPaper(), moments(),
  ].filter(Boolean);
}

// A phone has no room for every tool beside the name of the place.
let isOpen = false;

function menu() {
  document.getElementById("bar").classList.toggle("open", isOpen);
  return h("button", { type: "button", class: "btn menu", "data-key": "menu", "aria-label": t("More"), "aria-expanded": String(isOpen),
    onclick: () => { isOpen = !isOpen; bar(); } }, "⋯");
}

// On paper nothing moves: it says of which moment it is.
function onPaper() {
  const said = h("span", { class: "on-paper" });
  tick(said, () => t("as of {time}", { time: momentSaid() }));
  return said;
}

function moment() {
  if (!shell.live) {
    return h("a", { class: "btn past", "data-key": "now", href: href({ as_of: null, known: null, published: null, seen: null }) }, t("back to now"));
  }
  const said = h("span", { class: "fresh" });
  tick(said, () => (dataAge() === null ? "" : ` · ${t("{age} old", { age: age(dataAge()) })}`));
  return h("button", { type: "button", class: "now", "data-key": "moment", title: t("Look at another moment"), onclick: () => { toggle(); bar(); } },
    t("as of"), " ", h("b", {}, t("now")), said, " ▾");
}

function languages() {
  const choice = (code, name) => h("a", { href: href({ lang: code }), lang: code,
    class: shell.language === code ? "on" : null, "aria-current": shell.language === code ? "true" : null }, name);
  return h("span", { class: "languages" }, choice("en", "EN"), " | ", choice("zh", "中文"));
}

function theme() {
  const other = shell.theme === "dark" ? "light" : "dark";
  const name = other === "dark" ? t("Dark") : t("Light");
  return h("a", { class: "btn theme", href: href({ theme: other }) }, name);
}
