import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { h } from "../dom.mjs";
import { load } from "../page.mjs";
import { row } from "./entry_page.mjs";

let part;
let drafts;
let savedValues;
let number;

beforeEach(() => {
  part = row("CT07", "Việc làm", { numerator: "10", version: 3 });
  number = part.querySelector("input[data-col]");
  drafts = new Map();
  const page = load([], h("body", {}, h("form", {}, part)));
  load(["entry/parts.js", "entry/saved_values.js"], h("body", {}), page);
  savedValues = new page.window.thidua.SavedValues({
    put: (name, value, version) => drafts.set(name, `${value} @${version}`),
    drop: (name) => drafts.delete(name),
  });
});

const type = (value) => {
  number.value = value;
  savedValues.keepDraft(number);
};

test("what came with the page is saved", () => {
  savedValues.read(part);
  assert.deepEqual(savedValues.unsavedControls(part), []);
});

test("what the server rejected is not, though it stands in the page", () => {
  for (const state of ["invalid", "conflict", "closed"]) {
    part.querySelector(".save-state").dataset.state = state;
    savedValues.read(part);
    assert.ok(savedValues.unsavedControls(part).includes(number), state);
  }
});

test("a draft is kept with the version that the person saw, until the value is the server's again", () => {
  savedValues.read(part);
  type("12");
  assert.deepEqual([...drafts], [["CT07-numerator", "12 @3"]]);
  assert.deepEqual(savedValues.unsavedParts(part.form), [part]);
  type("10");
  assert.deepEqual([...drafts], []);
  assert.deepEqual(savedValues.unsavedParts(part.form), []);
});

test("a control of no part is kept without a version, a hidden one not at all", () => {
  const reason = h("textarea", { name: "incomplete_reason", value: "x" });
  savedValues.keepDraft(reason);
  savedValues.keepDraft(part.querySelector("input[type=hidden]"));
  assert.deepEqual([...drafts], [["incomplete_reason", "x @"]]);
});

test("an answer names what was new to the server", () => {
  savedValues.read(part);
  type("12");
  const changes = savedValues.acknowledge(part, new Map([["CT07-numerator", "12"], ["CT07-note", ""]]));
  assert.deepEqual(changes, ["CT07-numerator"]);
  assert.deepEqual([...drafts], []);
  assert.deepEqual(savedValues.unsavedControls(part), []);
});

test("what was typed on meanwhile stays a draft, on the version of the answer", () => {
  savedValues.read(part);
  type("123");
  part.querySelector("input[type=hidden]").value = "4";
  savedValues.acknowledge(part, new Map([["CT07-numerator", "12"]]));
  assert.deepEqual([...drafts], [["CT07-numerator", "123 @4"]]);
  assert.deepEqual(savedValues.unsavedControls(part), [number]);
});

test("a part sent anew takes its drafts away", () => {
  savedValues.read(part);
  type("12");
  number.value = "10";
  savedValues.replace(part);
  assert.deepEqual([...drafts], []);
  assert.deepEqual(savedValues.unsavedControls(part), []);
});

test("a box is on or empty", () => {
  const box = part.querySelector("input[type=checkbox]");
  savedValues.read(part);
  box.checked = true;
  savedValues.keepDraft(box);
  assert.deepEqual([...drafts], [["CT07-not_applicable", "on @3"]]);
  box.checked = false;
  savedValues.keepDraft(box);
  assert.deepEqual([...drafts], []);
});

test("a part sent anew is known as it came", () => {
  savedValues.read(part);
  number.defaultValue = "11";
  number.value = "11";
  savedValues.replace(part);
  assert.equal(savedValues.holds("CT07-numerator", "11"), true);
  assert.equal(savedValues.holds("CT07-numerator", "10"), false);
  assert.deepEqual(savedValues.unsavedControls(part), []);
});

test("an answer says nothing of controls that were not sent", () => {
  savedValues.read(part);
  type("12");
  assert.deepEqual(savedValues.acknowledge(part, new Map([["CT07-note", ""]])), []);
  assert.deepEqual(savedValues.unsavedControls(part), [number]);
  assert.deepEqual([...drafts], [["CT07-numerator", "12 @3"]]);
});

test("a state chosen from a list is kept like a number that was typed", () => {
  const select = h("select", { name: "CT07-numerator", value: "1" });
  select.options = [
    { value: "0", defaultSelected: false },
    { value: "1", defaultSelected: true },
  ];
  number.remove();
  part.append(select);
  savedValues.read(part);
  assert.deepEqual(savedValues.unsavedControls(part), []);
  select.value = "0";
  savedValues.keepDraft(select);
  assert.deepEqual([...drafts], [["CT07-numerator", "0 @3"]]);
  select.options = [{ value: "", defaultSelected: false }];
  savedValues.read(part);
  assert.ok(savedValues.unsavedControls(part).includes(select));
});
