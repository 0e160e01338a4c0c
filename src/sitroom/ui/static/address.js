// The address is the state: filters, moment, language and frame are read from it and written to it.
"use strict";

// Inside a notebook a page has no address of its own; what frames it keeps one instead.
const place = globalThis.sitroomPlace ?? {
  get search() { return location.search; },
  get path() { return location.pathname; },
  move(target, replace) { history[replace ? "replaceState" : "pushState"](null, "", target); },
};

let wire = null;
let waiting = null;
const changed = new Set();

export function query() {
  return new URLSearchParams(place.search);
}

// The address with some parts changed; null, undefined or "" takes a part away.
export function href(changes, page = place.path) {
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
  if (target === place.path + place.search) return;
  place.move(target, replace);
  tell();
}

// Ask the server for another scene than the address's; a wall turns without writing history.
export function ask(request) {
  if (wire) wire.ask(request);
  else waiting = request;
}

// Put something into the address that changes nothing the server shows.
export function note(changes) {
  place.move(href(changes), true);
  asked = place.search;
}

export function onChange(listener) {
  changed.add(listener);
}

export function follow(connected) {
  wire = connected;
  if (asked !== place.search) tell();
  else if (waiting) wire.ask(waiting);
}

let asked = place.search;

function tell() {
  for (const listener of changed) listener();
  if (!wire) return;
  asked = place.search;
  wire.ask({ address: place.search });
}

globalThis.addEventListener("popstate", tell);
