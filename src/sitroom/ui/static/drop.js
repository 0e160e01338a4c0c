// A file dropped on the Sources page: sent piece by piece, shown as it would be read, loaded on a word.
"use strict";

import { h, shell, t } from "./dom.js";

const BODIES = { "too large": () => t("The file is larger than the {n} MB that may be dropped here. Put it into inbox/ instead.", { n: shell.drop }),
  "this server loads nothing": () => t("This server only shows. Files are loaded where the loader runs.") };

function drop(block, section) {
  // A refresh must not take away what somebody looks at.
  if (section.querySelector(".drop")) return undefined;
  const result = h("div", { class: "result", role: "status" });
  if (!shell.drop) {
    return h("div", { class: "card drop off" }, h("h2", {}, block.title), h("p", { class: "empty" }, t("This server only shows. Files are loaded where the loader runs.")));
  }
  const field = h("input", { type: "file", id: "drop-file", class: "unseen", "data-key": "drop-file", onchange: () => field.files[0] && send(field.files[0], result) });
  const place = h("label", { class: "target", for: "drop-file" }, h("b", {}, t("Drop a file here")), " ", h("span", {}, t("or choose one")),
    h("small", {}, t("It is looked at first and loaded only when you say so. A corrected workbook of rows set aside belongs here too.")));
  whole((file) => send(file, result), place);
  return h("div", { class: "card drop" }, h("h2", {}, block.title), field, place, result);
}

// The whole page takes the file: nobody has to aim.
function whole(take, place) {
  const over = (event) => { if (event.dataTransfer?.types.includes("Files")) { event.preventDefault(); place.classList.add("over"); } };
  document.addEventListener("dragover", over);
  document.addEventListener("dragleave", () => place.classList.remove("over"));
  document.addEventListener("drop", (event) => {
    place.classList.remove("over");
    if (!event.dataTransfer?.files.length) return;
    event.preventDefault();
    take(event.dataTransfer.files[0]);
  });
}

function asked(method, address, headers = {}) {
  const request = new XMLHttpRequest();
  request.open(method, address);
  for (const [name, value] of Object.entries({ "X-Sitroom": shell.boot, ...headers })) request.setRequestHeader(name, value);
  return request;
}

function send(file, result) {
  const bar = h("progress", { max: "1", value: "0", "aria-label": t("Sending {file}", { file: file.name }) });
  const said = h("p", {}, t("Sending {file}", { file: file.name }));
  result.replaceChildren(said, bar);
  const request = asked("POST", `./drop?lang=${shell.language}`, { "X-File-Name": encodeURIComponent(file.name) });
  request.upload.onprogress = (event) => { bar.value = event.loaded / event.total; };
  request.upload.onload = () => { said.textContent = t("Reading {file}", { file: file.name }); bar.removeAttribute("value"); };
  request.onerror = () => fail(result, t("The file did not arrive. Try again."));
  request.onload = () => {
    if (request.status !== 200) return fail(result, BODIES[request.statusText.toLowerCase()]?.() ?? t("The file did not arrive. Try again."));
    const found = JSON.parse(request.responseText);
    if (found.error) return fail(result, t("{file} cannot be read", { file: found.file }), found.error);
    result.replaceChildren(...preview(found, result));
  };
  request.send(file);
}

function fail(result, text, more) {
  result.replaceChildren(h("p", { class: "late" }, text), ...(more ?? "").split("\n").filter(Boolean).map((line) => h("p", {}, line)));
}

function preview(found, result) {
  const load = h("button", { type: "button", class: "btn go", "data-do": "load" }, t("Load it"));
  const leave = h("button", { type: "button", class: "btn", "data-do": "leave" }, t("Leave it"));
  load.addEventListener("click", () => settle("POST", found, result, t("{file} is with the loader; what became of it stands under Loads in a moment.", { file: found.file })));
  leave.addEventListener("click", () => settle("DELETE", found, result, t("{file} was forgotten.", { file: found.file })));
  return [h("h3", {}, found.file), ...found.tables.map(table), h("p", { class: "ways" }, load, leave)];
}

function settle(method, found, result, said) {
  const request = asked(method, `./drop/${found.token}`);
  request.onload = () => (request.status === 200 ? result.replaceChildren(h("p", { class: "good" }, said)) : fail(result, t("The file is no longer here. Drop it again.")));
  request.onerror = () => fail(result, t("The server does not answer. Try again."));
  request.send();
}

function table(one) {
  const head = (...names) => h("thead", {}, h("tr", {}, names.map((name) => h("th", { scope: "col" }, name))));
  const body = (rows) => h("tbody", {}, rows.map((cells) => h("tr", {}, cells.map((cell) => h("td", {}, cell)))));
  const kept = [one.dropped.length ? t("left out as personal: {columns}", { columns: one.dropped.join(t(", ")) }) : "", one.masked ? t("{n} cells masked", { n: one.masked }) : ""].filter(Boolean);
  return h("section", { class: "table-preview" },
    h("p", { class: "recognised" }, h("b", {}, one.fills), ` ${one.sure} · `, t("{n} rows", { n: one.rows }), one.sheet ? ` · ${one.sheet}` : "", ` · ${one.read_as}`, kept.length ? ` · ${kept.join(" · ")}` : ""),
    h("details", { open: true }, h("summary", {}, t("Columns")), h("div", { class: "scroll", tabindex: "0" }, h("table", {}, head(t("Column"), t("Read as"), t("Sure"), t("Unit")), body(one.columns.map((c) => [c.header, c.field, c.sure, c.unit]))))),
    h("details", { open: true }, h("summary", {}, t("First rows")), h("div", { class: "scroll", tabindex: "0" }, h("table", {}, head(...one.first.names), body(one.first.rows)))),
    one.problems.length ? h("details", { open: true }, h("summary", { class: "soon" }, t("{n} rows would be set aside", { n: one.aside })),
      h("div", { class: "scroll", tabindex: "0" }, h("table", {}, head(t("Row"), t("Field"), t("Value"), t("Reason")), body(one.problems.map((p) => [String(p.row), p.field, p.value, p.reason]))))) : null);
}

export const drawers = { drop };
