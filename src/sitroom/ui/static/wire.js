// The one live component of a page: hands what the server pushes to the board, and asks back.
export function render({ model }) {
  const wire = {
    get pushed() { return model.push; },
    ask(request) { model.ask = JSON.stringify({ ...request, n: Date.now() }); },
    listen(heard) { model.on("push", () => heard(model.push)); },
  };
  globalThis.sitroomWire = wire;
  globalThis.dispatchEvent(new CustomEvent("sitroom-wire"));
  return document.createElement("span");
}
