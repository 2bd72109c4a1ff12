import assert from "node:assert/strict";
import { test } from "node:test";

import { h } from "./dom.mjs";
import { load } from "./page.mjs";

const SCRIPTS = ["pasted_block.js", "baselines.js"];

// The form of last year's figures: two numbers of a unit, a text, and where to paste.
const page = () => {
  const [number, other] = ["1", "2"].map((column) =>
    h("input", { name: `7-${column}-value`, "data-row": "7-value", "data-column": column }));
  const source = h("input", { name: "7-source" });
  const fields = ["row", "column", "text"].map((name) => h("input", { name, value: "" }));
  const look = h("button", { type: "submit", "data-paste": "" });
  const form = h("form", { id: "so-lieu" }, ...fields, look, number, other, source);
  load(SCRIPTS, h("body", {}, form));
  const submitters = [];
  form.addEventListener("submit", ({ submitter }) => submitters.push(submitter));
  const paste = (target, text) => form.emit("paste", { target, clipboardData: { getData: () => text } });
  const place = () => fields.map(({ value }) => value);
  return { form, number, other, source, look, submitters, paste, place };
};

test("a block is sent for a look, from the number on into which it was pasted", () => {
  const { other, look, submitters, paste, place } = page();
  assert.equal(paste(other, "1\t2\r\n3\t4\r\n").defaultPrevented, true);
  assert.deepEqual(place(), ["7-value", "2", "1\t2\r\n3\t4\r\n"]);
  assert.deepEqual(submitters, [look]);
});

test("one cell is pasted as ever, with the line break that spreadsheets add", () => {
  const { number, submitters, paste, place } = page();
  for (const text of ["785", "785\n", "785\r\n", ""]) assert.equal(paste(number, text).defaultPrevented, false);
  assert.deepEqual([place(), submitters], [["", "", ""], []]);
});

test("a block is pasted into a text as ever", () => {
  const { source, submitters, paste } = page();
  assert.equal(paste(source, "a\nb").defaultPrevented, false);
  assert.deepEqual(submitters, []);
});

test("a page without the form is left alone", () => {
  load(SCRIPTS, h("body", {}));
});
