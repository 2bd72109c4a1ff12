import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { h } from "./dom.mjs";
import { load } from "./page.mjs";

let live;
let form;
let row;
let page;

beforeEach(() => {
  live = h("div", { id: "live" });
  form = h("form", {});
  row = h("tr", { "data-saves": "Trồng rừng" });
  page = load(["messages.js"], h("body", {}, live, form, row));
});

const answer = (status, header = null) => ({ status, getResponseHeader: () => header });

test("a sentence is for screen readers; bad news is visible until Escape", () => {
  page.window.thidua.say("Đã lưu.", false);
  assert.equal(live.textContent, "Đã lưu.");
  assert.equal(live.classList.contains("is-shown"), false);
  page.window.thidua.say("Chưa lưu.", true);
  assert.equal(live.classList.contains("is-shown"), true);
  page.document.emit("keydown", { key: "Escape", isComposing: true });
  assert.equal(live.classList.contains("is-shown"), true, "an input method uses Escape too");
  page.document.emit("keydown", { key: "Escape" });
  assert.equal(live.classList.contains("is-shown"), false);
});

test("the next success takes bad news away", () => {
  page.window.thidua.say("Chưa lưu.", true);
  form.emit("htmx:afterRequest", { detail: { successful: false } });
  assert.equal(live.textContent, "Chưa lưu.");
  form.emit("htmx:afterRequest", { detail: { successful: true } });
  assert.deepEqual([live.textContent, live.classList.contains("is-shown")], ["", false]);
});

for (const [status, text] of [[401, /đăng nhập lại/], [404, /Không tìm thấy/], [413, /Quá lớn/], [429, /quá nhanh/], [500, /Máy chủ gặp lỗi/]]) {
  test(`status ${status} is explained`, () => {
    form.emit("htmx:responseError", { detail: { xhr: answer(status) } });
    assert.match(live.textContent, text);
    assert.equal(live.classList.contains("is-shown"), true);
  });
}

test("a lost line is explained by what was tried", () => {
  form.emit("htmx:sendError", { detail: { requestConfig: { verb: "get" } } });
  assert.match(live.textContent, /^Chưa tải được/);
  form.emit("htmx:timeout", { detail: { requestConfig: { verb: "post" } } });
  assert.match(live.textContent, /^Chưa làm được/);
});

test("a part that saves itself speaks for itself", () => {
  row.emit("htmx:responseError", { detail: { xhr: answer(500) } });
  row.emit("htmx:sendError", { detail: { requestConfig: { verb: "post" } } });
  assert.equal(live.textContent, "");
});

test("a refusal that names its place is put there", () => {
  const detail = { xhr: answer(422, "#loi"), shouldSwap: false, isError: true };
  form.emit("htmx:beforeSwap", { detail });
  assert.deepEqual([detail.shouldSwap, detail.isError], [true, false]);
  const other = { xhr: answer(500), shouldSwap: false, isError: true };
  form.emit("htmx:beforeSwap", { detail: other });
  assert.deepEqual([other.shouldSwap, other.isError], [false, true]);
});
