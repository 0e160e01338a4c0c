// The address is the state: filters, moment, language and frame are read from it and written to it.
"use strict";

let wire = null;
let waiting = null;
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

// Ask the server for another scene than the address's; a wall turns without writing history.
export function ask(request) {
  if (wire) wire.ask(request);
  else waiting = request;
}

// Put something into the address that changes nothing the server shows.
export function note(changes) {
  history.replaceState(null, "", href(changes));
  asked = location.search;
}

export function onChange(listener) {
  changed.add(listener);
}

export function follow(connected) {
  wire = connected;
  if (asked !== location.search) tell();
  else if (waiting) wire.ask(waiting);
}

let asked = location.search;

function tell() {
  for (const listener of changed) listener();
  if (!wire) return;
  asked = location.search;
  wire.ask({ address: location.search });
}

globalThis.addEventListener("popstate", tell);
