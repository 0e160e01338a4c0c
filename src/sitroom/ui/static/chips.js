// Links and lists that change the address of the page without loading it again.
"use strict";

import { go, href } from "./address.js";
import { h } from "./dom.js";

// A link of this page that changes its address without loading it again.
export function chip(changes, attributes, ...children) {
  return h("a", { href: href({ page: null, ...changes }), ...attributes,
    onclick: (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      go({ page: null, ...changes });
    } }, ...children);
}

export function choice(list) {
  const select = h("select", { class: `chip${list.chosen ? " on" : ""}`, "aria-label": list.title, "data-key": list.name,
    onchange: (event) => go({ [list.name]: event.target.value, page: null }) },
  h("option", { value: "" }, list.title), list.options.map(([value, title]) => h("option", { value }, title)));
  select.value = list.chosen;
  return select;
}
