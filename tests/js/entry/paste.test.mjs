import assert from "node:assert/strict";
import { afterEach, test } from "node:test";

import { h } from "../dom.mjs";
import { closePage, openPage, stateTo } from "./entry_page.mjs";

afterEach(closePage);

// A page with the dialog; answer puts into it what the server says of the block, or throws.
const open = (answer) => {
  const content = h("div", { id: "dan-noi-dung" });
  const template = h("template", {});
  template.content = { cloneNode: () => h("form", { "data-reading": "" }) };
  const dialog = h("dialog", { id: "dan", "data-url": "/dan/", "data-lost": "Chưa dán." }, content, template);
  dialog.showModal = () => { dialog.open = true; };
  dialog.close = () => {
    dialog.open = false;
    dialog.emit("close");
  };
  const page = openPage({ extra: [dialog] });
  const calls = [];
  page.window.htmx.ajax = async (method, url, { values }) => {
    calls.push([method, url, values]);
    await answer(content);
  };
  const paste = (text) => {
    const control = page.control("CT03-numerator");
    control.focus();
    return control.emit("paste", { clipboardData: { getData: () => text } });
  };
  return { page, dialog, calls, paste };
};

const rows = (...cells) => async (content) =>
  content.replaceChildren(...cells.map(([name, value]) => h("tr", { "data-paste": name, "data-value": value })));

test("one cell is pasted as ever", () => {
  const { calls, paste, dialog } = open(rows());
  assert.equal(paste("785\r\n").defaultPrevented, false);
  assert.deepEqual([calls, dialog.open], [[], false]);
});

test("a block for a text is pasted as ever", () => {
  const { page, calls } = open(rows());
  const event = page.control("remarks").emit("paste", { clipboardData: { getData: () => "a\nb" } });
  assert.deepEqual([event.defaultPrevented, calls], [false, []]);
});

test("a block is shown, and goes into its cells when the person agrees", async () => {
  const { page, dialog, calls, paste } = open(rows(["CT03-numerator", "3"], ["CT07-numerator", "12"]));
  assert.equal(paste("3\n12\n").defaultPrevented, true);
  await page.settle();
  assert.deepEqual(calls, [["POST", "/dan/", { at: "CT03-numerator", text: "3\n12\n" }]]);
  assert.equal(dialog.open, true);
  dialog.returnValue = "dan";
  dialog.close();
  assert.deepEqual([page.control("CT03-numerator").value, page.control("CT07-numerator").value], ["3", "12"]);
  assert.equal(page.document.activeElement, page.control("CT03-numerator"));
  await page.answer(200, stateTo("saved"));
  await page.answer(200, stateTo("saved"));
  assert.deepEqual(page.sentences.map(({ text }) => text), ["Đã lưu 2 dòng."]);
});

test("a pasted number unticks the box that it takes the place of, and both are saved", async () => {
  const content = async (element) => element.replaceChildren(
    h("tr", { "data-paste": "CT03-numerator", "data-value": "3", "data-unticks": "CT03-not_applicable" }),
    h("tr", { "data-paste": "CT07-numerator", "data-value": "12" }),
  );
  const { page, dialog, paste } = open(content);
  for (const name of ["CT03-not_applicable", "CT07-not_applicable"]) page.control(name).checked = true;
  paste("3\n12\n");
  await page.settle();
  assert.equal(page.control("CT03-not_applicable").checked, true);
  dialog.returnValue = "dan";
  dialog.close();
  assert.deepEqual(
    ["CT03-not_applicable", "CT07-not_applicable"].map((name) => page.control(name).checked),
    [false, true],
  );
  assert.deepEqual(page.requests, [page.part("CT03")]);
  await page.answer(200, stateTo("saved"));
  assert.deepEqual(page.requests, [page.part("CT07")]);
});

test("who does not agree changes nothing", async () => {
  const { page, dialog, paste } = open(rows(["CT03-numerator", "3"]));
  paste("3\t4");
  await page.settle();
  dialog.close();
  assert.equal(page.control("CT03-numerator").value, "2");
  assert.deepEqual(page.requests, []);
});

test("without the server the dialog closes and says why", async () => {
  const { page, dialog, paste } = open(async () => { throw new Error("away"); });
  paste("3\t4");
  await page.settle();
  assert.equal(dialog.open, false);
  assert.deepEqual(page.sentences, [{ text: "Chưa dán.", isVisible: true }]);
});

test("who agreed to one block has not agreed to the next", async () => {
  const { page, dialog, paste } = open(rows(["CT03-numerator", "3"]));
  paste("3\t4");
  await page.settle();
  dialog.returnValue = "dan";
  dialog.close();
  await page.answer(200, stateTo("saved"));
  page.leave("CT03-numerator", "9");
  await page.answer(200, stateTo("saved"));
  paste("3\t4");
  await page.settle();
  dialog.close(); // as Escape does
  assert.equal(page.control("CT03-numerator").value, "9");
  assert.deepEqual(page.requests, []);
});

test("a closed dialog keeps nothing of the block", async () => {
  const { page, dialog, paste } = open(rows(["CT03-numerator", "3"]));
  paste("3\t4");
  await page.settle();
  dialog.returnValue = "dan";
  dialog.close();
  assert.deepEqual(dialog.querySelector("#dan-noi-dung").children, []);
});

test("Escape gives back the pasted number, not the one before it", async () => {
  const { page, dialog, paste } = open(rows(["CT03-numerator", "3"]));
  paste("3\t4");
  await page.settle();
  dialog.returnValue = "dan";
  dialog.close();
  const control = page.control("CT03-numerator");
  control.value = "33";
  control.emit("keydown", { key: "Escape" });
  assert.equal(control.value, "3");
});

test("boxes that the person has cleared leave their cells alone", async () => {
  const choice = async (content) => content.replaceChildren(
    h("input", { type: "checkbox", "data-paste": "CT03-numerator", "data-value": "3" }),
    h("input", { type: "checkbox", "data-paste": "CT07-numerator", "data-value": "12", checked: "" }),
  );
  const { page, dialog, paste } = open(choice);
  paste("3\n12");
  await page.settle();
  dialog.returnValue = "dan";
  dialog.close();
  assert.deepEqual([page.control("CT03-numerator").value, page.control("CT07-numerator").value], ["2", "12"]);
  assert.deepEqual(page.requests, [page.part("CT07")]);
});

test("two cells of one row go out together", async () => {
  const { page, dialog, paste } = open(rows(["CT07-numerator", "12"], ["CT07-note", "dán"]));
  paste("12\tdán");
  await page.settle();
  dialog.returnValue = "dan";
  dialog.close();
  await page.answer(200, stateTo("saved"));
  assert.deepEqual(page.requests, []);
  assert.equal(page.sentences.at(-1).text, "Đã lưu 1 dòng.");
});

test("a dialog closed while the server thinks stays closed, without complaint", async () => {
  let finish;
  const { page, dialog, paste } = open(() => new Promise((resolve) => { finish = resolve; }));
  paste("3\t4");
  dialog.close();
  finish();
  await page.settle();
  assert.deepEqual([dialog.open, page.sentences], [false, []]);
});
