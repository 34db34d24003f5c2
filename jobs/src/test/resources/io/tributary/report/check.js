"use strict";
// Put at the end of a page under test: looks at it as a reader would and tells the page around it.
(function check() {
  document.querySelectorAll("details").forEach((details) => { details.open = true; });
  const rgb = (color) => (color.match(/[\d.]+/g) ?? []).map(Number);
  const hex = (color) => {
    const digits = color.replace(/^#(.)(.)(.)$/, "#$1$1$2$2$3$3");
    return digits.startsWith("#") ? [1, 3, 5].map((i) => parseInt(digits.slice(i, i + 2), 16)) : rgb(color);
  };
  const luminance = ([r, g, b]) => [r, g, b].map((c) => c / 255)
    .map((c) => c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const contrast = (a, b) => {
    const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
    return (light + 0.05) / (dark + 0.05);
  };
  const ground = (place) => {
    for (let at = place; at; at = at.parentElement) {
      const color = rgb(getComputedStyle(at).backgroundColor);
      if (color.length === 3 || color[3] > 0.99) { return color; }
    }
    return [255, 255, 255];
  };
  const faint = [];
  for (const place of document.querySelectorAll("body *:not(script)")) {
    const isText = [...place.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
    if (!isText || !place.getClientRects().length) { continue; }
    const style = getComputedStyle(place);
    const isSvg = place instanceof SVGElement;
    const color = isSvg ? hex(place.getAttribute("fill") ?? style.fill) : rgb(style.color);
    const size = parseFloat(style.fontSize);
    const needed = size >= 24 || (size >= 18.6 && style.fontWeight >= 700) ? 3 : 4.5;
    const ratio = contrast(color, ground(isSvg ? place.closest("div") : place));
    if (!(ratio >= needed)) { faint.push(`${place.textContent.trim().slice(0, 30)} ${ratio.toFixed(2)}`); }
  }
  // A bar or a line: a path of some size that is filled or drawn in a colour of its own.
  const hasShape = (chart) => [...chart.querySelectorAll("svg path")].some((path) => {
    const box = path.getBoundingClientRect();
    return box.width > 3 && box.height > 3 && !["none", "transparent", "#fff", null].includes(path.getAttribute("fill"));
  });
  const cells = (id) => [...document.querySelectorAll(`#${id} tbody tr`)]
    .map((row) => [...row.cells].map((cell) => cell.textContent));
  const charts = [...document.querySelectorAll(".chart")];
  parent.postMessage({
    name: window.name,
    errors: window.problems,
    charts: charts.length,
    undrawn: charts.filter((c) => c.dataset.drawn !== "yes" || !hasShape(c) || !c.querySelector("svg text"))
      .map((c) => c.id),
    overflow: document.documentElement.scrollWidth - innerWidth,
    faint,
    texts: document.querySelectorAll("body *:not(script)").length,
    requests: performance.getEntriesByType("resource").map((entry) => entry.name),
    untranslated: [...untranslated],
    title: document.title,
    state: document.getElementById("state")?.textContent ?? "",
    attention: document.getElementById("attention")?.textContent ?? "",
    calm: document.querySelector(".attention.calm") !== null,
    change: document.querySelector("#tiles .note")?.textContent ?? "",
    funnels: cells("table-funnels"),
    exits: cells("table-segments").map((row) => row.at(-1)),
    runs: cells("table-runs"),
  }, "*");
})();
