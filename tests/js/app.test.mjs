import assert from "node:assert/strict";
import { mock, test } from "node:test";

import { h } from "./dom.mjs";
import { load } from "./page.mjs";

test("a menu closes on Escape and gives the focus back", () => {
  const summary = h("summary", {});
  const item = h("a", {});
  const menu = h("details", { class: "menu", open: "" }, summary, item);
  const { document } = load(["app.js"], h("body", {}, menu));
  item.focus();
  document.emit("keydown", { key: "Escape", isComposing: true });
  assert.equal(menu.open, true);
  document.emit("keydown", { key: "Escape" });
  assert.equal(menu.open, false);
  assert.equal(document.activeElement, summary);
});

test("a click inside leaves a menu open, one elsewhere closes it", () => {
  const item = h("a", {});
  const menus = [h("details", { class: "menu", open: "" }, item), h("details", { class: "menu", open: "" })];
  const { document } = load(["app.js"], h("body", {}, ...menus));
  item.emit("click");
  assert.deepEqual(menus.map(({ open }) => open), [true, false]);
  document.emit("click", { target: document.body });
  assert.equal(menus[0].open, false);
});

test("a choice shows at once for a pointer, not for keys", () => {
  const select = h("select", {});
  const form = h("form", { "data-auto": "" }, select);
  let submissions = 0;
  form.addEventListener("submit", () => { submissions += 1; });
  load(["app.js"], h("body", {}, form));
  select.emit("change");
  select.emit("pointerdown");
  select.emit("change");
  select.emit("keydown", { key: "ArrowDown" });
  select.emit("change");
  assert.equal(submissions, 1);
});

test("a button to print appears and prints", () => {
  const button = h("button", { "data-print": "", hidden: "" });
  const { window } = load(["app.js"], h("body", {}, button));
  window.print = mock.fn();
  assert.equal(button.hidden, false);
  button.emit("click");
  assert.equal(window.print.mock.callCount(), 1);
});

test("a second click sends nothing twice, and going back makes the buttons usable", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const buttons = [h("button", {}), h("button", { disabled: "" })];
  const form = h("form", { method: "post" }, ...buttons);
  const { window } = load(["app.js"], h("body", {}, form));
  form.emit("submit");
  assert.equal(buttons[0].disabled, false, "the pressed button's value must still go");
  mock.timers.tick(1);
  assert.equal(buttons[0].disabled, true);
  window.emit("pageshow");
  assert.deepEqual(buttons.map(({ disabled }) => disabled), [false, true]);
  mock.timers.reset();
});

test("a form that asks, or that another listener has stopped, keeps its buttons", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const forms = ["get", "post"].map((method) => h("form", { method }, h("button", {})));
  load(["app.js"], h("body", {}, ...forms));
  forms[0].emit("submit");
  forms[1].emit("submit", { defaultPrevented: true });
  mock.timers.tick(1);
  assert.deepEqual(forms.map((form) => form.children[0].disabled), [false, false]);
  mock.timers.reset();
});
