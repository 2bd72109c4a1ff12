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
  begins_at_zero: true,
  whole_numbers: false,
  states: [],
};

const draw = (changes = {}) => {
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
  const labels = { "data-actual": "Thực hiện", "data-expected": "Tiến độ", "data-target": "Kế hoạch", "data-cut-axis": "không từ 0" };
  const canvas = h("canvas", { id: "bieu-do", ...labels });
  const data = h("script", { id: "so-lieu-bieu-do" }, JSON.stringify({ ...SERIES, ...changes }));
  load(["trend.js"], h("body", {}, canvas, data), {
    window,
    getComputedStyle: () => ({ getPropertyValue: (name) => ` ${name} ` }),
    matchMedia: () => scheme,
  });
  return { charts, scheme, window };
};

test("the chart has the lines that have values, and is drawn again in other colours", () => {
  const { charts, scheme, window } = draw();
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

test("an axis begins at 0, or says that it does not", () => {
  const axis = (changes) => draw(changes).charts[0].options.scales.y;
  assert.equal(axis().beginAtZero, true);
  assert.equal(axis().title.text, "ha");
  const cut = axis({ begins_at_zero: false, unit: "%" });
  assert.equal(cut.beginAtZero, false);
  assert.equal(cut.title.text, "% (không từ 0)");
});

test("what is counted has whole steps", () => {
  assert.equal(draw({ whole_numbers: true }).charts[0].options.scales.y.ticks.precision, 0);
  assert.equal(draw().charts[0].options.scales.y.ticks.precision, undefined);
});

test("the first rank is on top, and there is none before it", () => {
  const axis = (changes) => draw(changes).charts[0].options.scales.y;
  const { reverse, min, title } = axis({ is_rank: true, begins_at_zero: false, unit: "hạng" });
  assert.deepEqual([reverse, min, title.text], [true, 1, "hạng"]);
  assert.deepEqual([axis().reverse, axis().min], [undefined, undefined]);
});

test("states are steps, each with its name", () => {
  const states = ["Chưa lập", "Đã trình", "Đã duyệt"];
  const [chart] = draw({ states, whole_numbers: true, actual: [0, 1] }).charts;
  const { y } = chart.options.scales;
  assert.deepEqual([0, 1, 2, 3, 0.5].map(y.ticks.callback), ["Chưa lập", "Đã trình", "Đã duyệt", "", ""]);
  assert.deepEqual([y.max, y.title.display], [2, false]);
  assert.ok(chart.data.datasets.every(({ stepped }) => stepped));
  const { label } = chart.options.plugins.tooltip.callbacks;
  assert.equal(label({ dataset: { label: "Lũy kế" }, parsed: { y: 1 } }), "Lũy kế: Đã trình");
  const plain = draw().charts[0];
  assert.deepEqual([plain.options.scales.y.max, plain.options.scales.y.title.display], [undefined, true]);
  assert.ok(plain.data.datasets.every(({ stepped }) => !stepped));
});
