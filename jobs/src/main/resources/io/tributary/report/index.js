"use strict";
// The index: the last intervals, newest first, each with its page where that is kept.
const page = (run) => data.pages.find((name) => name === `${run.pipeline}_${run.as_of.replaceAll(":", "")}.html`);
document.title = t("All runs") + " · Tributary";
put("subtitle", t("{n} runs, newest first", { n: number(data.runs.length) }));
const inTime = [...data.runs].reverse().filter((run) => run.delivered !== null);
const days = { type: "category", data: inTime.map((run) => moment(run.as_of)), axisTick: { show: false },
  axisLabel: { ...text, hideOverlap: true }, axisLine: { lineStyle: { color: "#d5d2c8" } } };
chart("chart-lines", { grid: { ...grid, bottom: 32, top: 16, right: 8 }, legend, xAxis: days, yAxis: amounts(),
  series: [bars(t("taken"), inTime.map((run) => run.delivered - run.rejected), palette.water, { stack: "lines", barMaxWidth: 34 }),
    bars(word("rejected"), inTime.map((run) => run.rejected), palette.clay, { stack: "lines", barMaxWidth: 34 })] },
inTime.length === 0, t("No new file was delivered."));
chart("chart-time", { grid: { ...grid, top: 16, right: 8 }, xAxis: days, yAxis: amounts({ minInterval: 0 }),
  tooltip: { trigger: "axis", axisPointer: { type: "shadow" }, confine: true, valueFormatter: (v) => number(v, 1) },
  series: [bars(t("Minutes"), inTime.map((run) => run.seconds / 60), palette.sky, { barMaxWidth: 34 })] },
inTime.length === 0, t("No job ran."));
table("table-runs", [
  { title: t("Up to"), cell: (r) => page(r) ? element("a", { href: page(r) }, moment(r.as_of)) : moment(r.as_of) },
  { title: t("Pipeline"), cell: (r) => r.pipeline },
  { title: t("Runs"), wrap: true, cell: (r) => r.run_ids.length > 2 ? `${r.run_ids[0]} … ${r.run_ids.at(-1)}` : r.run_ids.join(", ") },
  { title: t("Lines delivered"), n: true, cell: (r) => number(r.delivered) },
  { title: t("Rejected"), n: true, cell: (r) => number(r.rejected) },
  { title: t("Files out"), n: true, cell: (r) => number(r.files_published) },
  { title: t("Held back"), n: true, cell: (r) => number(r.files_refused) },
  { title: t("Time"), n: true, cell: (r) => duration(r.seconds) },
  { title: t("State"), cell: (r) => r.failed ? element("span", { class: "pill bad" }, t("{job} failed", { job: r.failed }))
    : r.needs_look ? element("span", { class: "pill bad" }, t("needs a look")) : element("span", { class: "pill" }, t("done")) },
], data.runs, t("No job ran."));
