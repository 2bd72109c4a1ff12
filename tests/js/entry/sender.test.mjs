import assert from "node:assert/strict";
import { afterEach, mock, test } from "node:test";

import { h } from "../dom.mjs";
import { closePage, openPage, row, stateTo } from "./entry_page.mjs";

afterEach(closePage);

const last = (page) => page.sentences.at(-1);

test("a part says that it is being saved, then that it is, and what was understood", async () => {
  const page = openPage();
  page.leave("CT07-numerator", "12");
  assert.equal(page.state("CT07"), "saving");
  await page.answer(200, stateTo("saved", { text: "đã lưu 08:30", reading: h("span", {}, " 12  người ") }));
  assert.deepEqual(last(page), { text: "Việc làm: đã lưu 08:30. 12 người", isVisible: false });
  assert.deepEqual(page.window.thidua.drafts.names(), []);
});

test("what is wrong stands at its control and is said", async () => {
  const page = openPage();
  page.leave("CT07-numerator", "80.5");
  await page.answer(422, stateTo("invalid", { text: "Không hợp lệ", reading: h("span", { class: "field-errors" }, "Không hiểu số") }));
  assert.equal(page.control("CT07-numerator").getAttribute("aria-invalid"), "true");
  assert.equal(last(page).text, "Việc làm: Không hợp lệ. Không hiểu số");
  assert.deepEqual(page.window.thidua.drafts.names(), ["CT07-numerator"]);
  page.leave("CT07-numerator", "80");
  await page.answer(200, stateTo("saved", { reading: h("span", {}, "80 người") }));
  assert.equal(page.control("CT07-numerator").hasAttribute("aria-invalid"), false);
});

for (const [status, header, state, text] of [
  [0, null, "failed", "chưa lưu được"],
  [500, null, "failed", "chưa lưu được"],
  [429, null, "failed", "chưa lưu được"],
  [200, "/tai-khoan/dang-nhap/", "failed", "chưa lưu được"],
  [403, null, "refused", "hãy tải lại trang"],
  [404, null, "refused", "hãy tải lại trang"],
]) {
  test(`status ${status}${header ? " on the way to the sign-in page" : ""} leaves the value on this machine`, async () => {
    const page = openPage();
    page.leave("CT07-numerator", "12");
    await page.answer(status, () => {}, header);
    assert.equal(page.state("CT07"), state);
    assert.equal(page.part("CT07").querySelector(".save-state").textContent, text);
    const waiting = page.document.getElementById("cho-luu");
    assert.deepEqual([waiting.hidden, waiting.querySelector("b").textContent], [false, "1"]);
    assert.equal(waiting.querySelector("a").hidden, state === "failed");
    mock.timers.tick(15_000);
    assert.equal(page.requests.length, state === "failed" ? 1 : 0, "only an absent server is tried again");
  });
}

test("where nothing can be kept the page says so and warns before it is left", async () => {
  const page = openPage();
  assert.equal(page.window.emit("beforeunload").defaultPrevented, false);
  page.window.thidua.drafts.isSafe = false;
  page.leave("CT07-numerator", "12");
  await page.answer(0);
  assert.equal(page.part("CT07").querySelector(".save-state").textContent, "máy không giữ được");
  assert.equal(page.window.emit("beforeunload").defaultPrevented, true);
});

test("back on line everything goes, one after the other, and is announced once", async () => {
  const page = openPage();
  for (const name of ["CT03-numerator", "CT07-numerator", "remarks"]) {
    page.leave(name, "5");
    await page.answer(0);
  }
  page.sentences.length = 0;
  page.window.emit("online");
  assert.deepEqual(page.requests.map(({ id }) => id), ["CT03"]);
  await page.answer(200, stateTo("saved"));
  await page.answer(422, stateTo("invalid"));
  await page.answer(200, stateTo("saved"));
  const sentences = [{ text: "", isVisible: false }, { text: "Đã lưu 2 dòng. Chưa lưu được 1 dòng.", isVisible: false }];
  assert.deepEqual(page.sentences, sentences);
  assert.equal(page.document.getElementById("cho-luu").hidden, true);
  page.leave("CT03-numerator", "6");
  await page.answer(200, stateTo("saved"));
  assert.equal(last(page).text, "Trồng rừng: saved", "each answer is announced by itself again");
});

test("a server still away is asked once, not for every part", async () => {
  const page = openPage();
  for (const name of ["CT03-numerator", "CT07-numerator"]) {
    page.leave(name, "5");
    await page.answer(0);
  }
  page.window.emit("online");
  await page.answer(0);
  assert.deepEqual(page.requests, []);
  assert.deepEqual([page.state("CT03"), page.state("CT07")], ["failed", "failed"]);
  assert.equal(last(page).text, "Chưa lưu được 2 dòng.");
});

test("an answer tells that the server is there for what failed before", async () => {
  const page = openPage();
  page.leave("CT03-numerator", "5");
  await page.answer(0);
  page.leave("CT07-numerator", "12");
  await page.answer(200, stateTo("saved"));
  mock.timers.tick(1);
  assert.deepEqual(page.requests.map(({ id }) => id), ["CT03"]);
});

test("a row that the server sent anew holds what is stored", async () => {
  const page = openPage();
  page.leave("CT07-numerator", "12");
  await page.answer(409, stateTo("conflict"));
  page.control("CT07-numerator").emit("change");
  const old = page.part("CT07");
  await page.answer(200, () => {
    old.parent.append(row("CT07", "Việc làm", { numerator: "10", version: 2 }));
    old.remove();
  });
  assert.equal(page.control("CT07-numerator").value, "10");
  assert.deepEqual(page.window.thidua.drafts.names(), []);
});

test("requests of others are none of its business", () => {
  const page = openPage();
  const detail = { requestConfig: { elt: page.form }, xhr: { status: 500, getResponseHeader: () => null } };
  page.document.emit("htmx:beforeRequest", { detail });
  page.document.emit("htmx:afterRequest", { detail });
  assert.deepEqual(page.sentences, []);
  assert.equal(page.window.thidua.sender.isIdle, true);
});

test("progress counts the rows that are due and whole", async () => {
  const page = openPage();
  page.leave("CT07-numerator", "12");
  await page.answer(200, (element) => { element.querySelector(".save-state").dataset.whole = "yes"; });
  assert.equal(page.document.querySelector("#tien-do b").textContent, "1");
});

test("a request of a part counts as lost after 20 seconds, others have their own patience", () => {
  const page = openPage();
  const details = [page.part("CT07"), page.form].map((elt) => ({ elt }));
  for (const detail of details) page.document.emit("htmx:configRequest", { detail });
  assert.deepEqual(details.map(({ timeout }) => timeout), [20_000, undefined]);
});

test("rows that were not tried because the server is away are counted among what waits", async () => {
  const page = openPage();
  for (const name of ["CT03-numerator", "CT07-numerator", "CT07-note"]) page.type(name, "5");
  page.form.requestSubmit();
  await page.settle();
  await page.answer(0);
  const waiting = page.document.getElementById("cho-luu");
  assert.deepEqual([waiting.hidden, waiting.querySelector("b").textContent], [false, "3"]);
  assert.deepEqual([page.state("CT03"), page.state("CT07")], ["failed", "failed"]);
});

test("while anything is on its way nothing is tried again", async () => {
  const page = openPage();
  page.leave("CT03-numerator", "5");
  await page.answer(0);
  page.leave("CT07-numerator", "12");
  mock.timers.tick(15_000);
  assert.deepEqual(page.requests.map(({ id }) => id), ["CT07"]);
});

test("a row that the server has replaced meanwhile is not sent again", async () => {
  const page = openPage();
  page.leave("CT03-numerator", "5");
  await page.answer(0);
  page.leave("CT07-numerator", "5");
  await page.answer(0);
  const old = page.part("CT07");
  page.window.emit("online");
  old.parent.append(row("CT07", "Việc làm", { numerator: "10", version: 2 }));
  old.remove();
  await page.answer(200, stateTo("saved"));
  assert.deepEqual(page.requests, []);
  assert.equal(page.control("CT07-numerator").value, "10");
});
