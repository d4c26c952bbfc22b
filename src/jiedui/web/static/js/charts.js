// Draws the charts of a page. What to draw stands beside each as data; its table says the same in numbers.
"use strict";

const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
const ink = "#1d2a2c", soft = "#4a5a5c", line = "#c9d2cf";
const colours = ["#1f5f5b", "#b5651d", "#2b4f86", "#7a2f5c", "#5a6b1f"];
const tones = { done: "#1d6b35", level: "#2b4f86", late: "#a3261c" };
// The axis shows so many letters of a name; the whole name stands in the table.
const LONGEST = 9;

const short = (name) => (name.length > LONGEST ? `${name.slice(0, LONGEST)}…` : name);
const number = (value, unit) => (value === null || value === undefined ? "—" : `${value}${unit}`);

function series(spec) {
  const several = spec.series.length > 1;
  return spec.series.map((each, at) => ({
    name: each.name,
    type: spec.kind === "line" ? "line" : "bar",
    stack: spec.stack ? "all" : undefined,
    data: spec.kind === "across" ? [...each.values].reverse() : each.values,
    barMaxWidth: 1.6 * rem,
    symbolSize: 0.55 * rem,
    label: {
      show: each.values.length <= 12 || (spec.kind === "across" && !spec.stack),
      position: spec.stack ? "inside" : spec.kind === "across" ? "right" : "top",
      color: spec.stack ? "#fff" : ink,
      fontSize: 0.78 * rem,
      formatter: (told) => (spec.stack && !told.value ? "" : `${told.value ?? ""}`),
    },
    markLine: at === 0 && spec.mark ? mark(spec) : undefined,
    itemStyle: { color: tones[each.tone] ?? colours[at % colours.length], decal: several ? undefined : { symbol: "none" } },
  }));
}

function mark(spec) {
  const where = spec.kind === "across" ? { xAxis: spec.mark.value } : { yAxis: spec.mark.value };
  return {
    symbol: "none",
    lineStyle: { color: "#a3261c", type: "dashed", width: 2 },
    label: { formatter: `${spec.mark.name} ${spec.mark.value}${spec.unit}`, color: "#a3261c", fontSize: 0.78 * rem },
    data: [where],
  };
}

function axes(spec) {
  const labels = { color: soft, fontSize: 0.78 * rem };
  const names = {
    type: "category",
    data: spec.kind === "across" ? [...spec.labels].reverse() : spec.labels,
    axisLabel: { ...labels, formatter: short, interval: spec.kind === "across" ? 0 : "auto" },
    axisTick: { show: false },
    axisLine: { lineStyle: { color: line } },
  };
  const values = {
    type: "value",
    name: spec.unit,
    nameTextStyle: labels,
    minInterval: Number.isInteger(spec.series[0].values.find((value) => value !== null)) && spec.stack ? 1 : 0,
    axisLabel: labels,
    splitLine: { lineStyle: { color: "#e6ebe9" } },
  };
  return spec.kind === "across" ? { xAxis: values, yAxis: names } : { xAxis: names, yAxis: values };
}

function option(spec) {
  const several = spec.series.length > 1;
  return {
    animation: false,
    color: colours,
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, color: ink },
    aria: { enabled: true, label: { enabled: false }, decal: { show: several } },
    legend: { show: several, top: 0, textStyle: { fontSize: 0.82 * rem } },
    grid: { left: 0.5 * rem, right: 3.5 * rem, top: (several ? 2.6 : 2.2) * rem, bottom: 0.3 * rem, containLabel: true },
    tooltip: {
      trigger: "axis",
      renderMode: "richText",
      axisPointer: { type: "shadow" },
      formatter: (told) =>
        [told[0].name, ...told.map((each) => `${each.seriesName}：${number(each.value, spec.unit)}`)].join("\n"),
    },
    ...axes(spec),
    series: series(spec),
  };
}

for (const place of document.querySelectorAll("[data-chart]")) {
  const spec = JSON.parse(document.getElementById(place.dataset.chart).textContent);
  place.classList.add("drawn");
  if (spec.kind === "across") place.style.height = `${(spec.labels.length * 1.9 + (spec.series.length > 1 ? 5 : 4)) * rem}px`;
  const drawn = echarts.init(place, null, { renderer: "canvas" });
  drawn.setOption(option(spec));
  new ResizeObserver(() => drawn.resize()).observe(place);
}
