// The watchdog: says when the data stopped, and loads the page again when the server is back.
// It never gives up; the page's own connection does after about a minute.
"use strict";

import { h, hhmm, setClock, shell, t } from "./dom.js";

const EVERY = 3000;      // ms between looks
const PATIENCE = 4000;   // ms an answer may take
const SILENCE = 8000;    // ms without an answer until the banner
const CUT = 6000;        // ms the live connection may be gone while the server still answers

let heardAt = Date.now();
let cutAt = null;
let said = null;
let pastText = null;
// The documents whose connection is watched: it can be cut while the server still answers, and one
// that is cut within a message is never made again, for the client takes the rest for what follows.
const watched = new WeakSet();

async function look() {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), PATIENCE);
  try {
    const answer = await fetch(shell.health, { cache: "no-store", signal: stop.signal });
    if (answer.ok) hear(await answer.json());
  } catch { /* the server is away: `judge` says so when it has been long enough */ }
  clearTimeout(timer);
  judge();
  setTimeout(look, EVERY);
}

function hear(health) {
  heardAt = Date.now();
  setClock(health);
  if (health.boot !== shell.boot || said === "lost") return location.reload();
  if (health.stalled) banner("stalled", health.published);
  else if (said === "stalled") clear();
  if (!said && pastText) banner("past");
}

function judge() {
  const lost = Date.now() - heardAt > SILENCE;
  if (lost) banner("lost", lastData());
  // Only a server that has answered since: from one that is gone there is nothing to load again.
  else if (cutAt && heardAt - cutAt > CUT) location.reload();
}

function lastData() {
  return guard.published ?? shell.clock.published;
}

function banner(kind, since) {
  if (said === kind) return;
  said = kind;
  if (kind === "past") return put(kind, ...pastText);
  const time = since ? hhmm(since) : hhmm(Date.now());
  const text = kind === "lost" ? t("No data since {time}", { time }) : t("No new data since {time}", { time });
  const more = kind === "lost"
    ? t("The server does not answer. This screen comes back by itself.")
    : t("The loader is not publishing. What is shown may be out of date.");
  put(kind, text, more);
}

function put(kind, text, more) {
  document.getElementById("banner").replaceChildren(h("b", {}, text), h("span", {}, more));
  document.documentElement.dataset.banner = kind;
}

function clear() {
  said = null;
  delete document.documentElement.dataset.banner;
  document.getElementById("banner").replaceChildren();
}

export const guard = {
  published: null,
  start() {
    setTimeout(look, EVERY);
    // Judged apart from the looks, so that a request that hangs does not hold the banner back.
    setInterval(judge, 1000);
  },
  watch(document_) {
    if (!document_ || watched.has(document_)) return;
    watched.add(document_);
    document_.on_event("connection_lost", () => { cutAt ??= Date.now(); });
    document_.on_event("client_reconnected", () => { cutAt = null; });
  },
  past(text, more) {
    pastText = text ? [text, more] : null;
    if (said === "past") clear();
    if (pastText && !said) banner("past");
  },
  hear(clock) { setClock(clock); if (clock.published) guard.published = clock.published; },
};
