// The address is the state: filters, moment, language and frame are read from it and written to it.
"use strict";

let wire = null;
const changed = new Set();

export function query() {
  return new URLSearchParams(location.search);
}

// The address with some parts changed; null, undefined or "" takes a part away.
export function href(changes, page = location.pathname) {
  const parts = query();
  for (const [name, value] of Object.entries(changes)) {
    if (value === null || value === undefined || value === "") parts.delete(name);
    else parts.set(name, value);
  }
  const said = parts.toString();
  return page + (said ? `?${said}` : "");
}

// Go to the same page with other filters, without loading it again.
export function go(changes, { replace = false } = {}) {
  const target = href(changes);
  if (target === location.pathname + location.search) return;
  history[replace ? "replaceState" : "pushState"](null, "", target);
  tell();
}

export function onChange(listener) {
  changed.add(listener);
}

export function follow(connected) {
  wire = connected;
  if (asked !== location.search) tell();
}

let asked = location.search;

function tell() {
  for (const listener of changed) listener();
  if (!wire) return;
  asked = location.search;
  wire.ask({ address: location.search });
}

globalThis.addEventListener("popstate", tell);
