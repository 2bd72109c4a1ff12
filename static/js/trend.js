// The year of an indicator as a line. The table beneath holds the same numbers; without script it stands alone.
(() => {
  "use strict";

  const canvas = document.getElementById("bieu-do");
  const { periods, unit, begins_at_zero: beginAtZero, whole_numbers: whole, is_rank: isRank, states = [], ...series } = JSON.parse(document.getElementById("so-lieu-bieu-do").textContent);
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const number = new Intl.NumberFormat("vi-VN", { maximumFractionDigits: 2 });
  const words = canvas.dataset;
  // Named states are steps: each has its name on the axis, and nothing lies between two of them.
  const valueText = (value) => (states.length ? (states[value] ?? "") : number.format(value));
  const axisTitle = beginAtZero || isRank ? unit : `${unit} (${words.cutAxis})`;
  window.Chart.defaults.font.family = colour("--words");

  // Lines differ in dashes and marks too, not by colour alone.
  const looks = () => ({
    actual: { label: words.actual, borderColor: colour("--bs-link-color"), borderWidth: 3, pointStyle: "circle", pointRadius: 5 },
    expected: { label: words.expected, borderColor: colour("--muted"), borderDash: [2, 3], pointStyle: "rect", pointRadius: 4 },
    last_year: { label: words.lastYear, borderColor: colour("--line-strong"), borderDash: [6, 4], pointStyle: "triangle", pointRadius: 4 },
    expected_upper: { label: words.expectedUpper, borderColor: colour("--muted"), borderDash: [2, 3], pointStyle: "rect", pointRadius: 4 },
    target: { label: words.target, borderColor: colour("--gold"), pointRadius: 0 },
    target_upper: { label: words.targetUpper, borderColor: colour("--gold"), pointRadius: 0 },
    forecast: { label: words.forecast, borderColor: colour("--bs-link-color"), borderDash: [3, 5], pointStyle: "crossRot", pointRadius: 6, spanGaps: true },
  });
  const datasets = () =>
    Object.entries(looks())
      .filter(([name]) => series[name]?.some((value) => value !== null))
      .map(([name, look]) => ({ data: series[name], borderWidth: 2, stepped: states.length > 0, backgroundColor: look.borderColor, ...look }));

  const draw = () => {
    const ink = colour("--muted");
    const line = colour("--line");
    return new window.Chart(canvas, {
      type: "line",
      data: { labels: periods, datasets: datasets() },
      options: {
        animation: false,
        maintainAspectRatio: false,
        interaction: { mode: "index", intersect: false },
        scales: {
          x: { ticks: { color: ink }, grid: { color: line } },
          y: {
            beginAtZero,
            reverse: isRank, // the first rank on top
            min: isRank ? 1 : undefined,
            max: states.length ? states.length - 1 : undefined,
            ticks: { color: ink, precision: whole ? 0 : undefined, callback: valueText },
            grid: { color: line },
            title: { display: !states.length, text: axisTitle, color: ink },
          },
        },
        plugins: {
          legend: { position: "bottom", labels: { color: ink, usePointStyle: true } },
          tooltip: { callbacks: { label: ({ dataset, parsed }) => `${dataset.label}: ${valueText(parsed.y)}${states.length ? "" : ` ${unit}`}` } },
        },
      },
    });
  };
  let chart = draw();
  const again = () => {
    chart.destroy();
    chart = draw();
  };
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", again);
})();
