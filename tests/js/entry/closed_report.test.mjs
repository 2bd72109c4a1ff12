import assert from "node:assert/strict";
import { test } from "node:test";

import { h, Storage } from "../dom.mjs";
import { load } from "../page.mjs";

const open = (entries) => {
  const localStorage = new Storage();
  for (const [name, value] of Object.entries(entries)) {
    localStorage.setItem(`nhap/7/1-1-3/${name}`, JSON.stringify({ value, version: "1" }));
  }
  const line = (name, stored) => h("li", { "data-draft": name, "data-stored": stored, hidden: "" }, h("b", {}, "–"));
  const home = h(
    "section",
    { "data-drafts": "1-1-3", "data-empty": "(để trống)", hidden: "" },
    h("ul", {}, line("CT03-numerator", "2"), line("CT07-numerator", "10"), line("remarks", "x")),
    h("button", { "data-copy": "" }),
    h("button", { "data-discard": "" }),
    h("span", { "data-copied": "", hidden: "" }),
  );
  const scripts = ["entry/drafts.js", "entry/closed_report.js"];
  const selection = { selectAllChildren: (element) => { selection.element = element; } };
  const page = load(scripts, h("body", { "data-user": "7" }, home), { localStorage, getSelection: () => selection });
  const texts = home.querySelectorAll("li").filter(({ hidden }) => !hidden).map(({ textContent }) => textContent);
  return { ...page, home, texts, selection };
};

test("what was typed and is stored differently is listed", () => {
  const { home, texts, localStorage } = open({ "CT03-numerator": "2", "CT07-numerator": "12", remarks: "" });
  assert.deepEqual(texts, ["12", "(để trống)"]);
  assert.equal(home.hidden, false);
  assert.equal(Object.keys(localStorage).length, 2, "what is stored is no draft any more");
});

test("nothing left, nothing shown", () => {
  const { home, texts } = open({ "CT03-numerator": "2" });
  assert.deepEqual([home.hidden, texts], [true, []]);
});

test("a report without drafts of its own is left alone", () => {
  load(["entry/closed_report.js"], h("body", {}));
});

test("the list can be copied without https, and thrown away", () => {
  const { home, document, localStorage, selection } = open({ "CT07-numerator": "12" });
  document.execCommand = (command) => { document.command = command; };
  home.querySelector("[data-copy]").emit("click");
  assert.deepEqual([selection.element.tag, document.command], ["ul", "copy"]);
  assert.equal(home.querySelector("[data-copied]").hidden, false);
  home.querySelector("[data-discard]").emit("click");
  assert.equal(home.hidden, true);
  assert.deepEqual(Object.keys(localStorage), []);
});
