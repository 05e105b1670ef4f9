// `make bench`: everything in one process and one run; the record goes to bench/record.json. `--quick`: a fifth of the time.
// `--only=core,detect` for some parts, which leaves the record alone.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { NativeHarness, WasmHarness } from "../scripts/lib/harness.mjs";
import { sections } from "../scripts/lib/performance.mjs";
import { main, ROOT, say } from "../scripts/lib/shell.mjs";
import { measuredSizes } from "../scripts/lib/sizes.mjs";
import { table } from "../scripts/lib/table.mjs";
import { machine, versions } from "./lib/machine.mjs";
import * as tools from "./lib/measure.mjs";
import { core, hostile, memory } from "./parts/core.mjs";
import { compareFindings, detect, hostilePeers } from "./parts/detect.mjs";
import { engines } from "./parts/engines.mjs";
import { growth } from "./parts/growth.mjs";
import { start } from "./parts/start.mjs";

const { values } = parseArgs({ options: { quick: { type: "boolean", default: false }, only: { type: "string" } } });
const quick = values.quick;
const effort = tools.EFFORT[quick ? "quick" : "full"];

await main(async () => {
  const began = performance.now();
  const wasm = new WasmHarness();
  const native = new NativeHarness();
  /** @type {Record<string, () => unknown>} */
  const parts = {
    start: () => start(quick),
    core: () => core({ wasm, native }, effort, tools),
    hostile: () => hostile(wasm, effort, tools, quick),
    detect: () => detect(wasm, effort, tools, quick),
    hostilePeers: () => hostilePeers(wasm, tools, quick),
    findings: () => compareFindings(wasm),
    growth: () => growth(wasm, effort, tools, quick),
    engines: () => engines(wasm, quick),
    memory: () => memory(wasm, quick),
    size: () => measuredSizes(),
  };
  const only = values.only?.split(",");
  /** @type {Record<string, unknown>} */
  const measured = {};
  for (const [name, part] of Object.entries(parts)) {
    if (only !== undefined && !only.includes(name)) continue;
    say(name);
    measured[name] = await part();
  }
  native.end();
  const record = {
    date: new Date().toISOString(),
    quick,
    seconds: Math.round((performance.now() - began) / 1000),
    command: quick ? "make bench QUICK=1" : "make bench",
    machine: machine(),
    versions: versions(),
    ...measured,
  };
  for (const { title, tables } of sections(/** @type {any} */ (record))) {
    say(title);
    for (const { titles, rows } of tables) console.log(`\n${table(titles, rows, 70)}`);
  }
  const file = only === undefined && !quick ? join(ROOT, "bench/record.json") : join(ROOT, "target/bench/last.json");
  mkdirSync(join(ROOT, "target/bench"), { recursive: true });
  writeFileSync(file, `${JSON.stringify(rounded(record), null, 1)}\n`);
  say(`written: ${file.slice(ROOT.length + 1)}, after ${record.seconds} s`);
});

/** Four digits say all that a measurement does. @param {any} value @returns {any} */
function rounded(value) {
  if (typeof value === "number") return Number.isInteger(value) ? value : Number(value.toPrecision(4));
  if (Array.isArray(value)) return value.map(rounded);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, rounded(each)]));
}
