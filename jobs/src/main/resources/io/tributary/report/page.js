"use strict";
// What both pages share: the document, words and numbers in the report's locale, tables, charts.
const data = JSON.parse(document.getElementById("data").textContent);
const locale = data.locale;
const zone = data.time_zone;
const untranslated = new Set();
const words = locale.toLowerCase().startsWith("vi") ? vietnamese : {};

/** The sentence in the report's language, with {names} filled in. */
const t = (sentence, values = {}) => {
  if (words === vietnamese && !(sentence in words)) { untranslated.add(sentence); }
  return (words[sentence] ?? sentence).replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
};
const number = (value, digits = 0) =>
  new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(value ?? 0);
const signed = (value) => new Intl.NumberFormat(locale, { signDisplay: "exceptZero" }).format(value);
const short = (value) =>
  new Intl.NumberFormat(locale, { notation: "compact", maximumFractionDigits: 1 }).format(value ?? 0);
const share = (part, whole, digits = 0) =>
  new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: digits }).format(whole ? part / whole : 0);
const money = (value, currency, digits) => new Intl.NumberFormat(locale, { style: "currency", currency: currency || "USD",
  ...(digits === undefined ? {} : { maximumFractionDigits: digits, minimumFractionDigits: 0 }) }).format(value ?? 0);
const day = (iso, style = "long") => new Intl.DateTimeFormat(locale,
  { dateStyle: style, timeZone: "UTC" }).format(new Date(iso + "T00:00:00Z"));
const moment = (iso) => new Intl.DateTimeFormat(locale,
  { dateStyle: "medium", timeStyle: "short", timeZone: zone }).format(new Date(iso));
const duration = (seconds) => seconds < 90 ? t("{n} s", { n: number(seconds, seconds < 10 ? 1 : 0) })
  : seconds < 5400 ? t("{n} min", { n: number(seconds / 60, 1) }) : t("{n} h", { n: number(seconds / 3600, 1) });
const size = (bytes) => bytes < 1e6 ? number(bytes / 1e3, 1) + " kB" : number(bytes / 1e6, 1) + " MB";
const sum = (rows, column) => rows.reduce((total, row) => total + (row[column] ?? 0), 0);
const plain = (name) => String(name ?? "").toLowerCase().replaceAll(/[_-]/g, " ");
/** A value of the tables as people read it: NO_CONSENT is a word of its own in the dictionary. */
const word = (name) => name ? t(plain(name)) : "";
/** A name that an installation chooses, a purpose or a type of identifier: those of ours are in the dictionary. */
const nameOf = (name) => words[plain(name)] ?? plain(name);
const inForm = (reason) => {
  const form = vietnameseForms.find(([english]) => english.test(reason));
  return form && reason.replace(...form);
};
/** A reason of the tables, of one or several parts, as a form of the dictionary has it. */
const reasoned = (reason) => {
  if (words !== vietnamese || !reason) { return reason; }
  const parts = reason.split("; ").map(inForm);
  const said = parts.every(Boolean) ? parts.join("; ") : inForm(reason);
  if (!said) { untranslated.add(reason); }
  return said ?? reason;
};

const byId = (id) => document.getElementById(id);
function put(id, text) { byId(id).textContent = text; }
function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) { if (value !== undefined) made.setAttribute(key, value); }
  made.append(...children.filter((child) => child !== undefined && child !== null));
  return made;
}
/** Columns are {title, cell, n, wrap}; a cell is text or an element. */
function table(id, columns, rows, empty) {
  if (!rows.length) { byId(id).replaceChildren(element("p", { class: "empty" }, empty)); return; }
  const kind = (column) => column.n ? "n" : column.wrap ? "wrap" : "nowrap";
  byId(id).replaceChildren(element("table", {},
    element("thead", {}, element("tr", {}, ...columns.map((c) => element("th", { class: kind(c), scope: "col" }, c.title)))),
    element("tbody", {}, ...rows.map((row) => element("tr", {},
      ...columns.map((c) => element("td", { class: kind(c) }, c.cell(row) ?? "")))))));
}

const palette = { water: "#1f6f6b", sky: "#5f8fb4", sand: "#d8b26a", clay: "#a8482b", stone: "#b9c0bd", mint: "#8fbfae", plum: "#84699a" };
const text = { color: "#475755", fontFamily: getComputedStyle(document.body).fontFamily, fontSize: 12 };
const drawn = [];
/** Draws a chart, or says why there is none. `height` follows the number of bars where given. */
function chart(id, option, isEmpty, empty, height) {
  const place = byId(id);
  if (isEmpty) { place.style.height = "auto"; place.replaceChildren(element("p", { class: "empty" }, empty)); return; }
  if (height) { place.style.height = height + "px"; }
  const made = echarts.init(place, null, { renderer: "svg" });
  made.setOption({ animation: false, textStyle: text, aria: { enabled: true },
    tooltip: { trigger: "axis", axisPointer: { type: "shadow" }, confine: true, textStyle: { ...text, color: "#1f2d2c" } },
    ...option });
  place.dataset.drawn = "yes";
  drawn.push(made);
}
addEventListener("resize", () => drawn.forEach((made) => made.resize()));
const grid = { left: 4, right: 34, top: 8, bottom: 4, containLabel: true };
const names = (values, width = 150) => ({ type: "category", inverse: true, data: values, axisTick: { show: false },
  axisLine: { show: false }, axisLabel: { ...text, width: Math.min(width, innerWidth * .42), overflow: "truncate" } });
const amounts = (more = {}) => ({ type: "value", splitLine: { lineStyle: { color: "#eeece5" } }, minInterval: 1, splitNumber: 4,
  axisLabel: { ...text, formatter: short, hideOverlap: true }, ...more });
const legend = { bottom: 0, itemWidth: 11, itemHeight: 11, textStyle: text, icon: "roundRect" };
const bars = (name, values, color, more = {}) =>
  ({ name, type: "bar", data: values, barMaxWidth: 20, itemStyle: { color, borderRadius: 3 }, ...more });

for (const place of document.querySelectorAll("[data-t]")) { place.textContent = t(place.dataset.t); }
for (const brand of document.querySelectorAll(".brand")) {
  brand.insertAdjacentHTML("afterbegin", '<svg width="22" height="22" viewBox="0 0 22 22" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" aria-hidden="true"><path d="M3 2c0 6 8 6 8 12v6M11 2v12M19 2c0 6-8 6-8 12"/></svg>');
}
put("footer", t("Figures only: no names, no contact points, no ids. Made by Tributary from the tables of the lake; times in {zone}.", { zone }));
