// The package in Node, workerd and Chromium: the same calls, timed by what the processes of each engine use of the processor.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { build } from "esbuild";
import { chromium as playwright } from "playwright-core";
import * as edgeward from "../../pkg/entry/inline.js";
import { chromium, ROOT } from "../../scripts/lib/shell.mjs";
import { serve } from "../../scripts/lib/workerd.mjs";
import { median } from "../lib/measure.mjs";
import { runner } from "./engines-page.mjs";

/** @import { WasmHarness } from "../../scripts/lib/harness.mjs" */
/** @typedef {{ name: string, version: string, run: (task: string, times: number) => Promise<unknown>, pids: () => number[], end: () => Promise<void> }} Engine */

const FOLDER = join(ROOT, "target/bench/engines");
const TICK_MS = 10;

/** @param {WasmHarness} wasm */
function tasksOf(wasm) {
  const text = (/** @type {number} */ bytes, kind = "letter") => wasm.text({ kind, bytes });
  return {
    "full Lyzr policy, 1 KB": { payload: wasm.policy("lyzr"), text: text(1_024) },
    "deterministic blocks, 1 KB": { payload: wasm.policy("deterministic"), text: text(1_024) },
    "250 rules, 64 KB": { payload: wasm.policy("rules:250"), text: text(65_536, "prose") },
  };
}

/** @param {WasmHarness} wasm @param {boolean} quick */
export async function engines(wasm, quick) {
  const tasks = tasksOf(wasm);
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(join(FOLDER, "tasks.json"), JSON.stringify(tasks));
  const skipped = [];
  const running = [node(tasks)];
  for (const [name, begin] of /** @type {const} */ ([
    ["workerd", workerd],
    ["Chromium", browser],
  ])) {
    try {
      running.push(await begin());
    } catch (error) {
      skipped.push({ name, reason: error instanceof Error ? error.message.split("\n")[0] : String(error) });
    }
  }
  try {
    const rows = [];
    for (const task of Object.keys(tasks)) rows.push({ task, times: await inTurns(running, task, quick) });
    return { engines: running.map(({ name, version }) => ({ name, version })), rows, skipped };
  } finally {
    for (const engine of running) await engine.end();
    rmSync(FOLDER, { recursive: true, force: true });
  }
}

/** @param {Engine[]} running @param {string} task @param {boolean} quick */
async function inTurns(running, task, quick) {
  const wanted = quick ? 120 : 400;
  const counts = new Map();
  for (const engine of running) {
    // Loading, making the guards and compiling are not what is measured.
    await engine.run(task, 300);
    let [times, ms] = [8, 0];
    while (ms < wanted / 4) {
      times *= 2;
      ms = await spent(engine, () => engine.run(task, times));
    }
    counts.set(engine, Math.ceil((times * wanted) / ms));
  }
  /** @type {Record<string, number[]>} */
  const rounds = Object.fromEntries(running.map(({ name }) => [name, []]));
  for (let round = 0; round < (quick ? 3 : 5); round += 1) {
    for (const engine of running) {
      const times = counts.get(engine);
      rounds[engine.name].push(((await spent(engine, () => engine.run(task, times))) * 1e6) / times);
    }
  }
  return Object.fromEntries(Object.entries(rounds).map(([name, each]) => [name, median(each)]));
}

/** Milliseconds of the processor that the engine's processes use meanwhile. @param {Engine} engine @param {() => Promise<unknown>} job */
async function spent(engine, job) {
  const now = () => engine.pids().reduce((sum, pid) => sum + used(pid), 0);
  const before = now();
  await job();
  return now() - before;
}

/** @param {number} pid */
function stat(pid) {
  try {
    return readFileSync(`/proc/${pid}/stat`, "utf8").replace(/.*\) /, "").split(" ");
  } catch {
    return [];
  }
}

/** @param {number} pid */
const used = (pid) => (Number(stat(pid)[11] ?? 0) + Number(stat(pid)[12] ?? 0)) * TICK_MS;

/** @param {number} root it and all that it started */
function family(root) {
  const parents = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map((name) => [Number(name), Number(stat(Number(name))[1])]);
  const all = [root];
  for (const pid of all) for (const [child, parent] of parents) if (parent === pid) all.push(child);
  return all;
}

/** @param {ReturnType<typeof tasksOf>} tasks @returns {Engine} */
function node(tasks) {
  const run = runner(edgeward, tasks);
  return {
    name: "Node",
    version: process.version,
    run: async (task, times) => run(task, times),
    pids: () => [process.pid],
    end: async () => {},
  };
}

/** @param {string} contents @param {string} name @param {string[]} conditions */
async function bundle(contents, name, conditions) {
  await build({
    stdin: { contents, resolveDir: join(ROOT, "bench/parts") },
    outfile: join(FOLDER, name),
    bundle: true,
    format: "esm",
    conditions,
    loader: { ".wasm": "copy" },
    assetNames: "[name]",
    logLevel: "error",
  });
}

/** @returns {Promise<Engine>} */
async function workerd() {
  const contents = `import * as api from "../../pkg/entry/workerd.js";
     import { runner } from "./engines-page.mjs";
     import tasks from "${join(FOLDER, "tasks.json")}";
     let run;
     export default { async fetch(request) {
       run ??= runner(api, tasks);
       const { task, times } = await request.json();
       return new Response(String(run(task, times)));
     } };`;
  const served = await serve(FOLDER, { contents, resolveDir: join(ROOT, "bench/parts") });
  const run = async (/** @type {string} */ task, /** @type {number} */ times) => {
    const answer = await served.post(JSON.stringify({ task, times }));
    if (!answer.ok) throw new Error(`workerd answered ${answer.status}`);
    return answer.text();
  };
  const { version } = JSON.parse(readFileSync(join(ROOT, "node_modules/workerd/package.json"), "utf8"));
  return { name: "workerd", version, run, pids: () => family(served.pid), end: async () => served.end() };
}

/** @returns {Promise<Engine>} */
async function browser() {
  const program = chromium();
  if (program === null) throw new Error("no Chromium found");
  await bundle(
    `import * as api from "../../pkg/entry/web.js";
     import { runner } from "./engines-page.mjs";
     import tasks from "${join(FOLDER, "tasks.json")}";
     await api.init("/edgeward.wasm");
     globalThis.run = runner(api, tasks);`,
    "page.js",
    ["browser"],
  );
  const server = createServer((request, response) => {
    const file = { "/page.js": join(FOLDER, "page.js"), "/edgeward.wasm": join(ROOT, "pkg/dist/edgeward.wasm") }[request.url ?? ""];
    const type = request.url?.endsWith(".js") ? "text/javascript" : request.url?.endsWith(".wasm") ? "application/wasm" : "text/html";
    response.writeHead(200, { "content-type": type });
    response.end(file === undefined ? '<!doctype html><script type="module" src="/page.js"></script>' : readFileSync(file));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  const args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--disable-background-networking"];
  const chrome = await playwright.launchServer({ executablePath: program, args });
  const connected = await playwright.connect(chrome.wsEndpoint());
  const page = await connected.newPage();
  await page.goto(`http://127.0.0.1:${port}/`);
  const ready = () => page.evaluate("globalThis.run !== undefined");
  for (let tries = 0; tries < 400 && !(await ready()); tries += 1) await setTimeout(50);
  return {
    name: "Chromium",
    version: connected.version(),
    run: (task, times) => page.evaluate(`run(${JSON.stringify(task)}, ${times})`),
    pids: () => family(/** @type {number} */ (chrome.process().pid)),
    end: async () => {
      await chrome.close();
      server.close();
      server.closeAllConnections();
    },
  };
}
