import assert from "node:assert/strict";
import { test } from "node:test";

import { h } from "./dom.mjs";
import { load } from "./page.mjs";

const { window } = load(["pasted_block.js"], h("body", {}));
const take = (text) => {
  let isTaken = false;
  const event = { clipboardData: { getData: () => text }, preventDefault: () => { isTaken = true; } };
  return [window.thidua.takeBlock(event), isTaken];
};

test("several cells are taken from the browser", () => {
  for (const text of ["1\t2", "1\n2", "1\r\n2\r\n", "\t5", "1\n\n"]) assert.deepEqual(take(text), [text, true]);
});

test("one cell, and nothing, are left to the browser", () => {
  for (const text of ["", "1.234,5", "785\n", "785\r\n", "một dòng chữ"]) assert.deepEqual(take(text), ["", false]);
});
