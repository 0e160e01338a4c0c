// Sharing a view: a link that opens exactly this page, with its filters, moment, language and extent.
"use strict";

import { copied, show } from "./about.js";
import { href } from "./address.js";
import { h, shell, t } from "./dom.js";

export function share() {
  return h("button", { class: "btn", type: "button", "data-key": "share", onclick: open }, t("Share view"));
}

// Everything that the address may leave open is said, so that another screen's habits change nothing.
function link(frozen) {
  const said = { lang: shell.language, theme: shell.theme, exercise: shell.exercise ? "yes" : null, published: frozen ? String(shell.clock.number) : null,
    seen: frozen && shell.clock.published ? new Date(shell.clock.published).toISOString() : null };
  return new URL(href(said), location.href).href;
}

function open() {
  const field = h("input", { type: "text", readonly: true, class: "link", "aria-label": t("Link") });
  const freeze = h("input", { type: "checkbox", "data-key": "freeze" });
  const say = () => { field.value = link(freeze.checked); };
  freeze.addEventListener("change", say);
  say();
  const button = h("button", { type: "button", class: "btn", "data-do": "copy" }, t("Copy link"));
  button.addEventListener("click", async () => {
    button.textContent = (await copied(field.value)) ? t("Link copied") : t("Copy link");
  });
  show(t("Share view"), [
    shell.exercise ? h("p", {}, h("strong", { class: "exercise" }, shell.exercise)) : null,
    h("p", {}, t("Opens this page with these filters, this moment, language and map.")),
    h("p", { class: "ways" }, field, button),
    h("label", { class: "then" }, freeze, t("Freeze: always show what was published when this was shared")),
  ]);
}
