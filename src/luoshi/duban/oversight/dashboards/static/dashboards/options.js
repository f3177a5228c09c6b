// What the drawing library is told, by the kind of chart (charts.py: Kind).  Nothing here asks the page for anything.
import { styleOf, tones } from "./tones.js";

const INK = "#1d2630", QUIET = "#55616e", LINE = "#e1e7eb";
const NARROW = 560;
const BAR = 26;

export const isNarrow = (width) => width < NARROW;

const ofAll = (font) => ({
  animation: false,
  textStyle: { fontFamily: font, color: INK },
  aria: { enabled: true, label: { enabled: false }, decal: { show: true } },
  // Drawn as part of the picture: a box of HTML would bring styles of its own, which the pages' policy forbids.
  tooltip: { renderMode: "richText", confine: true, trigger: "item", textStyle: { fontFamily: font, fontSize: 13 } },
});
const label = (tone) => ({
  color: tones[tone].ink, fontSize: 12, backgroundColor: tones[tone].color, padding: [1, 3], borderRadius: 2,
});
const values = { type: "value", minInterval: 1, axisLabel: { color: QUIET, hideOverlap: true }, splitLine: { lineStyle: { color: LINE } } };
const names = (labels, width) => ({
  type: "category", data: labels, inverse: true, axisTick: { show: false }, axisLine: { lineStyle: { color: LINE } },
  axisLabel: { color: INK, width, overflow: "truncate", interval: 0 },
});
const legend = { type: "plain", top: 0, left: 0, itemWidth: 22, itemHeight: 13, itemGap: 16, textStyle: { color: INK } };
// A part that is nothing says nothing.
const data = (one) => one.values.map((value, place) => ({
  value, cursor: one.urls[place] && value ? "pointer" : "default", label: { show: value > 0 },
}));

function stacked(chart, width) {
  const left = isNarrow(width) ? 110 : 190;
  return {
    legend, grid: { left, right: 24, top: isNarrow(width) ? 58 : 34, bottom: 26 },
    xAxis: values, yAxis: names(chart.labels, left - 14),
    series: chart.series.map((one) => ({
      name: one.name, type: "bar", stack: "all", barMaxWidth: 22, data: data(one),
      itemStyle: styleOf(one.tone), label: label(one.tone), labelLayout: { hideOverlap: true },
    })),
  };
}

function columns(chart) {
  const drawn = chart.series.filter((one) => one.drawn);
  return {
    legend: { ...legend, data: drawn.map((one) => one.name) }, grid: { left: 44, right: 12, top: 34, bottom: 26 },
    xAxis: { type: "category", data: chart.labels, axisTick: { show: false }, axisLine: { lineStyle: { color: LINE } }, axisLabel: { color: QUIET, hideOverlap: true } },
    yAxis: values,
    series: drawn.map((one) => ({
      name: one.name, type: "bar", stack: "all", barMaxWidth: 34, data: data(one),
      itemStyle: styleOf(one.tone), label: label(one.tone), labelLayout: { hideOverlap: true },
    })),
  };
}

// A panel for each series beside one another, with one scale each: figures of different kinds are not added up.
function panels(chart, width) {
  const narrow = isNarrow(width), count = chart.series.length;
  const height = chart.labels.length * BAR, left = narrow ? 110 : 190;
  const wide = (width - left - 12) / count;
  const at = (place) => narrow
    ? { left, right: 44, top: 30 + place * (height + 44), height }
    : { left: left + place * wide, width: wide - 44, top: 30, height };
  return {
    title: chart.series.map((one, place) => ({
      text: one.name, left: at(place).left - 4, top: at(place).top - 28, textStyle: { fontSize: 13, fontWeight: 600, color: INK },
    })),
    grid: chart.series.map((_one, place) => at(place)),
    xAxis: chart.series.map((_one, place) => ({ ...values, gridIndex: place, axisLabel: { show: false }, splitLine: { show: false } })),
    yAxis: chart.series.map((_one, place) => {
      const axis = { ...names(chart.labels, left - 14), gridIndex: place };
      return narrow || place === 0 ? axis : { ...axis, axisLabel: { show: false } };
    }),
    series: chart.series.map((one, place) => ({
      name: one.name, type: "bar", xAxisIndex: place, yAxisIndex: place, barMaxWidth: 16, data: data(one).map((bar) => ({ ...bar, label: { show: true } })),
      itemStyle: styleOf(one.tone), label: { show: true, position: "right", color: INK, fontSize: 12 },
    })),
  };
}

const day = (iso) => Date.parse(`${iso}T00:00:00Z`) / 86_400_000;

// Bars from the issue to the limit; an invisible part carries them to where they begin.
function timeline(chart, width) {
  const left = isNarrow(width) ? 110 : 300;
  const marks = new Map(chart.marks.map(([iso, words]) => [day(iso), words]));
  const ticks = [...marks.keys()];
  const parts = chart.bars.map((bar) => {
    const starts = day(bar.starts), whole = day(bar.due) + 1 - starts;
    const done = Math.min(whole, (whole * bar.percent) / 100);
    return { before: starts, done, rest: whole - done, late: bar.late };
  });
  const part = (key, name, tone) => ({
    name, type: "bar", stack: "all", barWidth: 12, cursor: tone ? "pointer" : "default", silent: !tone,
    data: parts.map((one) => one[key]), itemStyle: tone ? styleOf(tone) : { color: "transparent", decal: { symbol: "none" } },
  });
  const series = [part("before", "", ""), part("done", chart.words.done, "done"), part("rest", chart.words.rest, "rest"), part("late", chart.words.late, "overdue")];
  series[3].markLine = {
    silent: true, symbol: "none", data: [{ xAxis: day(chart.today) + 1 }], lineStyle: { color: "#175a73", width: 2, type: "solid" },
    label: { formatter: chart.words.today, color: "#10475b", position: "end", distance: 6 },
  };
  // On a telephone there is no room for the numbers.
  const rows = names(chart.bars.map((bar) => bar.label), left - 14);
  if (isNarrow(width)) rows.axisLabel.formatter = (_label, place) => chart.bars[place].title;
  return {
    grid: { left, right: 16, top: 28, bottom: 26 },
    tooltip: { renderMode: "richText", confine: true, formatter: ({ dataIndex }) => chart.bars[dataIndex].told },
    xAxis: {
      type: "value", position: "top", min: day(chart.first), max: day(chart.last), axisLine: { show: false },
      axisTick: { show: false, customValues: ticks },
      axisLabel: { customValues: ticks, color: QUIET, hideOverlap: true, formatter: (value) => marks.get(value) ?? "" },
      splitLine: { lineStyle: { color: LINE } },
    },
    yAxis: { ...rows, triggerEvent: true },
    series,
  };
}

const KINDS = { stacked, columns, panels, timeline };

export const heightOf = (chart, width) => {
  if (chart.kind === "columns") return 300;
  if (chart.kind === "timeline") return chart.bars.length * 22 + 60;
  const rows = chart.labels.length * (chart.kind === "panels" ? BAR : 32);
  if (chart.kind === "panels") return isNarrow(width) ? (rows + 44) * chart.series.length + 8 : rows + 40;
  return rows + (isNarrow(width) ? 90 : 66);
};

export const optionOf = (chart, width, font) => ({ ...ofAll(font), ...KINDS[chart.kind](chart, width) });

// Where a click on a part of the drawing leads.
export function addressOf(chart, event) {
  if (chart.kind === "timeline") {
    const bar = event.componentType === "yAxis" ? chart.bars.find((one) => one.label === event.value) : chart.bars[event.dataIndex];
    return bar?.url;
  }
  const drawn = chart.series.find((one) => one.name === event.seriesName);
  return drawn?.values[event.dataIndex] ? drawn.urls[event.dataIndex] : "";
}
