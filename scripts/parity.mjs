// `make parity N=100000`, or `MINUTES=60`: random policies and texts in the built package, in Node and in workerd at once: the
// verdict is that of the native engine, byte for byte, and the memory stays as it is. A part of `make soak`.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import { buildPackage } from "./lib/package.mjs";
import { checker } from "./lib/parity.mjs";
import { Failure, main, ROOT, say } from "./lib/shell.mjs";
import { serve } from "./lib/workerd.mjs";

/** @import { Check } from "./lib/parity.mjs" */
/** @typedef {{ name: string, check: Check, pid: number, end: () => void, memory: Sample[] }} Engine */
/** @typedef {{ wasm: number, process: number }} Sample bytes of the instance, and of the process that the system keeps for it */

/** Lines that are checked at once: each policy has ten. */
const BATCH = 500;
/** The part of a run after which the memory is what it stays: the largest of the random policies came, and left its room. */
const WARM = 1 / 4;
/** Batches of a run that is long enough to say so. */
const ENOUGH = 40;
/** How much of the instance may come on top: rounding of the allocator, not a leak. */
const SLACK = 1.1;
/** And of the process, whose heap is swept when the engine sees fit. */
const PROCESS_SLACK = 1.5;

await main(async () => {
  if (!existsSync(join(ROOT, "pkg/dist/edgeward.wasm"))) buildPackage();
  const [count = "100000", seed = "1", minutes = ""] = process.argv.slice(2);
  const until = minutes === "" ? Number.POSITIVE_INFINITY : Date.now() + Number(minutes) * 60_000;
  const engines = [await node(), await workerd()];
  const lines = minutes === "" ? Number(count) : Number.MAX_SAFE_INTEGER;
  try {
    let done = 0;
    for await (const batch of recorded(lines, seed)) {
      done += batch.length;
      for (const engine of engines) await compare(engine, batch);
      if (done % 50_000 === 0) say(`${done} verdicts: ${engines.map(told).join("; ")}`);
      if (Date.now() > until) break;
    }
    say(`${done} verdicts from seed ${seed}, none differs: ${engines.map(told).join("; ")}`);
    for (const engine of engines) isFlat(engine);
  } finally {
    for (const engine of engines) engine.end();
  }
});

/** @returns {Promise<Engine>} */
async function node() {
  const api = await import(pathToFileURL(join(ROOT, "pkg/entry/inline.js")).href);
  const { engine } = await import(pathToFileURL(join(ROOT, "pkg/lib/full-engine.js")).href);
  return { name: "Node", check: checker(api, engine), pid: process.pid, end: () => {}, memory: [] };
}

/** @returns {Promise<Engine>} */
async function workerd() {
  const contents = `import * as api from "../pkg/entry/workerd.js";
    import { engine } from "../pkg/lib/full-engine.js";
    import { checker } from "./lib/parity.mjs";
    const check = checker(api, engine);
    export default { async fetch(request) { return Response.json(check((await request.text()).split("\\n"))); } };`;
  const served = await serve(join(ROOT, "target/parity"), { contents, resolveDir: join(ROOT, "scripts") });
  const check = async (/** @type {string[]} */ lines) => {
    const answer = await served.post(lines.join("\n"));
    if (!answer.ok) throw new Failure(`workerd answered ${answer.status}: ${await answer.text()}`);
    return answer.json();
  };
  return { name: "workerd", check, pid: served.pid, end: served.end, memory: [] };
}

/**
 * What the native engine says, in batches.
 * @param {number} count
 * @param {string} seed
 */
async function* recorded(count, seed) {
  const args = ["run", "--release", "--locked", "--quiet", "--manifest-path", join(ROOT, "fuzz/Cargo.toml"), "--bin", "record", "--"];
  const child = spawn("cargo", [...args, String(count), seed], { stdio: ["ignore", "pipe", "inherit"] });
  const ended = once(child, "exit");
  /** @type {string[]} */
  let batch = [];
  try {
    for await (const line of createInterface({ input: child.stdout })) {
      if (batch.push(line) < BATCH) continue;
      yield batch;
      batch = [];
    }
    if (batch.length > 0) yield batch;
    const [code] = await ended;
    if (code !== 0) throw new Failure("the native engine stopped");
  } finally {
    child.kill();
  }
}

/** @param {Engine} engine @param {string[]} batch */
async function compare(engine, batch) {
  const { faults, memory } = await engine.check(batch);
  if (faults.length > 0) throw new Failure(`${engine.name}:\n${faults.join("\n\n")}`);
  engine.memory.push({ wasm: memory, process: resident(engine.pid) });
}

/** @param {number} pid @returns {number} bytes; 0 where the system does not say */
function resident(pid) {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) << 10;
  } catch {
    return 0;
  }
}

/** @param {Engine} engine */
function told({ name, memory }) {
  const { wasm, process } = memory.at(-1) ?? { wasm: 0, process: 0 };
  return `${name} ${wasm >> 10} KB of wasm memory, ${process >> 20} MB in all`;
}

/** @param {Engine} engine */
function isFlat({ name, memory }) {
  const warm = memory[Math.floor(memory.length * WARM)];
  const last = memory.at(-1);
  if (memory.length < ENOUGH || warm === undefined || last === undefined) return;
  if (last.wasm > warm.wasm * SLACK) throw new Failure(`${name}: the wasm memory grows from ${warm.wasm} to ${last.wasm} bytes`);
  if (last.process > warm.process * PROCESS_SLACK)
    throw new Failure(`${name}: the process grows from ${warm.process} to ${last.process} bytes`);
}
