// docs/performance.md, from the record of `make bench`: the same tables that are printed.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gates } from "./gates.mjs";
import { sizeSections } from "./rooms-table.mjs";
import { Failure, ROOT } from "./shell.mjs";
import { factor, percent, rate, size, time } from "./units.mjs";

/** @typedef {{ titles: string[], rows: string[][] }} Table */
/** @typedef {{ title: string, text: string, tables: Table[], plots?: string[] }} Section */

const PAGE = join(ROOT, "docs/performance.md");

/** Each says in a comment which record it shows. */
const PLOTS = [
  "peers-pii",
  "peers-secrets",
  "peers-profanity",
  "peers-keywords",
  "peers-patterns",
  "growth-length",
  "growth-rules",
  "growth-keywords",
  "growth-findings",
];
const plot = (/** @type {string} */ name) => join(ROOT, `docs/plots/${name}.svg`);

/** @param {string} name @returns {any} */
function read(name) {
  const file = join(ROOT, "bench", name);
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : null;
}

/** @param {any} record a part that was not run has no section @returns {Section[]} */
export function sections(record) {
  return [
    gates(record),
    record.core && coreSection(record.core),
    ...(record.detect ?? []).map(taskSection),
    record.findings && findingsSection(record.findings),
    (record.hostile || record.hostilePeers) && hostileSection(record),
    record.start && startSection(record.start),
    record.engines && enginesSection(record.engines),
    record.growth && growthSection(record.growth),
    record.memory && memorySection(record.memory),
    ...sizeSections(record.size),
  ].filter(Boolean);
}

/** @param {any} measured @returns {string} */
const cell = (measured) => (measured === undefined ? "" : "ns" in measured ? time(measured.ns) : `over ${time(measured.over)}`);

/** @param {any[]} rows @returns {Section} */
function coreSection(rows) {
  return {
    title: "The crate in wasm, natively, and through the package",
    text: "`wasm`: inside the instance, without JavaScript. `API`: the public function in Node, from a string to a verdict. `native`: the same code built for this processor's baseline, SSE2; libraries beside it (memchr in the SQL reader, the C library) may choose AVX2 at run time. `findings`: in what is called prose, words for times are dates to a rule that looks for them.",
    tables: [
      {
        titles: ["what", "wasm", "native", "wasm / native speed", "API", "throughput in wasm", "findings"],
        rows: rows.map(({ title, bytes, answer, times, id }) => [
          title,
          cell(times.wasm),
          cell(times.native),
          percent(times.native.ns / times.wasm.ns),
          cell(times.API),
          bytes === 0 ? "" : rate(bytes, times.wasm.ns),
          /create|from_bytes|stream/.test(id) ? "" : String(answer),
        ]),
      },
    ],
  };
}

/** @param {any} task @returns {Section} */
function taskSection({ id, title, equal, notes, cells }) {
  const names = Object.keys(notes);
  const said = names.filter((name) => notes[name] !== "").map((name) => `${name}: ${notes[name]}`);
  const rows = cells.flatMap((/** @type {any} */ { text, bytes, times }) => [
    [
      `${text}, ${size(bytes)}`,
      ...names.map((name) => {
        const { [name]: measured } = times;
        if (measured === undefined) return "";
        return name === names[0] || !("ratio" in measured) ? cell(measured) : `${cell(measured)} (${factor(measured.ratio)})`;
      }),
      names.map((name) => (times[name]?.first === undefined ? "-" : time(times[name].first))).join(" / "),
    ],
  ]);
  return {
    title: `Beside its peers: ${title}`,
    text: `The task: ${equal}. In brackets: how many times edgeward's time, the median of paired rounds; below 1 the peer is faster. ${said.length > 0 ? `${said.join("; ")}. ` : ""}A peer that needs over two seconds for one text is not asked for longer ones.`,
    tables: [{ titles: ["text", ...names, "first call"], rows }],
    plots: PLOTS.filter((name) => name === `peers-${id}`),
  };
}

/** @param {any[]} rows @returns {Section} */
function findingsSection(rows) {
  return {
    title: "Who finds what",
    text: "On the texts of `bench/peers/labelled.json`, written for this comparison by the authors of edgeward: small, and no measure of quality beyond it. `wrong` counts what was found where nothing is labelled.",
    tables: [
      {
        titles: ["task", "who", "texts", "labelled", "found", "missed", "wrong"],
        rows: rows.map(({ task, name, rows: count, values, found, missed, wrong }) => [
          task,
          name,
          ...[count, values, found, missed, wrong].map(String),
        ]),
      },
    ],
  };
}

/** @param {any} record @returns {Section} */
function hostileSection({ hostile, hostilePeers }) {
  /** @type {Table[]} */
  const tables = [];
  if (hostile) {
    const cut = hostile.rows.slice(0, 12);
    tables.push({
      titles: ["repeated", `${size(hostile.bytes)}, times prose`, `${size(hostile.long)}, times prose`],
      rows: cut.map((/** @type {any} */ { piece, times }) => [
        `\`${piece}\``,
        factor(times),
        factor(hostile.worst.find((/** @type {any} */ worst) => worst.piece === piece)?.times),
      ]),
    });
  }
  if (hostilePeers) {
    const [{ sizes }] = hostilePeers;
    tables.push({
      titles: ["repeated", "who", ...sizes.map(size)],
      rows: hostilePeers.map((/** @type {any} */ { piece, name, times }) => [
        `\`${piece}\``,
        name,
        ...times.map((/** @type {any} */ ns) => (ns === null ? "not tried" : time(ns))),
      ]),
    });
  }
  const text = `The time a byte of texts that are meant to be expensive, as a multiple of prose with the same policy (${hostile?.policy}; prose ${(hostile?.nsPerByte ?? 0).toFixed(1)} ns a byte), the worst twelve of ${hostile?.rows.length}. Then the personal data task on such texts, one call each.`;
  return { title: "Hostile texts", text, tables };
}

/** @param {any} start @returns {Section} */
function startSection({ whole, wasm, rounds }) {
  const ms = (/** @type {number} */ value) => `${value.toFixed(1)} ms`;
  const row = (/** @type {any} */ { name, does, wall, best, cpu, bytes }) => [
    name,
    does,
    bytes === undefined ? "" : size(bytes),
    ms(cpu),
    ms(wall),
    ms(best),
  ];
  const titles = ["what", "does", "bytes", "processor", "wall", "best wall"];
  return {
    title: "Start-up",
    text: `Fresh Node processes in turns, the median of ${rounds}: first from nothing imported to the first answer, then the wasm alone, from its bytes to a live instance. \`processor\` counts V8's compiler threads too. Of the wasm's start, V8 spends two thirds of the processor on checking the code (\`WebAssembly.validate\` alone: 11 of 15 ms for core), which goes with its bytes; with \`--wasm-lazy-validation\` core starts in 6 ms. Where an isolate gets a compiled module (Workers), none of it is spent at a request.`,
    tables: [
      { titles, rows: whole.map(row) },
      { titles, rows: wasm.map(row) },
    ],
  };
}

/** @param {any} part @returns {Section} */
function enginesSection({ engines, rows, skipped }) {
  const names = engines.map((/** @type {any} */ { name }) => name);
  const left = skipped.map((/** @type {any} */ { name, reason }) => ` Not run: ${name} (${reason}).`).join("");
  return {
    title: "Engines",
    text: `The package in each engine, time of the processor a call over all processes of the engine: ${engines.map((/** @type {any} */ { name, version }) => `${name} ${version}`).join(", ")}.${left}`,
    tables: [
      {
        titles: ["what", ...names],
        rows: rows.map((/** @type {any} */ { task, times }) => [task, ...names.map((/** @type {string} */ name) => time(times[name]))]),
      },
    ],
  };
}

/** @param {any[]} curves @returns {Section} */
function growthSection(curves) {
  const bad = curves.filter(({ superLinear }) => superLinear).map(({ title }) => title);
  return {
    title: "Growth",
    text: `In wasm. The exponent is the slope between the logarithms over the upper half of the points: 1 is linear. Above 1.15: ${bad.length === 0 ? "none" : bad.join("; ")}. Creating rules has a step behind the last point: from some 1,100 of them on the bounds on the sizes of their patterns cease to say enough, and each automaton is built once to be measured; on both sides a rule costs what it costs. The parts of a run share one instance; \`make bench PARTS=growth\` measures this one alone.`,
    tables: [
      {
        titles: ["what", "of", "exponent", "points"],
        rows: curves.map(({ title, x, exponent, points }) => [
          title,
          x,
          exponent.toFixed(2),
          points.map((/** @type {any} */ point) => `${point.x.toLocaleString("en")}: ${time(point.y)}`).join("; "),
        ]),
      },
    ],
    plots: PLOTS.filter((name) => name.startsWith("growth-")),
  };
}

/** @param {any} memory @returns {Section} */
function memorySection({ count, before, after }) {
  const row = (/** @type {string} */ name, /** @type {string} */ key) => [name, size(before[key]), size(after[key])];
  return {
    title: "Memory",
    text: `After ${(count / 10).toLocaleString("en")} evaluations with findings, and after ${count.toLocaleString("en")} more.`,
    tables: [{ titles: ["of the process", "before", "after"], rows: [row("JavaScript heap", "heap"), row("wasm memory", "wasm")] }],
  };
}

/** @param {Table} table */
function markdown({ titles, rows }) {
  const line = (/** @type {string[]} */ cells) => `| ${cells.map((each) => each.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(titles), line(titles.map((_, at) => (at === 0 ? "---" : "---:"))), ...rows.map(line)].join("\n");
}

/** @returns {string} the page as it should be */
export function page() {
  const record = read("record.json");
  if (record === null) throw new Failure("bench/record.json is missing: run `make bench`");
  const { date, machine, versions, command, seconds } = record;
  const peers = Object.entries(versions).filter(([name]) => !["edgeward", "commit", "vega", "vega-lite"].includes(name));
  const head = `# Performance

Written by \`make docs\` from \`bench/record.json\`, which \`make bench\` writes.

- **When**: ${date.slice(0, 16).replace("T", " ")} UTC, edgeward ${versions.edgeward} at \`${versions.commit}\`, \`${command}\`, ${seconds} s
- **Where**: ${machine.cores} cores of ${machine.cpu}, ${machine.memoryGiB} GiB, ${machine.os}; Node ${machine.node.slice(1)} (V8 ${machine.v8}), ${machine.rust}
- **Beside**: ${peers.map(([name, version]) => `${name} ${version}`).join(", ")}
- **How**: one process, one run, contestants in turns; the median of the rounds. Times are those of the processor (user and system) and not of the clock on the wall, so that what else a machine does changes little; collecting garbage and compiling on other threads is counted. Texts and policies: \`bench/core/src\`, the same for every contestant.
- **Again**: \`make bench\`; a fifth of the time with \`make bench QUICK=1\`; \`make bench-compare\` beside the last record; \`make bench-core\` for criterion; \`make bench-count\` for instructions by callgrind.
`;
  const body = sections(record).map(({ title, text, tables, plots = [] }) =>
    [`## ${title}`, text, ...tables.map(markdown), ...plots.map((name) => `![${name}](plots/${name}.svg)`)]
      .filter((each) => each !== "")
      .join("\n\n"),
  );
  return `${[head.trimEnd(), ...body].join("\n\n")}\n`;
}

/** @param {{ check?: boolean }} [how] */
export function performancePage({ check = false } = {}) {
  const text = page();
  const stale = PLOTS.filter((name) => !existsSync(plot(name)) || !readFileSync(plot(name), "utf8").includes(read("record.json").date));
  if (stale.length > 0) throw new Failure(`plots of another record: ${stale.join(", ")}; run \`node bench/plots.mjs\``);
  if (existsSync(PAGE) && readFileSync(PAGE, "utf8").replaceAll("\r\n", "\n") === text) return;
  if (check) throw new Failure("docs/performance.md is out of date; run `make docs`");
  writeFileSync(PAGE, text);
}
