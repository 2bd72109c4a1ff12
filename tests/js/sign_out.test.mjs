import assert from "node:assert/strict";
import { test } from "node:test";

import { FullStorage, h, Storage } from "./dom.mjs";
import { load } from "./page.mjs";

const DRAFTS = { "nhap/7/1-1-3/CT07-numerator": "{}", "nhap/7/1-1-3/remarks": "{}", "nhap/8/1-1-3/remarks": "{}" };

const signOut = (localStorage, agrees) => {
  const form = h("form", { "data-sign-out": "Còn # ô" });
  const questions = [];
  const page = load(["sign_out.js"], h("body", { "data-user": "7" }, form), { localStorage });
  page.window.confirm = (question) => questions.push(question) && agrees;
  return { event: form.emit("submit"), questions };
};

test("the drafts of this person go once the sign-out has happened", () => {
  const localStorage = new Storage(DRAFTS);
  const { event, questions } = signOut(localStorage, true);
  assert.deepEqual(questions, ["Còn 2 ô"]);
  assert.equal(event.defaultPrevented, false);
  assert.equal(Object.keys(localStorage).length, 4, "the sign-out may still fail");
  load(["sign_out.js"], h("body", {}), { localStorage });
  assert.deepEqual(Object.keys(localStorage), ["nhap/8/1-1-3/remarks"]);
});

test("whoever prefers to stay keeps everything", () => {
  const localStorage = new Storage(DRAFTS);
  assert.equal(signOut(localStorage, false).event.defaultPrevented, true);
  load(["sign_out.js"], h("body", {}), { localStorage });
  assert.deepEqual({ ...localStorage }, DRAFTS);
});

test("a sign-out that did not happen leaves the drafts", () => {
  const localStorage = new Storage(DRAFTS);
  signOut(localStorage, true);
  load(["sign_out.js"], h("body", { "data-user": "7" }), { localStorage });
  load(["sign_out.js"], h("body", {}), { localStorage });
  assert.deepEqual({ ...localStorage }, DRAFTS);
});

test("without drafts or without storage nobody is asked", () => {
  for (const localStorage of [new Storage(), new FullStorage()]) {
    const { event, questions } = signOut(localStorage, false);
    assert.deepEqual([event.defaultPrevented, questions], [false, []]);
  }
});

test("other forms are left alone", () => {
  const localStorage = new Storage(DRAFTS);
  const form = h("form", {});
  load(["sign_out.js"], h("body", { "data-user": "7" }, form), { localStorage });
  assert.equal(form.emit("submit").defaultPrevented, false);
  load(["sign_out.js"], h("body", {}), { localStorage });
  assert.deepEqual({ ...localStorage }, DRAFTS);
});
