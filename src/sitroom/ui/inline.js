// A page of the board in a frame of its own: what it asks goes to the kernel, what is new comes back.
export function render({ model }) {
  const frame = document.createElement("iframe");
  frame.title = model.label;
  // Scripts only: inside, the page reaches neither the notebook nor anything outside.
  frame.setAttribute("sandbox", "allow-scripts");
  frame.style.cssText = "width:100%;flex:1;border:0";
  const said = document.createElement("p");
  said.setAttribute("role", "alert");
  said.style.cssText = "margin:0 0 8px;font:14px/1.4 system-ui,sans-serif";
  const tell = () => {
    said.textContent = model.said;
    said.hidden = !model.said;
  };
  const load = async () => {
    const packed = model.markup;
    const html = await unpacked(packed);
    if (packed === model.markup) frame.srcdoc = html;
  };
  globalThis.addEventListener("message", (event) => {
    if (event.source !== frame.contentWindow) return;
    model.ask = JSON.stringify({ ...event.data, n: Date.now() });
  });
  model.on("markup", load);
  model.on("push", () => frame.contentWindow?.postMessage(model.push, "*"));
  model.on("said", tell);
  tell();
  load();
  const whole = document.createElement("div");
  whole.style.cssText = "display:flex;flex-direction:column;height:100%";
  whole.append(said, frame);
  return whole;
}

async function unpacked(text) {
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
}
