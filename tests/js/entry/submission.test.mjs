import assert from "node:assert/strict";
import { afterEach, mock, test } from "node:test";

import { h } from "../dom.mjs";
import { closePage, openPage, stateTo } from "./entry_page.mjs";

afterEach(closePage);

const send = (page) => page.form.requestSubmit(page.document.getElementById("gui"));

// Counts the submits that reach the server, and by which button.
const countSubmits = (page) => {
  const submitters = [];
  page.form.addEventListener("submit", ({ defaultPrevented, submitter }) => {
    if (!defaultPrevented) submitters.push(submitter.id);
  });
  return submitters;
};

test("a saved report goes at once", () => {
  const page = openPage();
  assert.equal(send(page).defaultPrevented, false);
});

test("a submit waits for what is on its way, and a second one for the first", async () => {
  const page = openPage();
  const submits = countSubmits(page);
  page.leave("CT07-numerator", "12");
  assert.equal(send(page).defaultPrevented, true);
  assert.equal(send(page).defaultPrevented, true);
  assert.deepEqual(page.sentences.at(-1), { text: "Đang lưu các ô…", isVisible: true });
  await page.answer(200, stateTo("saved"));
  mock.timers.tick(1);
  assert.deepEqual(submits, ["gui"]);
});

test("a submit waits for a request that waits for another of the same row", async () => {
  const page = openPage();
  const submits = countSubmits(page);
  page.leave("CT07-numerator", "12");
  page.leave("CT07-note", "x");
  send(page);
  await page.answer(200, stateTo("saved"));
  mock.timers.tick(1);
  assert.deepEqual([submits, page.state("CT07")], [[], "saving"]);
  await page.answer(200, stateTo("saved"));
  mock.timers.tick(1);
  assert.deepEqual(submits, ["gui"]);
});

test("what was typed and not left goes first", async () => {
  const page = openPage();
  const submits = countSubmits(page);
  page.type("CT07-numerator", "12");
  send(page);
  await page.settle();
  await page.answer(200, stateTo("saved"));
  mock.timers.tick(1);
  assert.deepEqual(submits, ["gui"]);
});

test("what cannot be saved keeps the report back, and the person is led there", async () => {
  const page = openPage();
  const submits = countSubmits(page);
  page.type("CT07-note", "?");
  send(page);
  await page.settle();
  await page.answer(422, stateTo("invalid"));
  mock.timers.tick(1);
  assert.deepEqual(submits, []);
  assert.deepEqual(page.sentences.at(-1), { text: "Chưa gửi đi: xem lại ô.", isVisible: true });
  assert.equal(page.document.activeElement, page.control("CT07-note"));
  assert.equal(page.control("CT07-note").closest("details").open, true);
});

test("each submit is guarded anew, after a refusal and after one that went", async () => {
  const page = openPage();
  const submits = countSubmits(page);
  page.type("CT07-numerator", "80.5");
  send(page);
  await page.settle();
  await page.answer(422, stateTo("invalid"));
  page.leave("CT07-numerator", "80");
  send(page);
  await page.settle();
  await page.answer(200, stateTo("saved"));
  mock.timers.tick(1);
  assert.deepEqual(submits, ["gui"]);
  page.type("CT07-numerator", "81");
  assert.equal(send(page).defaultPrevented, true);
});

test("an invalid control comes before one that is merely unsaved", async () => {
  const page = openPage();
  page.type("CT07-numerator", "80.5");
  page.type("CT07-note", "x");
  send(page);
  await page.settle();
  await page.answer(422, (part) => {
    stateTo("invalid", { reading: h("span", { class: "field-errors" }, "Không hiểu số") })(part);
  });
  assert.equal(page.document.activeElement, page.control("CT07-numerator"));
});

test("without the server the person hears so", async () => {
  const page = openPage();
  page.type("CT07-numerator", "12");
  send(page);
  await page.settle();
  await page.answer(0);
  assert.deepEqual(page.sentences.at(-1), { text: "Chưa gửi đi: chờ có mạng.", isVisible: true });
});

test("without a line a saved report stays too", async () => {
  const page = openPage();
  const submits = countSubmits(page);
  page.navigator.onLine = false;
  send(page);
  await page.settle();
  mock.timers.tick(1);
  assert.deepEqual(submits, []);
  assert.deepEqual(page.sentences.at(-1), { text: "Chưa gửi đi: mất mạng.", isVisible: true });
});

test("a conflict waits for the person's choice", async () => {
  const page = openPage();
  page.leave("CT07-numerator", "12");
  await page.answer(409, (part) => {
    stateTo("conflict")(part);
    part.append(h("button", { "data-choice": "" }));
  });
  send(page);
  await page.settle();
  assert.deepEqual(page.requests, []);
  assert.equal(page.document.activeElement, page.part("CT07").querySelector("button"));
});

test("why a report is closed the server says when it is sent", async () => {
  const page = openPage();
  const submits = countSubmits(page);
  page.leave("CT07-numerator", "12");
  await page.answer(409, stateTo("closed"));
  send(page);
  await page.settle();
  mock.timers.tick(1);
  assert.deepEqual(submits, ["gui"]);
});
