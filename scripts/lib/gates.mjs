// What the design asks for, and what was measured; a part that was not run has no row.
import { factor, percent, rate, size, time } from "./units.mjs";

/** @typedef {{ what: string, gate: string, goal: string, measured: string, met: boolean }} Gate */

/**
 * @param {any} record
 * @returns {import("./performance.mjs").Section}
 */
export function gates(record) {
  const rows = [...speed(record), ...beside(record), ...starting(record), ...sizes(record)];
  return {
    title: "Gates",
    text: "What the design asks for. A gate that is not met says so.",
    tables: [
      {
        titles: ["what", "gate", "goal", "measured", "gate met"],
        rows: rows.map(({ what, gate, goal, measured, met }) => [what, gate, goal, measured, met ? "yes" : "**no**"]),
      },
    ],
  };
}

/** @param {any} record @returns {Gate[]} */
function speed({ core, hostile, growth, memory }) {
  /** @type {Gate[]} */
  const rows = [];
  const of = (/** @type {string} */ id) => core.find((/** @type {any} */ row) => row.id === id);
  const under = (/** @type {string} */ what, /** @type {number} */ gate, /** @type {number | null} */ goal, /** @type {number} */ ns) =>
    rows.push({ what, gate: time(gate), goal: goal === null ? "" : time(goal), measured: time(ns), met: ns <= gate });
  if (core) {
    under("1 KB prompt, full Lyzr policy, Node, API", 50e3, 40e3, of("lyzr").times.API.ns);
    under("deterministic blocks alone, 1 KB, API", 15e3, 8e3, of("deterministic").times.API.ns);
    const { bytes, times } = of("prose");
    rows.push({
      what: "clean prose, 250 deterministic rules, in wasm",
      gate: "150 MB/s",
      goal: "250 MB/s",
      measured: rate(bytes, times.wasm.ns),
      met: bytes / times.wasm.ns >= 0.15,
    });
  }
  if (hostile) {
    const worst = [...hostile.rows.slice(0, 1), ...hostile.worst].toSorted((a, b) => b.times - a.times)[0];
    rows.push({
      what: "worst text found against prose, time a byte, to 1 MB",
      gate: "3 times",
      goal: "2 times",
      measured: `${factor(worst.times)}, \`${worst.piece}\``,
      met: worst.times <= 3,
    });
  }
  if (core) {
    under("create of a full Lyzr policy, API", 5e6, 2e6, of("create").times.API.ns);
    under("fromBytes of a full Lyzr policy, API", 2e6, 0.5e6, of("from_bytes").times.API.ns);
    const stream = of("stream");
    rows.push({
      what: "stream, full policy, 20-byte chunks, API",
      gate: "2 MB/s",
      goal: "",
      measured: rate(stream.bytes, stream.times.API.ns),
      met: stream.bytes / stream.times.API.ns >= 0.002,
    });
    under("the same, a chunk", 10e3, null, stream.times.API.ns / stream.chunks);
    const { bytes, times } = of("keywords");
    under("create, 10,000 keywords, API", 60e6, 50e6, of("create_keywords").times.API.ns);
    rows.push({
      what: "prose, 10,000 keywords, in wasm",
      gate: "110 MB/s",
      goal: "150 MB/s",
      measured: rate(bytes, times.wasm.ns),
      met: bytes / times.wasm.ns >= 0.11,
    });
    const ratios = ["prose", "lyzr", "data", "keywords"].map((id) => ({ id, share: of(id).times.native.ns / of(id).times.wasm.ns }));
    const least = ratios.toSorted((a, b) => a.share - b.share)[0];
    rows.push({
      what: "speed in wasm against native (built without AVX2), the least of four",
      gate: "50 %",
      goal: "",
      measured: `${percent(least.share)}, ${of(least.id).title}`,
      met: least.share >= 0.5,
    });
  }
  if (growth) {
    const bad = growth.filter((/** @type {any} */ { superLinear }) => superLinear);
    rows.push({
      what: "growth with text, rules, keywords, findings",
      gate: "linear",
      goal: "",
      measured:
        bad.length === 0
          ? "linear or better"
          : bad.map((/** @type {any} */ each) => `${each.title}: ${each.exponent.toFixed(2)}`).join("; "),
      met: bad.length === 0,
    });
  }
  if (memory) {
    const { count, before, after } = memory;
    const grown = after.wasm - before.wasm;
    rows.push({
      what: `memory after ${count.toLocaleString("en")} evaluations`,
      gate: "flat",
      goal: "",
      measured: `${grown > 0 ? "+" : ""}${size(grown)} of wasm memory`,
      met: grown <= 0,
    });
  }
  return rows;
}

/** @param {any} record @returns {Gate[]} */
function beside({ detect }) {
  if (!detect) return [];
  return detect.flatMap((/** @type {any} */ { id, title, notes, cells }) => {
    const gate = { pii: 10, secrets: 10, profanity: 10, sql: 3 }[/** @type {string} */ (id)];
    if (gate === undefined) return [];
    const peers = Object.keys(notes)
      .slice(1)
      .filter((name) => name !== "plain loop");
    const ratios = cells
      .filter((/** @type {any} */ { bytes }) => id === "sql" || bytes >= 990)
      .flatMap((/** @type {any} */ { times, bytes, text }) =>
        peers.map((name) => ({ name, ratio: times[name]?.ratio, at: `${text}, ${size(bytes)}` })),
      )
      .filter((/** @type {any} */ { ratio }) => ratio !== undefined)
      .toSorted((/** @type {any} */ a, /** @type {any} */ b) => a.ratio - b.ratio);
    const [{ name, ratio, at }] = ratios;
    return [
      {
        what: `${title}: times as fast as every peer${id === "sql" ? "" : ", 1 KB and more"}`,
        gate: `${gate} times`,
        goal: "",
        measured: `${factor(ratio)} at the least: ${name}, ${at}`,
        met: ratio >= gate,
      },
    ];
  });
}

/** @param {any} record @returns {Gate[]} */
function starting({ start }) {
  if (!start) return [];
  const { whole, wasm } = start;
  const cpu = (/** @type {any[]} */ list, /** @type {string} */ name) => list.find((each) => each.name === name).cpu;
  const [full, small, cedar] = ["edgeward.wasm", "edgeward-core.wasm", "cedar_wasm_bg.wasm"].map((name) => cpu(wasm, name));
  const ms = (/** @type {number} */ value) => `${value.toFixed(1)} ms`;
  const [ours, theirs] = [cpu(whole, "edgeward/core"), cpu(whole, "@cedar-policy/cedar-wasm")];
  return [
    { what: "module compiled and started, full", gate: "10 ms", goal: "", measured: ms(full), met: full <= 10 },
    { what: "module compiled and started, core", gate: "5 ms", goal: "", measured: ms(small), met: small <= 5 },
    { what: "core's module ahead of cedar-wasm's", gate: ms(cedar), goal: "", measured: ms(small), met: small < cedar },
    {
      what: "core from nothing to the first answer ahead of cedar-wasm",
      gate: ms(theirs),
      goal: "",
      measured: ms(ours),
      met: ours < theirs,
    },
  ];
}

/** @param {any} record @returns {Gate[]} */
function sizes({ size: measured }) {
  if (!measured) return [];
  const gzip = (/** @type {string} */ name) => measured.files.find((/** @type {any} */ each) => each.name === name).gzip;
  const row = (/** @type {string} */ what, /** @type {number} */ gate, /** @type {string} */ goal, /** @type {number} */ bytes) => ({
    what,
    gate: size(gate),
    goal,
    measured: size(bytes),
    met: bytes <= gate,
  });
  return [row("core, gzip", 380e3, "300 KB", gzip("edgeward-core.wasm")), row("full, gzip", 1.9e6, "1.5 MB", gzip("edgeward.wasm"))];
}
