// The installed tarball in every runtime. Each function answers nothing, or why it was skipped.
import { cpSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { build } from "esbuild";
import { firefoxPage, page } from "./browser.mjs";
import { caseData } from "./cases.mjs";
import { install } from "./package.mjs";
import { chromium, Failure, firefox, ROOT, run } from "./shell.mjs";
import { bundle, config } from "./workerd.mjs";

const BIN = join(ROOT, "node_modules/.bin");
/** Runtimes that only `make ci` installs: half a gigabyte. */
export const EXTRA = "scripts/runtimes";

/** @param {string} name @returns {string} a project with the package and the checks */
export function project(name) {
  const folder = install(name);
  cpSync(join(ROOT, "pkg/test/suite"), join(folder, "suite"), { recursive: true });
  writeFileSync(join(folder, "suite/cases.json"), JSON.stringify(caseData()));
  return folder;
}

export function node() {
  const cwd = project("node");
  for (const entry of ["edgeward", "edgeward/core", "edgeward/inline"]) run("node", ["suite/module.js", "node", entry], { cwd });
  run("node", ["suite/require.cjs"], { cwd });
  commandLine(cwd, "node");
}

/** @param {string} cwd @param {string} program */
function commandLine(cwd, program) {
  const rules = [{ id: "a", detector: "test_string" }];
  writeFileSync(join(cwd, "policy.json"), JSON.stringify({ kind: "edgeward.policy", version: 1, name: "Line", rules }));
  run(program, ["node_modules/.bin/edgeward", "validate", "policy.json"], { cwd });
}

/** The other releases of Node that are looked after; the first is the one that runs all of this. */
export function nodes() {
  const cwd = project("nodes");
  for (const name of ["node22", "node24"]) {
    const program = join(ROOT, EXTRA, "node_modules", name, "bin/node");
    if (!existsSync(program)) return `${name} is not installed: \`npm install --no-save\` in scripts/runtimes, on Linux with x64`;
    run(program, ["suite/module.js", name, "edgeward"], { cwd });
    run(program, ["suite/require.cjs"], { cwd });
    commandLine(cwd, program);
  }
  return undefined;
}

export async function workerd() {
  const cwd = project("workerd");
  await bundle(join(cwd, "out"), { entry: join(cwd, "suite/workerd.js") });
  writeFileSync(join(cwd, "out/test.capnp"), config(["edgeward", "edgeward-core"]));
  run(join(BIN, "workerd"), ["test", "out/test.capnp"], { cwd });
}

/** The checks inside a request, in the simulator that `wrangler dev` is. */
export async function miniflare() {
  const from = extraModule("miniflare");
  if (from === null) return missing("miniflare");
  const cwd = project("miniflare");
  await bundle(join(cwd, "out"), { entry: join(cwd, "suite/miniflare.js") }, "miniflare");
  const modules = [
    { type: "ESModule", path: join(cwd, "out/miniflare.js") },
    ...["edgeward", "edgeward-core"].map((name) => ({ type: "CompiledWasm", path: join(cwd, `out/${name}.wasm`) })),
  ];
  const simulator = new from.Miniflare({
    host: "127.0.0.1",
    port: 0,
    cf: false,
    modulesRoot: join(cwd, "out"),
    modules,
    compatibilityDate: "2026-04-01",
  });
  try {
    const response = await simulator.dispatchFetch("http://localhost/");
    if (response.status !== 200) throw new Failure(`miniflare answered ${response.status}: ${await response.text()}`);
    report("miniflare", await response.json());
  } finally {
    await simulator.dispose();
  }
  return undefined;
}

export async function browser() {
  const program = chromium();
  if (program === null) return "no Chromium found";
  const folder = project("browser");
  report("chromium", await page(program, folder, "suite/browser.html", "window.results"));
  return undefined;
}

export async function firefoxBrowser() {
  const program = firefox();
  if (program === null) return "no Firefox found";
  const puppeteer = extraModule("puppeteer-core");
  if (puppeteer === null) return missing("puppeteer-core");
  const { version, value } = await firefoxPage(puppeteer, program, project("firefox"), "suite/browser.html", "window.results");
  report(version, value);
  return undefined;
}

/**
 * @param {string} engine
 * @param {Record<string, { passed: number, failures: string[] }>} results by entry
 */
export function report(engine, results) {
  for (const [entry, { passed, failures }] of Object.entries(results)) {
    for (const failure of failures) console.error(`FAIL ${failure}`);
    console.log(`${engine}, ${entry}: ${passed} passed, ${failures.length} failed`);
  }
  const all = Object.values(results);
  if (all.length === 0 || all.some(({ passed, failures }) => failures.length > 0 || passed === 0)) throw new Failure(`failed in ${engine}`);
}

/** @param {string} name */
export const missing = (name) => `${name} is not installed: \`npm install --no-save\` in scripts/runtimes`;

/**
 * @param {string} name
 * @returns {any} its exports, null when it is not installed
 */
export function extraModule(name) {
  if (!existsSync(join(ROOT, EXTRA, "node_modules", name))) return null;
  return createRequire(join(ROOT, EXTRA, "package.json"))(name);
}

/** @param {string} name */
export const extra = (name) => {
  const path = join(ROOT, EXTRA, "node_modules/.bin", name);
  return existsSync(path) ? path : null;
};

export function deno() {
  const program = extra("deno");
  if (program === null) return missing("deno");
  const cwd = project("deno");
  // Reading is for the cases; the package itself asks for nothing.
  for (const entry of ["edgeward", "edgeward/core"]) run(program, ["run", "--allow-read=.", "suite/module.js", "deno", entry], { cwd });
  return undefined;
}

export function bun() {
  const program = extra("bun");
  if (program === null) return missing("bun");
  const cwd = project("bun");
  for (const entry of ["edgeward", "edgeward/core"]) run(program, ["suite/module.js", "bun", entry], { cwd });
  return undefined;
}

/** Vercel's sandbox runs scripts, and its host hands over the compiled module. */
export async function edgeLight() {
  if (extraModule("@edge-runtime/vm") === null) return missing("@edge-runtime/vm");
  const cwd = project("edge-light");
  for (const [entry, file] of [
    ["edgeward", "edgeward"],
    ["edgeward/core", "edgeward-core"],
  ]) {
    const vm = await edgeSandbox(cwd, checks(entry), file);
    const { passed, failures } = await vm.evaluate("globalThis.results");
    for (const failure of failures) console.error(`FAIL ${failure}`);
    console.log(`edge-light, ${entry}: ${passed} passed, ${failures.length} failed`);
    if (failures.length > 0) throw new Failure("failed in the edge sandbox");
  }
  return undefined;
}

/** @param {string} entry */
const checks = (entry) => `import * as api from "${entry}";
    import { behaviourChecks } from "./suite/behaviour.js";
    import { caseChecks } from "./suite/cases.js";
    import { runAll } from "./suite/check.js";
    import data from "./suite/cases.json";
    globalThis.results = runAll([...behaviourChecks(api), ...caseChecks(api, data, "edge-light")]);`;

/**
 * A sandbox that ran a module.
 * @param {string} cwd
 * @param {string} contents
 * @param {string} file name of the wasm
 */
export async function edgeSandbox(cwd, contents, file) {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: cwd },
    bundle: true,
    format: "iife",
    write: false,
    conditions: ["edge-light"],
    logLevel: "error",
    plugins: [
      {
        name: "host-module",
        setup(plugin) {
          plugin.onResolve({ filter: /\.wasm\?module$/ }, ({ path }) => ({ path, namespace: "host" }));
          plugin.onLoad({ filter: /.*/, namespace: "host" }, () => ({ contents: "export default globalThis.hostModule" }));
        },
      },
    ],
  });
  const vm = new (extraModule("@edge-runtime/vm").EdgeVM)();
  vm.context.hostModule = new WebAssembly.Module(readFileSync(join(cwd, `node_modules/edgeward/dist/${file}.wasm`)));
  vm.evaluate(outputFiles[0].text);
  return vm;
}
