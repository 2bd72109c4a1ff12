import assert from "node:assert/strict";
import { test } from "node:test";

import { FullStorage, h, Storage } from "../dom.mjs";
import { load } from "../page.mjs";

const open = (localStorage, report = "1-1-3", user = "7") => {
  const body = h("body", { "data-user": user }, h("form", { "data-drafts": report }));
  return load(["entry/drafts.js"], body, { localStorage }).window.thidua.drafts;
};

test("a draft is kept per person and report", () => {
  const localStorage = new Storage();
  open(localStorage).put("CT07-numerator", "12", "3");
  assert.deepEqual(open(localStorage).get("CT07-numerator"), { value: "12", version: "3" });
  assert.deepEqual(open(localStorage).names(), ["CT07-numerator"]);
  assert.deepEqual(open(localStorage, "1-1-4").names(), []);
  assert.deepEqual(open(localStorage, "1-1-3", "8").names(), []);
});

test("a draft goes, but not what another window typed on", () => {
  const drafts = open(new Storage());
  drafts.put("remarks", "Mưa nhiều", "1");
  drafts.drop("remarks", "Mưa");
  assert.equal(drafts.get("remarks").value, "Mưa nhiều");
  drafts.drop("remarks", "Mưa nhiều");
  assert.equal(drafts.get("remarks"), undefined);
});

test("a full storage keeps the draft as long as the page, and says so", () => {
  const key = "nhap/7/1-1-3/remarks";
  const localStorage = new FullStorage({ [key]: '{"value": "old", "version": "1"}' });
  const drafts = open(localStorage);
  assert.equal(drafts.isSafe, true);
  drafts.put("remarks", "Mưa nhiều", "1");
  assert.equal(drafts.isSafe, false);
  assert.equal(drafts.get("remarks").value, "Mưa nhiều");
  assert.equal(localStorage.getItem(key), null, "an older value must not pass for this one");
  drafts.drop("remarks");
  assert.equal(drafts.isSafe, true);
});

test("what is no draft is none", () => {
  const drafts = open(new Storage({ "nhap/7/1-1-3/remarks": "{" }));
  assert.equal(drafts.get("remarks"), undefined);
  assert.equal(drafts.get("CT07-numerator"), undefined);
});

test("a page without entry keeps nothing", () => {
  assert.equal(load(["entry/drafts.js"], h("body", {})).window.thidua.drafts, undefined);
});

test("storage that takes drafts again makes them safe", () => {
  const localStorage = new Storage();
  const drafts = open(localStorage);
  const { setItem } = localStorage;
  Object.defineProperty(localStorage, "setItem", { configurable: true, value: () => { throw new Error("full"); } });
  drafts.put("remarks", "Mưa", "1");
  assert.deepEqual([drafts.isSafe, drafts.names()], [false, []]);
  Object.defineProperty(localStorage, "setItem", { configurable: true, value: setItem });
  drafts.put("remarks", "Mưa nhiều", "1");
  assert.deepEqual([drafts.isSafe, drafts.names()], [true, ["remarks"]]);
  assert.equal(open(localStorage).get("remarks").value, "Mưa nhiều");
});

test("a browser that forbids storage keeps drafts as long as the page", () => {
  const forbidden = new Proxy({}, {
    get: () => { throw new Error("forbidden"); },
    ownKeys: () => { throw new Error("forbidden"); },
  });
  const drafts = open(forbidden);
  assert.deepEqual([drafts.get("remarks"), drafts.names()], [undefined, []]);
  drafts.put("remarks", "Mưa", "1");
  assert.equal(drafts.get("remarks").value, "Mưa");
  drafts.drop("remarks", "Nắng");
  assert.equal(drafts.get("remarks").value, "Mưa");
  drafts.drop("remarks");
  assert.equal(drafts.get("remarks"), undefined);
});

test("what is not kept can be dropped", () => {
  const drafts = open(new Storage());
  drafts.drop("remarks");
  drafts.drop("remarks", "Mưa");
  assert.deepEqual(drafts.names(), []);
});

test("an empty text is a draft too: the person has emptied the control", () => {
  const localStorage = new Storage();
  open(localStorage).put("CT07-numerator", "", "3");
  assert.deepEqual(open(localStorage).get("CT07-numerator"), { value: "", version: "3" });
});
