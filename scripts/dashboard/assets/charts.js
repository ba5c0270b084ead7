"use strict";
// Rows of a block as a chart: the specification is made beforehand, here it gets rows, words and colours.

const FEW = 6;
const TIERS = ["red", "orange", "yellow", "none", "insufficient_history", "lost"];
const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
const tierColour = (tier) => colour(tier === "insufficient_history" ? "few" : tier);

const SERIES = {
  light: ["#0b6e7d", "#c2571a", "#5b4b9a", "#4d8f3a", "#a63a5f", "#7a6a2c", "#3b6fb5", "#6b7280"],
  dark: ["#5cc5d3", "#f0a36b", "#a99be6", "#8fcf7c", "#e68aa9", "#cdb96a", "#86b3ee", "#9aa4b1"],
};
// Gains in cool colours, losses in warm ones.
const MOVES = {
  light: { plus: ["#0b6e7d", "#5aa9b5", "#a5d0d6"], minus: ["#c2571a", "#e3a67f"] },
  dark: { plus: ["#5cc5d3", "#3a8e9a", "#2b6670"], minus: ["#f0a36b", "#a96a3e"] },
};

function objects(figure, rows) {
  return rows.map((row) => {
    const made = {};
    figure.columns.forEach((name, place) => {
      const value = row[place];
      made[name] = value !== null && (isCode(name) || name === "group_value") ? shown(name, value) : value;
    });
    return made;
  });
}

function series(chart, figure, rows) {
  const columns = [chart.y].flat();
  const isFolded = columns.length > 1 || !chart.color;
  const made = [];
  objects(figure, rows).forEach((record, at) => columns.forEach((name, place) => {
    const value = record[name];
    if (value === null) return;
    const key = isFolded ? name : rows[at][figure.columns.indexOf(chart.color)];
    made.push({
      ...record, value, key, series: isFolded ? label(name) : record[chart.color],
      series_number: chart.color === "warning_tier_code" ? TIERS.indexOf(key) : place,
      signed: chart.minus.includes(name) ? -value : value,
    });
  }));
  return made;
}

// Which series have which colour, in the order of the legend.
function palette(chart, figure, rows, records) {
  const keys = new Map();
  if (chart.color === "warning_tier_code") {
    const place = figure.columns.indexOf(chart.color);
    TIERS.filter((tier) => rows.some((row) => row[place] === tier)).forEach((tier) => keys.set(named(tier), tierColour(tier)));
    return keys;
  }
  let plus = 0, minus = 0, other = 0;
  for (const { key, series: name } of records) {
    if (keys.has(name)) continue;
    const moves = MOVES[view.theme];
    if (!chart.minus.length) keys.set(name, SERIES[view.theme][other++ % SERIES.light.length]);
    else keys.set(name, chart.minus.includes(key) ? moves.minus[minus++ % 2] : moves.plus[plus++ % 3]);
  }
  return keys;
}

function fit(node, keys) {
  if (Array.isArray(node)) return node.map((one) => fit(one, keys));
  if (node === null || typeof node !== "object") {
    return typeof node === "string" && node.startsWith("@") ? label(node.slice(1)) : node;
  }
  const made = {};
  for (const [name, value] of Object.entries(node)) made[name] = fit(value, keys);
  if (made.color && made.color.field && made.color.type === "nominal") {
    made.color.scale = { domain: [...keys.keys()], range: [...keys.values()] };
    if (made.color.legend !== null && keys.size < 2) made.color.legend = null;
  }
  return made;
}

function look() {
  const soft = colour("soft"), line = colour("line"), ink = colour("ink"), accent = colour("accent");
  const font = getComputedStyle(document.body).fontFamily;
  return {
    background: "transparent", font, view: { stroke: null },
    axis: { labelColor: soft, titleColor: soft, gridColor: line, domainColor: line, tickColor: line, titleFontWeight: "normal", labelFontSize: 11, titleFontSize: 11 },
    legend: { labelColor: ink, titleColor: soft, orient: "top", direction: "horizontal", labelFontSize: 11, symbolSize: 70, labelLimit: 260 },
    bar: { color: accent }, line: { color: accent, strokeWidth: 2 }, point: { color: accent, filled: true, size: 28 },
    area: { color: accent }, text: { color: ink, fontSize: 11 }, rect: { stroke: colour("card") },
    scale: { barBandPaddingInner: 0.2 },
  };
}

async function draw(host, block, figure, rows) {
  const chart = block.chart;
  const isFolded = ["line", "curve", "growth", "stack"].includes(chart.kind);
  const records = isFolded ? series(chart, figure, rows) : objects(figure, rows);
  const keys = isFolded || chart.color.endsWith("_code") ? palette(chart, figure, rows, records) : new Map();
  const spec = fit(structuredClone(store.specs[block.id]), keys);
  if (chart.kind === "columns" && records.length <= FEW) spec.mark.size = 48;
  spec.datasets = { rows: records, diagonal: [{ x: 0, y: 0 }, { x: 1, y: 1 }] };
  spec.description = told(block.title);
  if (spec.height.step) spec.height = spec.height.step * new Set(records.map((record) => record[chart.y])).size;
  await vegaEmbed(host, spec, { actions: false, renderer: "svg", mode: "vega-lite", config: look(), tooltip: { theme: view.theme } });
  host.setAttribute("data-drawn", "");
}
