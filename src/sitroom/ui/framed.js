// Inside the frame, before the board's own scripts: stands in for the address, the wire and the server.
"use strict";

{
  const held = JSON.parse(document.getElementById("framed").textContent);
  const heard = [];

  globalThis.sitroomPlace = {
    search: held.address,
    path: `./${held.page}`,
    move(target) { this.search = new URL(target, "http://board/").search; },
  };

  // The board looks for one live model and asks it; here that is the kernel behind the frame.
  const wire = {
    push: "",
    setv({ ask }) { parent.postMessage(JSON.parse(ask), "*"); },
    properties: { push: { change: { connect: (listener) => heard.push(listener) } } },
  };
  globalThis.addEventListener("message", (event) => {
    if (event.source !== parent) return;
    wire.push = event.data;
    for (const listener of heard) listener();
  });
  globalThis.sitroomFramed = () => globalThis.Bokeh.documents.push(
    { get_model_by_name: (name) => (name === "wire" ? wire : null), on_event() {} });

  // No server is asked how it is: the kernel is, or is not, behind the frame.
  const began = Date.now();
  globalThis.fetch = async (asked) => {
    if (String(asked) !== "healthz") throw new TypeError("Nothing is served behind a notebook's frame.");
    const { boot, clock } = JSON.parse(document.getElementById("shell").textContent);
    const passed = Date.now() - began;
    return new Response(JSON.stringify({ ...clock, boot, stalled: false,
      now: clock.now + passed * clock.speed, age: clock.age + passed / 1000 }));
  };

  // A link to another page, language or theme is a page that the kernel makes.
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]");
    if (!link || event.defaultPrevented) return;
    event.preventDefault();
    const target = new URL(link.getAttribute("href"), `http://board/${held.page}`);
    if (target.host === "board") parent.postMessage({ page: target.pathname.slice(1), address: target.search }, "*");
  });
}
