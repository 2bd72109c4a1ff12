import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { h } from "./dom.mjs";
import { load } from "./page.mjs";

const MB = 1024 * 1024;
let input;
let status;
let form;

const open = (files) => {
  input = h("input", { type: "file", "data-each": "10", "data-most": "5" });
  input.files = files;
  status = h("span", { role: "status" });
  form = h("form", { method: "post" }, h("div", { class: "file-field" }, input, status));
  return load(["files.js"], h("body", {}, form));
};

beforeEach(() => open([]));

const choose = (...files) => {
  input.files = files;
  input.emit("change");
};

test("nothing chosen is no fault until the form is sent", () => {
  assert.equal(status.textContent, "chưa chọn tệp nào");
  assert.equal(form.querySelector(".file-field").classList.contains("has-script"), true);
  assert.equal(form.emit("submit").defaultPrevented, true);
  assert.equal(status.textContent, "Chưa chọn tệp nào.");
  assert.equal(input.getAttribute("aria-invalid"), "true");
});

test("what was chosen before the script came is named too", () => {
  open([{ name: "a.pdf", size: 2048 }]);
  assert.equal(status.textContent, "a.pdf (2 kB)");
});

test("the input that stopped the form has the focus", () => {
  const { document } = open([]);
  form.emit("submit");
  assert.equal(document.activeElement, input);
});

test("files are named with their size", () => {
  choose({ name: "a.pdf", size: 1 }, { name: "b.xlsx", size: 1.21 * MB });
  assert.equal(status.textContent, "a.pdf (1 kB), b.xlsx (1,3 MB)");
  assert.equal(form.emit("submit").defaultPrevented, false);
  assert.equal(status.textContent, "Đang gửi tệp lên, xin đợi…");
});

for (const [files, text] of [
  [[{ name: "a.pdf", size: 10 * MB + 1 }], "“a.pdf” nặng 10,1 MB; mỗi tệp không quá 10 MB."],
  [Array.from({ length: 6 }, () => ({ name: "a", size: 1 })), "Đã chọn 6 tệp; mỗi lần đính kèm nhiều nhất 5 tệp."],
  [Array.from({ length: 5 }, () => ({ name: "a", size: 9.9 * MB })), "Các tệp nặng tổng cộng 49,5 MB; mỗi lần gửi không quá 50 MB."],
]) {
  test(`too much is not sent: ${text}`, () => {
    choose(...files);
    assert.equal(status.textContent, text);
    const event = form.emit("submit");
    assert.deepEqual([event.defaultPrevented, event.isStopped], [true, true]);
    choose({ name: "a.pdf", size: 10 * MB });
    assert.equal(input.hasAttribute("aria-invalid"), false);
    assert.equal(form.emit("submit").defaultPrevented, false);
  });
}

test("a fault looks like one until the choice is right", () => {
  choose({ name: "a.pdf", size: 11 * MB });
  assert.equal(status.classList.contains("file-wrong"), true);
  choose({ name: "a.pdf", size: 1 });
  assert.equal(status.classList.contains("file-wrong"), false);
  choose();
  assert.equal(status.classList.contains("file-wrong"), true);
});

for (const [size, text] of [[1, "1 kB"], [1024, "1 kB"], [1025, "2 kB"], [MB - 1, "1024 kB"], [MB, "1 MB"], [MB + 1, "1,1 MB"], [10 * MB, "10 MB"]]) {
  test(`${size} bytes are ${text}, never less than they are`, () => {
    choose({ name: "a.pdf", size });
    assert.equal(status.textContent, `a.pdf (${text})`);
  });
}

test("exactly as much as may be sent is sent", () => {
  choose(...[10, 10, 10, 10, 9].map((size) => ({ name: "a.pdf", size: size * MB })));
  assert.equal(form.emit("submit").defaultPrevented, false);
  choose(...[10, 10, 10, 10, 9].map((size) => ({ name: "a.pdf", size: size * MB + 1 })));
  assert.equal(form.emit("submit").defaultPrevented, true);
});

test("a form that htmx sends says by itself how it goes on", () => {
  form.setAttribute("hx-post", "/nhap/");
  choose({ name: "a.pdf", size: 1 });
  form.emit("submit");
  assert.equal(status.textContent, "a.pdf (1 kB)");
});
