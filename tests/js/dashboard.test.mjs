import assert from "node:assert/strict";
import { test } from "node:test";

import { h } from "./dom.mjs";
import { load } from "./page.mjs";

test("a row opens with the answer and closes without asking", () => {
  const link = h("a", { class: "row-opener", "aria-expanded": "false", "aria-controls": "chi-tiet" });
  const detail = h("tr", { hidden: "" }, h("td", { id: "chi-tiet" }));
  const { document } = load(["dashboard.js"], h("body", {}, link, detail));
  assert.equal(link.emit("htmx:beforeRequest").defaultPrevented, false);
  document.emit("htmx:afterSwap", { detail: { requestConfig: { elt: link } } });
  assert.deepEqual([link.getAttribute("aria-expanded"), detail.hidden], ["true", false]);
  assert.equal(link.emit("htmx:beforeRequest").defaultPrevented, true);
  assert.deepEqual([link.getAttribute("aria-expanded"), detail.hidden], ["false", true]);
});

test("going back in history swaps without a request", () => {
  const { document } = load(["dashboard.js"], h("body", {}));
  document.emit("htmx:afterSwap", { detail: {} });
});

test("filters that were unfolded on a phone are unfolded again in the new page", () => {
  for (const open of [true, false]) {
    const filters = h("details", { class: "filters" });
    const { document } = load(["dashboard.js"], h("body", {}, filters));
    filters.open = open;
    document.emit("htmx:beforeSwap");
    filters.open = false; // the answer brings them folded
    document.emit("htmx:afterSwap", { detail: {} });
    assert.equal(filters.open, open);
  }
});
