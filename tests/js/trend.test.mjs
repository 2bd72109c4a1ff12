import assert from "node:assert/strict";
import { test } from "node:test";

import { h, Target } from "./dom.mjs";
import { load } from "./page.mjs";

const SERIES = {
  periods: ["Quý I", "Quý II"],
  unit: "ha",
  actual: [1.5, null],
  expected: [1, 2],
  last_year: [null, null],
  target: [4, 4],
  forecast: [null, null],
};

test("the chart has the lines that have values, and is drawn again in other colours", () => {
  const charts = [];
  const window = {
    Chart: class {
      static defaults = { font: {} };

      constructor(canvas, config) {
        Object.assign(this, config, { isGone: false });
        charts.push(this);
      }

      destroy() {
        this.isGone = true;
      }
    },
  };
  const scheme = new Target();
  const canvas = h("canvas", { id: "bieu-do", "data-actual": "Thực hiện", "data-expected": "Tiến độ", "data-target": "Kế hoạch" });
  const data = h("script", { id: "so-lieu-bieu-do" }, JSON.stringify(SERIES));
  load(["trend.js"], h("body", {}, canvas, data), {
    window,
    getComputedStyle: () => ({ getPropertyValue: (name) => ` ${name} ` }),
    matchMedia: () => scheme,
  });
  const [chart] = charts;
  assert.equal(window.Chart.defaults.font.family, "--words");
  assert.deepEqual(chart.data.datasets.map(({ label }) => label), ["Thực hiện", "Tiến độ", "Kế hoạch"]);
  assert.deepEqual(chart.data.datasets[0].data, [1.5, null]);
  assert.equal(chart.data.datasets[0].borderColor, "--bs-link-color");
  const { label } = chart.options.plugins.tooltip.callbacks;
  assert.equal(label({ dataset: { label: "Thực hiện" }, parsed: { y: 1234.567 } }), "Thực hiện: 1.234,57 ha");
  assert.equal(chart.options.scales.y.ticks.callback(0.5), "0,5");
  scheme.emit("change");
  assert.deepEqual(charts.map(({ isGone }) => isGone), [true, false]);
});
