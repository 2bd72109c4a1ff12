import assert from "node:assert/strict";
import { test } from "node:test";

import { h } from "./dom.mjs";
import { load } from "./page.mjs";

test("the button counts the choice, and one box chooses all", () => {
  const boxes = [1, 2, 3].map((value) => h("input", { type: "checkbox", name: "bao-cao", value }));
  const all = h("input", { type: "checkbox", "data-all": "" });
  const label = h("label", { hidden: "" }, all);
  const counter = h("span", { "data-chosen": "" });
  const button = h("button", {}, counter);
  const form = h("form", { "data-choosing": "" }, label, ...boxes, button);
  const { window } = load(["queue.js"], h("body", {}, form));
  const state = () => [counter.textContent, button.disabled, all.checked, all.indeterminate];

  assert.equal(label.hidden, false);
  assert.deepEqual(state(), [" (0)", true, false, false]);
  boxes[1].checked = true;
  boxes[1].emit("change");
  assert.deepEqual(state(), [" (1)", false, false, true]);
  all.checked = true;
  all.emit("change");
  assert.deepEqual(state(), [" (3)", false, true, false]);
  for (const box of boxes) box.checked = false;
  window.emit("pageshow");
  assert.deepEqual(state(), [" (0)", true, false, false]);
});

test("a form without a box for all counts too", () => {
  const counter = h("span", { "data-chosen": "" });
  const box = h("input", { type: "checkbox", name: "bao-cao", checked: "" });
  load(["queue.js"], h("body", {}, h("form", { "data-choosing": "" }, box, h("button", {}, counter))));
  assert.equal(counter.textContent, " (1)");
});
