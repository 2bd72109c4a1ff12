import assert from "node:assert/strict";
import { afterEach, test } from "node:test";

import { closePage, openPage, row, stateTo } from "./entry_page.mjs";

afterEach(closePage);

const open = async (drafts, rows) => {
  const page = openPage({ drafts, rows });
  page.document.emit("DOMContentLoaded");
  await page.settle();
  return page;
};

test("drafts go back into their controls and out with the version seen then", async () => {
  const page = await open(
    {
      "CT07-numerator": { value: "12", version: "1" },
      "CT07-not_applicable": { value: "on", version: "1" },
      "CT07-note": { value: "x", version: "3" },
    },
    [row("CT07", "Việc làm", { numerator: "10", version: 2 })],
  );
  const notice = page.document.getElementById("lay-lai");
  assert.deepEqual([notice.hidden, notice.querySelector("b").textContent], [false, "3"]);
  assert.equal(page.control("CT07-numerator").value, "12");
  assert.equal(page.control("CT07-not_applicable").checked, true);
  assert.equal(page.control("CT07-note").closest("details").open, true);
  assert.equal(Number(page.control("CT07-version").value), 1);
  assert.deepEqual(page.requests, [page.part("CT07")]);
  await page.answer(200, stateTo("saved", { version: 3 }));
  assert.equal(notice.hidden, true, "everything that was put back is saved");
});

test("a draft that the server holds by now goes", async () => {
  const page = await open({ "CT03-numerator": { value: "2", version: "1" } });
  assert.deepEqual(page.window.thidua.drafts.names(), []);
  assert.deepEqual(page.requests, []);
  assert.equal(page.document.getElementById("lay-lai").hidden, true);
});

test("drafts of controls that are not on the page wait", async () => {
  const page = await open({ "CT99-numerator": { value: "2", version: "1" }, "CT07-version": { value: "9", version: "1" } });
  assert.deepEqual(page.window.thidua.drafts.names(), ["CT99-numerator", "CT07-version"]);
  assert.equal(page.control("CT07-version").value, "1");
});

test("the reason for sending an incomplete report is not sent by itself", async () => {
  const page = await open({ incomplete_reason: { value: "Chưa có số liệu", version: "" } });
  assert.equal(page.control("incomplete_reason").value, "Chưa có số liệu");
  assert.deepEqual(page.requests, []);
});

test("without drafts nothing is sent and nothing said", async () => {
  const page = await open({});
  assert.deepEqual([page.requests, page.sentences], [[], []]);
  assert.equal(page.document.getElementById("lay-lai").hidden, true);
});

test("a draft of a box that was cleared clears it again", async () => {
  const rows = [row("CT07", "Việc làm")];
  const box = rows[0].querySelector("input[type=checkbox]");
  Object.assign(box, { checked: true, defaultChecked: true });
  const page = await open({ "CT07-not_applicable": { value: "", version: "1" } }, rows);
  assert.equal(box.checked, false);
  assert.deepEqual(page.requests, [page.part("CT07")]);
});

test("drafts of several rows go out one after the other, each once", async () => {
  const page = await open({
    "CT03-numerator": { value: "3", version: "1" },
    "CT07-numerator": { value: "12", version: "1" },
    "CT07-note": { value: "x", version: "1" },
  });
  assert.deepEqual(page.requests, [page.part("CT03")]);
  await page.answer(200, stateTo("saved"));
  assert.deepEqual(page.requests, [page.part("CT07")]);
  await page.answer(200, stateTo("saved"));
  assert.deepEqual([page.requests, page.sentences.at(-1).text], [[], "Đã lưu 2 dòng."]);
  assert.deepEqual(page.window.thidua.drafts.names(), []);
});

test("a draft that the server refuses stays, and so does the notice", async () => {
  const page = await open({ "CT07-numerator": { value: "80.5", version: "1" } });
  await page.answer(422, stateTo("invalid"));
  assert.equal(page.document.getElementById("lay-lai").hidden, false);
  assert.deepEqual(page.window.thidua.drafts.names(), ["CT07-numerator"]);
});
