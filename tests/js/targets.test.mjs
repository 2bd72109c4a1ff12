import assert from "node:assert/strict";
import { test } from "node:test";

import { h } from "./dom.mjs";
import { load } from "./page.mjs";

// The page of one indicator: the headline, two units, and what is allocated in all, also on other pages.
const page = (stored, allocated, typed = stored) => {
  const [headline, ...units] = stored.map((value, n) =>
    h("input", { name: `value_${n}`, value: typed[n].replace(".", ","), "data-stored": value, ...(n ? {} : { "data-headline": "" }) }));
  const balance = h("output", { "data-balance": allocated });
  const form = h("form", { id: "giao" }, headline, ...units, balance);
  load(["targets.js"], h("body", {}, form));
  const type = (input, value) => {
    input.value = value;
    form.emit("input", { target: input });
    return balance.textContent;
  };
  return { headline, units, balance, form, type };
};

test("the total follows what is typed, with what other pages hold", () => {
  const { units, type, balance } = page(["80", "40", "10"], "70");
  assert.equal(balance.textContent, "");
  assert.equal(type(units[0], "50"), "Phân bổ: đã giao 80/80, vừa đủ");
  assert.equal(balance.classList.contains("is-unbalanced"), false);
  assert.equal(type(units[0], "50,5"), "Phân bổ: đã giao 80,5/80, vượt 0,5");
  assert.equal(balance.classList.contains("is-unbalanced"), true);
  assert.equal(type(units[1], ""), "Phân bổ: đã giao 70,5/80, còn 9,5");
});

test("what was typed before is added up at once", () => {
  const { balance } = page(["80", "40", "40"], "80", ["80", "50", "40"]);
  assert.equal(balance.textContent, "Phân bổ: đã giao 90/80, vượt 10");
});

test("the headline is the other side of the balance", () => {
  const { headline, type } = page(["80", "40", "40"], "80");
  assert.equal(type(headline, "1.080"), "Phân bổ: đã giao 80/1.080, còn 1.000");
});

test("decimals leave no tail", () => {
  const { units, type } = page(["0.3", "0.1", "0.1"], "0.2");
  assert.equal(type(units[0], "0,2"), "Phân bổ: đã giao 0,3/0,3, vừa đủ");
});

test("what only the server may understand is said", () => {
  const { units, type } = page(["80", "40", "40"], "80");
  for (const text of ["40.5", "4o", "1,2,3", "40 ha"]) {
    assert.equal(type(units[0], text), "Phân bổ: có ô chưa phải là số");
  }
  assert.equal(type(units[0], " 1 040 "), "Phân bổ: đã giao 1.080/80, vượt 1.000");
});

test("other inputs and pages without a balance are left alone", () => {
  const { form, balance } = page(["80", "40"], "40");
  form.emit("input", { target: h("input", { name: "reason" }) });
  assert.equal(balance.textContent, "");
  load(["targets.js"], h("body", {}, h("form", { id: "giao" })));
  load(["targets.js"], h("body", {}));
});
