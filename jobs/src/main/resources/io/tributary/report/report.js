"use strict";
// The page of one interval, section by section. Each begins with its finding as a sentence.
const { delivered, identity, value, segments, readiness, work } = data;
const bold = (place, sentence, values) => {
  // Figures of a lead stand out: **…** in the sentence.
  const parts = t(sentence, values).split("**");
  byId(place).replaceChildren(...parts.map((part, i) => i % 2 ? element("strong", {}, part) : part));
};
const pipelines = { nightly: "Nightly run", hourly: "Hourly run", weekly: "Weekly run" };

// ---- head
const files = delivered.files;
const counted = files.filter((file) => file.state !== "SUPERSEDED");
const lines = Object.fromEntries(["lines", "loaded", "rejected", "duplicates"].map((c) => [c, sum(counted, c)]));
const balanced = files.every((file) => file.lines === file.loaded + file.rejected + file.duplicates);
const title = t(pipelines[data.pipeline] ?? "Run") + " · " + day(data.day, "full");
document.title = title;
put("title", title);
put("subtitle", t("Everything up to {moment} ({zone}); {runs}", { moment: moment(data.as_of), zone, runs: work.run_ids.join(", ") }));
byId("state").append(work.failed
  ? element("span", { class: "pill bad" }, t("{n} failed jobs", { n: number(work.failed) }))
  : work.needs_look
    ? element("span", { class: "pill bad" }, t("{n} jobs need a look", { n: number(work.needs_look) }))
    : element("span", { class: "pill" }, t("All jobs done")));

// What a server or a job says of a failure stays as the log has it.
const whyUnsent = (row) => row.state === "REFUSED" && row.reason ? reasoned(row.reason) : row.reason;

// ---- audiences: the latest delivery of each segment to each destination
const audiences = [];
const isOf = (audience) => (row) => row.destination === audience.destination && row.segment === audience.segment;
const isServed = (destination) => readiness.destinations.includes(destination);
for (const row of readiness.deliveries) {
  let audience = audiences.find(isOf(row));
  if (!audience) {
    audience = { destination: row.destination, segment: row.segment, as_of: row.as_of, rows: [] };
    audiences.push(audience);
  }
  if (audience.as_of === row.as_of) { audience.rows.push(row); }
}
for (const audience of audiences) {
  const most = (column) => Math.max(0, ...audience.rows.map((row) => row[column] ?? 0));
  const full = audience.rows.find((row) => row.mode === "FULL");
  const held = readiness.held.find(isOf(audience));
  audience.members = most("member_count");
  audience.allowed = most("allowed_count");
  // Members whom a key of the destination's format can find; unknown once it stands in the settings no more.
  audience.reachable = isServed(audience.destination) ? Math.min(audience.members,
    readiness.reachable.find(isOf(audience))?.reachable ?? 0) : undefined;
  audience.sent = Math.min(audience.allowed,
    full ? (full.state === "PUBLISHED" ? audience.allowed : 0) : (held?.customers ?? 0));
  const unsent = audience.rows.find((row) => row.reason && row.state !== "PUBLISHED");
  audience.unsent = unsent && whyUnsent(unsent);
  const explained = audience.rows.map((row) => readiness.exclusions.filter((e) => e.delivery_id === row.delivery_id));
  audience.losses = explained.find((list) => list.length) ?? [];
}
audiences.sort((a, b) => a.destination.localeCompare(b.destination) || b.members - a.members);
const ofInterval = readiness.deliveries.filter((row) => row.as_of === data.as_of);
const published = ofInterval.filter((row) => row.state === "PUBLISHED");
// A file of additions without rows is no news: nobody new was to be sent.
const unpublished = ofInterval.filter((row) => row.state !== "PUBLISHED" && !(row.mode !== "FULL" && !row.rows));

// ---- value, by tenths of buyers, from buckets sorted by falling value
function tenths(buckets, buyers, total) {
  const shares = Array(10).fill(0);
  let before = 0;
  for (const bucket of buckets) {
    for (let tenth = 0; tenth < 10; tenth++) {
      const overlap = Math.min(before + bucket.customers, buyers * (tenth + 1) / 10) - Math.max(before, buyers * tenth / 10);
      if (overlap > 0) { shares[tenth] += bucket.value * overlap / bucket.customers; }
    }
    before += bucket.customers;
  }
  return shares.map((part) => total ? part / total : 0);
}
const shares = tenths(value.buckets, value.buyers, value.total);

// ---- in short
const event = (kind) => identity.events.find((e) => e.kind === kind)?.events ?? 0;
const customers = value.customers;
const records = sum(identity.records, "records");
const tile = (to, what, figure, note) => element("a", { class: "tile", href: "#" + to },
  element("div", { class: "what" }, what), element("div", { class: "figure" }, figure), element("div", { class: "note" }, note));
byId("tiles").append(
  tile("customers", t("Customers"), number(customers), t("from {n} records; {change} in this run",
    { n: number(records), change: signed(identity.change) })),
  tile("value", t("Lifetime value"), money(value.total, value.currency, 0),
    t("the best tenth of buyers holds {share}", { share: share(shares[0], 1) })),
  tile("readiness", t("Consent with evidence"), share(readiness.proved_customers, customers),
    t("of customers, for one purpose or more")),
  tile("delivered", t("Lines delivered"), number(lines.lines),
    t("{rejected} rejected, {duplicates} duplicates", { rejected: number(lines.rejected), duplicates: number(lines.duplicates) })),
  tile("sent", t("Files out"), number(published.length),
    unpublished.length ? t("{n} held back", { n: number(unpublished.length) }) : t("none held back")),
  tile("work", t("Time of all jobs"), duration(work.seconds),
    data.price_per_hour > 0 ? money(work.cost, data.price_currency) : t("{n} jobs", { n: number(work.jobs.length) })));

const attention = [];
const attend = (isBad, sentence) => attention.push(element("li", isBad ? { class: "bad" } : {}, sentence));
// What keeps an audience from going out is told with the audience.
const told = new Set(unpublished.map((row) => row.reason));
work.jobs.filter((job) => job.needs_look && !job.message.split("\n").every((why) => told.has(why)))
  .forEach((job) => attend(true, t({ FAILED: "Job {job} failed: {why}", SKIPPED: "Job {job} did not run: {why}" }[job.state]
    ?? "Job {job} left something open: {why}", { job: job.job, why: job.message })));
const ask = (source) => delivered.owners[source] ? " (" + t("ask {owner}", { owner: delivered.owners[source] }) + ")" : "";
files.filter((file) => file.state === "REFUSED").forEach((file) => attend(true,
  t("File {file} was refused: {why}", { file: file.path, why: reasoned(file.reason ?? "") }) + ask(file.source)));
if (!balanced) { attend(true, t("A file does not add up: lines are not loaded + rejected + duplicates")); }
unpublished.forEach((row) => attend(row.state === "FAILED",
  t("{segment} was not sent to {destination}: {why}", { segment: row.segment, destination: row.destination, why: whyUnsent(row) ?? word(row.state) })));
byId("attention").classList.toggle("calm", attention.length === 0);
byId("attention").append(attention.length
  ? element("div", {}, element("strong", {}, t("What needs a look")), element("ul", {}, ...attention))
  : t(calm()));
/** What may be said of a run that needs no look: nothing of files and audiences where there were none. */
function calm() {
  if (files.length && published.length) { return "Nothing needs a look: all jobs are done, all files were taken, and every audience went out."; }
  if (files.length) { return "Nothing needs a look: all jobs are done, and all files were taken."; }
  return published.length ? "Nothing needs a look: all jobs are done, and every audience went out." : "Nothing needs a look: all jobs are done.";
}

// ---- delivered
const sources = [...new Set(counted.map((file) => file.source))]
  .map((source) => ({ source, ...Object.fromEntries(["lines", "loaded", "rejected", "duplicates"]
    .map((c) => [c, sum(counted.filter((file) => file.source === source), c)])) }))
  .sort((a, b) => b.lines - a.lines);
if (files.length) {
  bold("delivered-lead", balanced
    ? "**{lines} lines** in {files} files of {sources} sources. Every line is accounted for: {loaded} loaded + {rejected} rejected + {duplicates} duplicates."
    : "**{lines} lines** in {files} files of {sources} sources. Not every line is accounted for: {loaded} loaded, {rejected} rejected, {duplicates} duplicates.",
  { lines: number(lines.lines), files: number(files.length), sources: number(sources.length), loaded: number(lines.loaded),
    rejected: number(lines.rejected), duplicates: number(lines.duplicates) });
} else { put("delivered-lead", t("No new file was delivered.")); }
chart("chart-sources", { grid: { ...grid, bottom: 32 }, legend, yAxis: names(sources.map((s) => s.source)), xAxis: amounts(),
  series: [["loaded", palette.water], ["rejected", palette.clay], ["duplicates", palette.stone]]
    .map(([column, color]) => bars(word(column), sources.map((s) => s[column]), color, { stack: "lines", itemStyle: { color } })) },
sources.length === 0, t("No new file was delivered."), 70 + 27 * sources.length);
const rejects = delivered.rejects.slice(0, 14);
chart("chart-rejects", { grid, xAxis: amounts(),
  yAxis: names(rejects.map((r) => [r.source, r.column, word(r.rule)].filter(Boolean).join(" · ")), 240),
  series: [bars(t("lines"), rejects.map((r) => r.lines), palette.clay, { label: { show: true, position: "right", ...text } })] },
rejects.length === 0, t("No line was rejected."), 40 + 27 * rejects.length);
table("table-files", [
  { title: t("File"), wrap: true, cell: (f) => element("span", {}, f.path, ...(f.reason ? [element("span", { class: "sub" }, reasoned(f.reason))] : [])) },
  { title: t("State"), cell: (f) => element("span", { class: "pill " + (f.state === "LOADED" ? "" : f.state === "REFUSED" ? "bad" : "still") }, word(f.state)) },
  ...["lines", "loaded", "rejected", "duplicates"].map((c) => ({ title: word(c), n: true, cell: (f) => number(f[c]) })),
  { title: t("Adds up"), cell: (f) => f.lines === f.loaded + f.rejected + f.duplicates ? t("yes") : t("no") },
], files, t("No new file was delivered."));

// ---- customers
bold("customers-lead", "**{records} records** of {sources} sources are **{customers} customers**: {each} records each. {alone} of them are known from one record only.", {
  records: number(records), sources: number(new Set(identity.records.map((r) => r.source)).size), customers: number(customers),
  each: number(customers ? records / customers : 0, 1),
  alone: share(identity.sizes.find((s) => s.records === 1)?.customers ?? 0, customers) });
const kinds = ["CRM", "CARD", "LOGIN", "SIGHTING"].filter((kind) => identity.records.some((r) => r.kind === kind));
const recordSources = [...new Set(identity.records.map((r) => r.source))].sort();
const shades = [palette.water, palette.sky, palette.sand, palette.plum, palette.mint, palette.clay, palette.stone];
chart("chart-records", { grid: { ...grid, bottom: 32 }, legend: { ...legend, type: "scroll" }, yAxis: names(kinds.map((kind) => t({ CRM: "CRM rows", CARD: "cards", LOGIN: "logins", SIGHTING: "sightings" }[kind]))), xAxis: amounts(),
  series: recordSources.map((source, i) => bars(source, kinds.map((kind) =>
    identity.records.find((r) => r.kind === kind && r.source === source)?.records ?? 0), shades[i % shades.length],
  { stack: "records", itemStyle: { color: shades[i % shades.length] } })) }, records === 0, t("There are no records yet."));
chart("chart-sizes", { grid: { ...grid, top: 22 }, xAxis: { type: "category", axisTick: { show: false }, axisLabel: text, axisLine: { lineStyle: { color: "#d5d2c8" } },
  data: identity.sizes.map((s) => s.records + (s.records >= identity.largest_size ? "+" : "")) }, yAxis: amounts(),
  series: [bars(t("Customers"), identity.sizes.map((s) => s.customers), palette.water, { barMaxWidth: 34 })] },
identity.sizes.length === 0, t("There are no customers yet."));
const matches = identity.matches;
const bits = [...new Set(matches.weights.map((w) => w.bits))].sort((a, b) => a - b);
const span = bits.length ? Array.from({ length: bits.at(-1) - bits[0] + 1 }, (_, i) => bits[0] + i) : [];
chart("chart-weights", { grid: { ...grid, top: 22, bottom: 32 }, legend, xAxis: { type: "category", axisTick: { show: false }, axisLabel: text, data: span }, yAxis: amounts(),
  series: [["USED", t("linked"), palette.water], ["REVIEW", t("to be reviewed"), palette.sand], ["REFUSED", t("refused by a limit"), palette.clay]]
    .map(([state, name, color]) => bars(name, span.map((bit) => sum(matches.weights.filter((w) => w.bits === bit && w.state === state), "pairs")), color,
      { stack: "pairs", itemStyle: { color } })) }, span.length === 0, t("There is no model yet."));
const extremes = matches.levels.filter((level) => level.is_extreme);
const named = (level) => level.evidence + ": " + level.level;
chart("chart-levels", { grid, yAxis: names(extremes.map(named), 190), xAxis: amounts(),
  series: [{ ...bars(t("Bits"), extremes.map((level) => ({ value: Math.round(10 * level.bits) / 10, itemStyle: { color: level.bits < 0 ? palette.clay : palette.water } })), palette.water) }] },
extremes.length === 0, t("There is no model yet."), 40 + 20 * extremes.length);
table("table-levels", [
  { title: t("Evidence"), cell: (level) => named(level) },
  { title: t("One customer"), n: true, cell: (level) => share(level.match, 1, 2) },
  { title: t("Strangers"), n: true, cell: (level) => share(level.random, 1, 4) },
  { title: t("Bits"), n: true, cell: (level) => number(level.bits, 1) },
], matches.levels, t("There is no model yet."));
// The record with most links in the middle, the others around it by source; evidence between the same two is one line.
const portrait = identity.portrait;
const portraitSources = [...new Set(portrait.records.map((r) => r.source))];
const reason = (link) => link.rule.startsWith("identifier:") ? nameOf(link.rule.slice(11))
  : word(link.rule) + (link.bits === undefined ? "" : " " + t("{n} bits", { n: number(link.bits, 1) }));
const strands = new Map();
for (const link of portrait.links) {
  const ends = link.left + "-" + link.right;
  const strand = strands.get(ends) ?? { source: String(link.left), target: String(link.right), reasons: [], lesser: 0 };
  strand.reasons.push(reason(link));
  strand.lesser = Math.max(strand.lesser, link.lesser_side ?? 0);
  strands.set(ends, strand);
}
const ends = (i) => [...strands.values()].filter((s) => s.source === String(i) || s.target === String(i)).length;
const middle = portrait.records.map((_, i) => i).sort((a, b) => ends(b) - ends(a) || a - b)[0];
const seat = (i) => {
  if (i === middle) { return { value: [0, 0], symbolSize: 30, position: "bottom" }; }
  // Turned a little: on an upright line no word is read easily.
  const angle = Math.PI / 2 - 2 * Math.PI * (i + .25 - (i > middle ? 1 : 0)) / (portrait.records.length - 1);
  const x = Math.cos(angle), y = Math.sin(angle);
  return { value: [x, y], symbolSize: 18, position: x > .2 ? "right" : x < -.2 ? "left" : y > 0 ? "top" : "bottom" };
};
const hidden = { show: false, min: -1, max: 1 };
const readable = { ...text, textBorderColor: "#fff", textBorderWidth: 3 };
chart("chart-portrait", { legend: { ...legend, type: "scroll" }, tooltip: { trigger: "item", confine: true, textStyle: { ...text, color: "#1f2d2c" } },
  grid: { top: 34, bottom: 66, left: 84, right: 84 }, xAxis: hidden, yAxis: hidden,
  series: [{ type: "graph", coordinateSystem: "cartesian2d",
    categories: portraitSources.map((source, i) => ({ name: source, itemStyle: { color: shades[i % shades.length] } })),
    lineStyle: { color: "#9aa5a1", width: 1.4, opacity: 1 },
    edgeLabel: { show: innerWidth > 700 && strands.size <= 24, ...readable, fontSize: 11, formatter: (edge) => edge.data.name },
    data: portrait.records.map((record, i) => {
      const { position, ...place } = seat(i);
      return { id: String(i), category: portraitSources.indexOf(record.source), ...place, label: { show: true, ...readable, position },
        name: t({ CRM: "CRM row", CARD: "card", LOGIN: "login", SIGHTING: "sighting" }[record.kind] ?? record.kind) };
    }),
    links: [...strands.values()].map((strand) => ({ source: strand.source, target: strand.target, name: strand.reasons.join(" + "),
      // A line whose loss would part several records from the rest hangs by a thread.
      lineStyle: strand.lesser > 1 ? { type: "dashed", color: palette.clay } : {} })) }] },
portrait.links.length === 0, t("No customer has two records yet."));
table("table-refused", [
  { title: t("Limit"), cell: (r) => r.limit },
  { title: t("Links"), n: true, cell: (r) => number(r.links) },
], matches.refused, t("No link was refused."));
byId("events").append(...["CREATED", "JOINED", "LEFT", "ABSORBED", "SPLIT", "RETIRED"].map((kind) =>
  element("span", { class: "chip" }, element("b", {}, number(event(kind))), " " + t({ CREATED: "customers created", JOINED: "records joined",
    LEFT: "records left", ABSORBED: "customers absorbed", SPLIT: "customers split off", RETIRED: "customers retired" }[kind]))));
const busiest = Math.max(1, ...identity.busiest.map((b) => b.carrier_count));
table("table-busiest", [
  { title: t("Type"), cell: (b) => nameOf(b.type) },
  { title: t("Carried by"), cell: (b) => element("span", { class: "track" }, element("span", { class: "bar", style: `width:${100 * b.carrier_count / busiest}%;${b.status === "OK" ? "" : "background:" + palette.clay}` })) },
  { title: t("Records"), n: true, cell: (b) => number(b.carrier_count) },
  { title: t("State"), cell: (b) => word(b.status) },
], identity.busiest, t("There are no identifiers yet."));
const leftOut = sum(identity.identifiers.filter((i) => i.status !== "OK"), "identifiers");
const byType = [...new Set(identity.identifiers.map((i) => i.type))]
  .map((type) => `${nameOf(type)} ${number(sum(identity.identifiers.filter((i) => i.type === type && i.status !== "OK"), "identifiers"))}`)
  .filter((text) => !/ 0$/.test(text));
table("table-left-out", [
  { title: t("Type"), cell: (b) => nameOf(b.type) },
  { title: t("Records"), n: true, cell: (b) => number(b.carrier_count) },
  { title: t("State"), cell: (b) => word(b.status) },
  { title: t("Why"), wrap: true, cell: (b) => b.reason ? word(b.reason) : "" },
], identity.left_out, t("Every identifier may link."));
if (leftOut) {
  byId("table-left-out").after(element("p", { class: "quiet", style: "font-size:13px" },
    t("{n} of {all} in all: {types}. Too many customers share them, or they are placeholders.",
      { n: number(leftOut), all: number(sum(identity.identifiers, "identifiers")), types: byType.join(", ") })));
}

// ---- value
bold("value-lead", "**{buyers} buyers** placed {orders} orders worth **{total}**. The middle one is worth {median}, the mean is {mean}; {repeat} bought more than once.", {
  buyers: number(value.buyers), orders: number(value.orders), total: money(value.total, value.currency, 0),
  median: money(value.median, value.currency), mean: money(value.mean, value.currency), repeat: share(value.repeat_buyers, value.buyers) });
chart("chart-deciles", { grid: { ...grid, top: 24, right: 8 },
  xAxis: { type: "category", data: shares.map((_, i) => i === 0 ? t("best") : String(i + 1)), axisTick: { show: false },
    axisLabel: text, axisLine: { lineStyle: { color: "#d5d2c8" } } },
  yAxis: { type: "value", axisLabel: { ...text, formatter: (v) => share(v, 1) }, splitLine: { lineStyle: { color: "#eeece5" } }, splitNumber: 4 },
  tooltip: { trigger: "axis", axisPointer: { type: "shadow" }, confine: true, valueFormatter: (v) => share(v, 1, 1) },
  series: [bars(t("Share of value"), shares.map((v, i) => ({ value: v, itemStyle: { color: i === 0 ? palette.water : "#a9c9c3", borderRadius: 3 } })), palette.water,
    { barMaxWidth: 40, label: { show: true, position: "top", ...text, formatter: (p) => share(p.value, 1) } })] },
value.buyers === 0, t("Nobody has bought yet."));
(function rfm() {
  const place = byId("rfm");
  if (!value.rfm.length) { place.style.display = "block"; place.append(element("p", { class: "empty" }, t("Nobody has bought yet."))); return; }
  const most = Math.max(...value.rfm.map((cell) => cell.customers));
  for (let recency = 5; recency >= 1; recency--) {
    place.append(element("div", { class: "axis" }, recency === 5 ? t("recent") : recency === 1 ? t("long ago") : ""));
    for (let frequency = 1; frequency <= 5; frequency++) {
      const cell = value.rfm.find((c) => c.rfm_recency === recency && c.rfm_frequency === frequency);
      const strength = cell ? Math.sqrt(cell.customers / most) : 0;
      // From paper to a green that dark figures still stand out on.
      const shade = [[242, 241, 236], [111, 168, 161]].reduce((from, to) => from.map((c, i) => Math.round(c + (to[i] - c) * strength)));
      place.append(element("div", { class: "cell", style: `background:rgb(${shade})`,
        title: cell ? money(cell.value, value.currency, 0) : "" },
      ...(cell ? [element("b", {}, number(cell.customers)), element("span", {}, share(cell.value, value.total))] : [])));
    }
  }
  place.append(element("div", { class: "axis" }), ...[t("rarely"), "", "", "", t("often")].map((text) => element("div", { class: "axis" }, text)));
  place.after(element("p", { class: "quiet", style: "font-size:13px;margin:8px 0 0" }, t("Upper figure: buyers. Lower: their share of all value.")));
})();

// ---- segments
const history = (segment) => segments.history.filter((h) => h.segment === segment);
function sparkline(points) {
  const w = 110, h = 26, most = Math.max(1, ...points.map((p) => p.members));
  if (points.length < 2) { return element("span", { class: "quiet" }, "–"); }
  const at = points.map((p, i) => `${(2 + i * (w - 4) / (points.length - 1)).toFixed(1)},${(h - 3 - (h - 6) * p.members / most).toFixed(1)}`);
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("width", w); svg.setAttribute("height", h); svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", points.map((p) => number(p.members)).join(", "));
  svg.innerHTML = `<polyline points="${at.join(" ")}" fill="none" stroke="${palette.water}" stroke-width="1.8" stroke-linejoin="round"/><circle cx="${at.at(-1).split(",")[0]}" cy="${at.at(-1).split(",")[1]}" r="2.6" fill="${palette.water}"/>`;
  return svg;
}
const came = sum(segments.now, "entered"), went = sum(segments.now, "left");
bold("segments-lead", "**{n} segments**; {came} customers came in and {went} went out, counted for each segment.",
  { n: number(segments.now.length), came: number(came), went: number(went) });
table("table-segments", [
  { title: t("Segment"), wrap: true, cell: (s) => element("span", {}, element("b", {}, s.segment),
    element("span", { class: "sub" }, segments.definitions[s.segment]?.sentence ?? "")) },
  { title: t("Members"), n: true, cell: (s) => number(s.members) },
  { title: t("of customers"), n: true, cell: (s) => share(s.members, customers, 1) },
  { title: t("Came"), n: true, cell: (s) => element("span", { class: s.entered ? "up" : "quiet" }, s.entered ? "+" + number(s.entered) : "0") },
  { title: t("Went"), n: true, cell: (s) => element("span", { class: s.left ? "down" : "quiet" }, s.left ? "−" + number(s.left) : "0") },
  { title: t("Last weeks"), cell: (s) => sparkline(history(s.segment)) },
  { title: t("No longer true of those who went"), wrap: true, cell: (s) => segments.exits.filter((e) => e.segment === s.segment).slice(0, 3)
    .map((e) => `${/^[A-Z_]+$/.test(e.exit_reason) ? word(e.exit_reason) : reasoned(e.exit_reason ?? "")} (${number(e.customers)})`).join(" · ") },
], segments.now, t("There are no segments yet."));
chart("chart-changes", { grid: { ...grid, bottom: 32 }, legend, yAxis: names(segments.now.map((s) => s.segment)),
  xAxis: amounts({ axisLabel: { ...text, formatter: (v) => short(Math.abs(v)) } }),
  tooltip: { trigger: "axis", axisPointer: { type: "shadow" }, confine: true, valueFormatter: (v) => number(Math.abs(v)) },
  series: [bars(t("Went"), segments.now.map((s) => -s.left), palette.sand, { stack: "changes" }),
    bars(t("Came"), segments.now.map((s) => s.entered), palette.water, { stack: "changes" })] },
came + went === 0, t("Nobody came or went."), 64 + 27 * segments.now.length);

// ---- readiness
const field = (name) => readiness.fields.find((f) => f.field === name)?.customers ?? 0;
const ready = [["a phone", field("phone")], ["an e-mail address", field("email")], ["a city", field("city")],
  ["a birth date", field("birth_date")], ["consent with evidence", readiness.proved_customers]];
const channels = [...new Set(readiness.consents.map((c) => c.channel))];
const purposes = [...new Set(readiness.consents.map((c) => c.purpose))];
bold("readiness-lead", "**{phone}** of customers have a phone and {email} an e-mail address; **{proved}** have agreed to something and we can prove it.",
  { phone: share(field("phone"), customers), email: share(field("email"), customers), proved: share(readiness.proved_customers, customers) });
chart("chart-fields", { grid: { ...grid, right: 48 }, yAxis: names(ready.map(([name]) => t(name)), 170),
  xAxis: { type: "value", max: 1, interval: 0.25, axisLabel: { ...text, formatter: (v) => share(v, 1) }, splitLine: { lineStyle: { color: "#eeece5" } } },
  tooltip: { trigger: "axis", axisPointer: { type: "shadow" }, confine: true, valueFormatter: (v) => share(v, 1, 1) },
  series: [bars(t("Customers"), ready.map(([, n]) => customers ? n / customers : 0), palette.water,
    { label: { show: true, position: "right", ...text, formatter: (p) => share(p.value, 1) } })] }, customers === 0, t("There are no customers yet."), 190);
table("table-consents", [{ title: t("Purpose"), cell: (p) => nameOf(p) },
  ...channels.map((channel) => ({ title: nameOf(channel), n: true, cell: (purpose) => {
    const c = readiness.consents.find((x) => x.purpose === purpose && x.channel === channel);
    return c ? element("span", { title: t("{granted} granted, {denied} denied", { granted: number(c.granted), denied: number(c.denied) }) },
      share(c.proved, customers), element("span", { class: "sub" }, "−" + share(c.denied, customers))) : "–"; } }))],
purposes, t("Nobody was asked yet."));
if (purposes.length) {
  byId("table-consents").after(element("p", { class: "quiet", style: "font-size:13px;margin:8px 0 0" }, t("Upper figure: share of customers who agreed, with evidence. Lower: who said no.")));
}
const outcomes = [
  ["Sent", palette.water, (a) => a.sent], ["Allowed, not sent", palette.sky, (a) => a.allowed - a.sent],
  ["Held out", palette.mint, (a) => loss(a, "HOLDOUT")], ["No evidence", palette.sand, (a) => loss(a, "NO_EVIDENCE")],
  ["Nothing to find them by", palette.plum, (a) => loss(a, "NO_KEY") + loss(a, "SHARED_KEY")],
  ["Said no", palette.clay, (a) => loss(a, "DENIED")], ["Never asked", palette.stone, (a) => loss(a, "NO_CONSENT")]];
const loss = (audience, reason) => sum(audience.losses.filter((l) => l.reason === reason), "customer_count");
const seen = outcomes.filter(([, , of]) => audiences.some((a) => of(a) > 0));
const phone = innerWidth < 600;
chart("chart-funnels", { grid: { ...grid, bottom: phone ? 84 : 34, right: 20 }, legend: { ...legend, itemGap: phone ? 8 : 14 }, yAxis: names(audiences.map((a) => `${a.destination} · ${a.segment}`), 240),
  xAxis: { type: "value", max: 1, interval: 0.25, axisLabel: { ...text, formatter: (v) => share(v, 1) }, splitLine: { lineStyle: { color: "#eeece5" } } },
  tooltip: { trigger: "axis", axisPointer: { type: "shadow" }, confine: true, valueFormatter: (v) => share(v, 1, 1) },
  series: seen.map(([name, color, of]) => bars(t(name), audiences.map((a) => a.members ? of(a) / a.members : 0), color, { stack: "members", itemStyle: { color } })) },
audiences.length === 0, t("Nothing is sent yet."), (phone ? 110 : 70) + 29 * audiences.length);
table("table-funnels", [
  { title: t("Destination"), cell: (a) => a.destination },
  { title: t("Segment"), cell: (a) => a.segment },
  { title: t("Members"), n: true, cell: (a) => number(a.members) },
  { title: t("Reachable"), n: true, cell: (a) => a.reachable === undefined ? "–" : number(a.reachable) },
  { title: t("Allowed"), n: true, cell: (a) => number(a.allowed) },
  { title: t("Sent"), n: true, cell: (a) => element("b", {}, number(a.sent)) },
  { title: t("Why the others are not"), wrap: true, cell: (a) => [...outcomes.slice(2).filter(([, , of]) => of(a) > 0)
    .sort((x, y) => y[2](a) - x[2](a)).map(([name, , of]) => `${t(name)} ${number(of(a))}`),
  ...(a.allowed > a.sent ? [`${t("Allowed, not sent")} ${number(a.allowed - a.sent)}${a.unsent ? " (" + a.unsent.replace(/\.$/, "") + ")" : ""}`] : [])].join(" · ") },
], audiences, t("Nothing is sent yet."));

// ---- files out
bold("sent-lead", "**{n} files** went out with {rows} rows; {held} were held back.",
  { n: number(published.length), rows: number(sum(published, "rows")), held: number(unpublished.length) });
table("table-deliveries", [
  { title: t("Destination"), cell: (d) => d.destination },
  { title: t("Segment"), cell: (d) => d.segment },
  { title: t("Kind"), cell: (d) => word(d.mode) },
  { title: t("State"), cell: (d) => element("span", { class: "pill " + (d.state === "PUBLISHED" ? "" : d.state === "FAILED" ? "bad" : "still") }, word(d.state)) },
  { title: t("Rows"), n: true, cell: (d) => number(d.rows) },
  { title: t("Size"), n: true, cell: (d) => d.state === "PUBLISHED" ? size(d.bytes) : "" },
  { title: t("File, or why there is none"), wrap: true, cell: (d) => d.file_name ?? whyUnsent(d) ?? "" },
], ofInterval, t("Nothing was due."));

// ---- work
const stages = [...new Set(work.jobs.map((job) => job.stage))];
const slowest = [...work.jobs].sort((a, b) => b.seconds - a.seconds)[0];
bold("work-lead", data.price_per_hour > 0
  ? "**{n} jobs** took **{time}** and cost **{cost}**; the longest was {job} with {most}."
  : "**{n} jobs** took **{time}**; the longest was {job} with {most}.",
{ n: number(work.jobs.length), time: duration(work.seconds), cost: money(work.cost, data.price_currency),
  job: slowest?.job ?? "–", most: duration(slowest?.seconds ?? 0) });
chart("chart-jobs", { grid: { ...grid, right: 44, bottom: 4 }, yAxis: names(work.jobs.map((job) => job.job), 170), xAxis: amounts(),
  series: [bars(t("seconds"), work.jobs.map((job) => ({ value: job.seconds, itemStyle: { borderRadius: 3,
    color: job.needs_look ? palette.clay : job.state === "SKIPPED" ? palette.stone : stages.indexOf(job.stage) % 2 ? palette.sky : palette.water } })), palette.water,
  { label: { show: true, position: "right", ...text, formatter: (p) => number(p.value, 1) } })] },
work.jobs.length === 0, t("No job ran."), 40 + 26 * work.jobs.length);
table("table-jobs", [
  { title: t("Stage"), cell: (j) => j.stage },
  { title: t("Job"), cell: (j) => j.job },
  { title: t("State"), cell: (j) => element("span", { class: "pill " + (j.needs_look ? "bad" : j.state === "SUCCEEDED" ? "" : "still") },
    j.needs_look && j.state !== "FAILED" ? t("needs a look") : word(j.state)) },
  { title: t("Time"), n: true, cell: (j) => duration(j.seconds) },
  ...(data.price_per_hour > 0 ? [{ title: t("Cost"), n: true, cell: (j) => money(j.seconds / 3600 * data.price_per_hour, data.price_currency) }] : []),
  { title: t("Counted"), wrap: true, cell: (j) => [j.message, ...Object.entries(j.counts ?? {}).filter(([, n]) => Number(n)).map(([what, n]) => `${what} ${number(Number(n))}`)].filter(Boolean).join(" · ") },
], work.jobs, t("No job ran."));
