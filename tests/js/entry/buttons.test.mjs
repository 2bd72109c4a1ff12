import assert from "node:assert/strict";
import { afterEach, test } from "node:test";

import { h } from "../dom.mjs";
import { closePage, openPage, stateTo } from "./entry_page.mjs";

afterEach(closePage);

const addButton = (page, attributes) => {
  const button = h("button", attributes);
  page.part("CT07").append(button);
  return button;
};

test("another reading takes the place of what was typed", () => {
  const page = openPage();
  page.type("CT07-numerator", "2.5");
  const button = addButton(page, { "data-fill": "CT07-numerator", "data-value": "2,5" });
  assert.equal(button.emit("click").defaultPrevented, true);
  assert.equal(page.control("CT07-numerator").value, "2,5");
  assert.deepEqual(page.window.thidua.drafts.get("CT07-numerator"), { value: "2,5", version: "1" });
  assert.deepEqual(page.requests, [page.part("CT07")]);
  assert.equal(page.document.activeElement, page.control("CT07-numerator"));
});

test("an offer goes into what is empty, and hides when nothing is", () => {
  const page = openPage();
  const button = addButton(page, { value: "CT07-numerator CT07-note", "data-offer": "0" });
  page.type("CT07-note", "x");
  button.emit("click");
  assert.deepEqual([page.control("CT07-numerator").value, page.control("CT07-note").value], ["0", "x"]);
  assert.deepEqual(page.requests, [page.part("CT07")]);
  assert.equal(button.hidden, true);
  page.leave("CT07-numerator", "");
  assert.equal(button.hidden, false);
});

for (const kind of ["data-choice", "data-confirm"]) {
  test(`a button with ${kind} sends its part with the answer`, async () => {
    const page = openPage();
    const button = addButton(page, { name: "CT07-mine", value: "4", [kind]: "" });
    button.emit("click");
    const choice = page.control("CT07-mine");
    const field = page.part("CT07").querySelectorAll("input").find(({ name }) => name === "CT07-mine");
    assert.deepEqual([field.type, field.value, Boolean(choice)], ["hidden", "4", true]);
    await page.answer(200, stateTo("saved"));
    assert.equal(page.part("CT07").contains(field), false);
    assert.equal(page.document.activeElement, page.control("CT07-numerator"));
  });
}

test("the buttons of the whole form are left alone", () => {
  const page = openPage();
  assert.equal(page.document.getElementById("gui").emit("click").defaultPrevented, false);
  assert.equal(page.control("CT07-numerator").emit("click").defaultPrevented, false);
});

test("an answer that has to be explained brings its note with it", () => {
  const page = openPage();
  const [box, note] = [page.control("CT07-not_applicable"), page.control("CT07-note")];
  box.setAttribute("data-needs", "CT07-note");
  box.checked = true;
  box.emit("change");
  assert.equal(note.closest("details").open, true);
  assert.equal(page.document.activeElement, note);
});

test("an answer that is taken back leaves the note folded", () => {
  const page = openPage();
  const box = page.control("CT03-not_applicable");
  box.setAttribute("data-needs", "CT03-note");
  box.emit("change");
  assert.ok(!page.control("CT03-note").closest("details").open);
});
