import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { h } from "../dom.mjs";
import { load } from "../page.mjs";

let page;
let cells;

const cell = (name, value = "") => h("input", { id: name, value, "data-col": name.split("-")[1] });

beforeEach(() => {
  const rows = [
    h("tr", {}, cell("a-numerator", "35"), cell("a-denominator", "2.465"), h("details", {}, cell("a-estimate", "9"))),
    h("tr", {}, cell("b-numerator", "7")),
    h("tr", {}, cell("c-numerator"), cell("c-denominator")),
  ];
  page = load(["entry/parts.js", "entry/grid.js"], h("body", {}, h("table", { "data-grid": "" }, ...rows)));
  cells = (id) => page.document.getElementById(id);
});

const press = (key, fields = {}) => page.document.activeElement.emit("keydown", { key, ...fields });

test("keys move as in a spreadsheet", () => {
  cells("a-numerator").focus();
  for (const [key, fields, place] of [
    ["ArrowDown", {}, "b-numerator"],
    ["ArrowDown", {}, "c-numerator"],
    ["ArrowDown", {}, "c-numerator"],
    ["Enter", { shiftKey: true }, "b-numerator"],
    ["ArrowUp", {}, "a-numerator"],
    ["ArrowRight", {}, "a-denominator"],
    ["ArrowDown", {}, "c-denominator"],
    ["ArrowLeft", {}, "c-numerator"],
    ["ArrowLeft", {}, "c-numerator"],
  ]) {
    assert.equal(press(key, fields).defaultPrevented, true, key);
    assert.equal(page.document.activeElement.id, place, key);
  }
});

test("Enter completes a ratio before it goes down", () => {
  cells("a-numerator").focus();
  for (const place of ["a-denominator", "b-numerator", "c-numerator", "c-denominator", "c-denominator"]) {
    press("Enter");
    assert.equal(page.document.activeElement.id, place);
  }
  for (const place of ["c-numerator", "b-numerator", "a-denominator", "a-numerator", "a-numerator"]) {
    press("Enter", { shiftKey: true });
    assert.equal(page.document.activeElement.id, place);
  }
});

test("what is folded away is passed over until it is opened", () => {
  cells("a-denominator").focus();
  press("ArrowRight");
  assert.equal(page.document.activeElement.id, "a-denominator");
  cells("a-estimate").closest("details").open = true;
  press("ArrowRight");
  assert.equal(page.document.activeElement.id, "a-estimate");
  press("Enter");
  assert.equal(page.document.activeElement.id, "a-estimate", "no other row has one open");
});

test("the caret moves within a number first", () => {
  const start = cells("a-denominator");
  start.focus();
  start.selectionStart = 2;
  start.selectionEnd = 2;
  assert.equal(press("ArrowLeft").defaultPrevented, false);
  start.selectionStart = 0;
  start.selectionEnd = 0;
  press("ArrowLeft");
  assert.equal(page.document.activeElement.id, "a-numerator");
});

test("the caret at the end of a number leaves it", () => {
  const start = cells("a-numerator");
  start.focus();
  Object.assign(start, { selectionStart: 0, selectionEnd: 1 });
  assert.equal(press("ArrowRight").defaultPrevented, false);
  Object.assign(start, { selectionStart: 2, selectionEnd: 2 });
  press("ArrowRight");
  assert.equal(page.document.activeElement.id, "a-denominator");
});

test("only numbers move", () => {
  const note = h("input", { id: "note", value: "x" });
  page.document.querySelector("tr").append(note);
  note.focus();
  assert.equal(note.selectionEnd, undefined);
  assert.equal(press("Enter").defaultPrevented, false);
});

test("an input method, a shortcut or a selection has its keys", () => {
  cells("a-numerator").focus();
  for (const fields of [{ isComposing: true }, { ctrlKey: true }, { altKey: true }, { metaKey: true }]) {
    assert.equal(press("Enter", fields).defaultPrevented, false);
  }
  assert.equal(press("ArrowRight", { shiftKey: true }).defaultPrevented, false);
  assert.equal(page.document.activeElement.id, "a-numerator");
});

test("Escape gives back what the cell held when it was entered", () => {
  const { value } = cells("b-numerator");
  cells("b-numerator").focus();
  assert.equal(press("Escape").defaultPrevented, false, "unchanged, the key belongs to others");
  cells("b-numerator").value = "70";
  const event = press("Escape");
  assert.deepEqual([event.isStopped, event.defaultPrevented], [true, true]);
  assert.equal(cells("b-numerator").value, value);
});

test("a click selects the whole number, unless it drew a selection", () => {
  const target = cells("a-denominator");
  const click = (start, end) => {
    page.document.activeElement.blur?.();
    target.emit("pointerdown");
    target.focus();
    Object.assign(target, { selectionStart: start, selectionEnd: end });
    target.emit("click");
    return [target.selectionStart, target.selectionEnd];
  };
  assert.deepEqual(click(2, 2), [0, 5]);
  assert.deepEqual(click(1, 3), [1, 3]);
  Object.assign(target, { selectionStart: 2, selectionEnd: 2 });
  target.emit("pointerdown");
  target.emit("click");
  assert.deepEqual([target.selectionStart, target.selectionEnd], [2, 2], "a second click places the caret");
});

test("a page without a grid is left alone", () => {
  load(["entry/parts.js", "entry/grid.js"], h("body", {}));
});

test("Enter in the last cell of a column enters it anew, so that it is saved", () => {
  const last = cells("c-denominator");
  last.focus();
  let visits = 0;
  last.addEventListener("focusin", () => { visits += 1; });
  last.value = "5";
  press("Enter");
  assert.deepEqual([page.document.activeElement, visits], [last, 1]);
  assert.equal(press("Escape").defaultPrevented, false, "5 is now what the cell was entered with");
  assert.equal(last.value, "5");
});

test("the number that Escape gives back is selected, to be typed over", () => {
  const target = cells("a-numerator");
  target.focus();
  target.value = "350";
  Object.assign(target, { selectionStart: 3, selectionEnd: 3 });
  press("Escape");
  assert.deepEqual([target.value, target.selectionStart, target.selectionEnd], ["35", 0, 2]);
});

test("a number that Escape gave back becomes a draft like any typing", () => {
  const target = cells("a-numerator");
  target.focus();
  target.value = "350";
  let inputs = 0;
  page.document.addEventListener("input", () => { inputs += 1; });
  press("Escape");
  assert.equal(inputs, 1);
});

test("a click that no pointer began, as of a label, leaves the caret", () => {
  const target = cells("a-denominator");
  const clickAt = (place) => {
    Object.assign(target, { selectionStart: place, selectionEnd: place });
    target.emit("click");
    return target.selectionEnd;
  };
  target.focus();
  assert.equal(clickAt(2), 2);
  page.document.activeElement.blur();
  target.emit("pointerdown");
  target.focus();
  assert.equal(clickAt(2), 5);
  assert.equal(clickAt(3), 3, "the click that entered the cell is over");
});

test("disabled cells are passed over", () => {
  cells("b-numerator").disabled = true;
  cells("a-numerator").focus();
  press("ArrowDown");
  assert.equal(page.document.activeElement.id, "c-numerator");
  press("ArrowUp");
  assert.equal(page.document.activeElement.id, "a-numerator");
});

test("the first row is the end of the way up, with the focus where it was", () => {
  cells("a-denominator").focus();
  for (const key of ["ArrowUp", "ArrowRight"]) {
    assert.equal(press(key).defaultPrevented, true, key);
    assert.equal(page.document.activeElement.id, "a-denominator", key);
  }
});
