// The installed tarball in every runtime. Each function answers nothing, or why it was skipped.
import { cpSync, existsSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { build } from "esbuild";
import { page } from "./browser.mjs";
import { caseData } from "./cases.mjs";
import { install } from "./package.mjs";
import { chromium, Failure, ROOT, run } from "./shell.mjs";

const BIN = join(ROOT, "node_modules/.bin");
/** Runtimes that only `make ci` installs: half a gigabyte. */
export const EXTRA = "scripts/runtimes";

/** @param {string} name @returns {string} a project with the package and the checks */
function project(name) {
  const folder = install(name);
  cpSync(join(ROOT, "pkg/test/suite"), join(folder, "suite"), { recursive: true });
  writeFileSync(join(folder, "suite/cases.json"), JSON.stringify(caseData()));
  return folder;
}

export function node() {
  const cwd = project("node");
  for (const entry of ["edgeward", "edgeward/core", "edgeward/inline"]) run("node", ["suite/module.js", "node", entry], { cwd });
  run("node", ["suite/require.cjs"], { cwd });
}

export async function workerd() {
  const cwd = project("workerd");
  await build({
    entryPoints: [join(cwd, "suite/workerd.js")],
    outdir: join(cwd, "out"),
    bundle: true,
    format: "esm",
    conditions: ["workerd", "worker"],
    loader: { ".wasm": "copy" },
    assetNames: "[name]",
    logLevel: "error",
  });
  writeFileSync(join(cwd, "out/test.capnp"), config(["edgeward", "edgeward-core"]));
  run(join(BIN, "workerd"), ["test", "out/test.capnp"], { cwd });
}

/** @param {string[]} modules names of wasm files */
export function config(modules) {
  const wasm = modules.map((name) => `(name = "${name}.wasm", wasm = embed "${name}.wasm")`).join(",\n    ");
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (services = [(name = "main", worker = .worker)]);
const worker :Workerd.Worker = (
  modules = [
    (name = "workerd.js", esModule = embed "workerd.js"),
    ${wasm}
  ],
  compatibilityDate = "2026-06-01",
);
`;
}

export async function browser() {
  const program = chromium();
  if (program === null) return "no Chromium found";
  const folder = project("browser");
  /** @type {Record<string, { passed: number, failures: string[] }>} */
  const results = await page(program, folder, "suite/browser.html", "window.results");
  for (const [entry, { passed, failures }] of Object.entries(results)) {
    for (const failure of failures) console.error(`FAIL ${failure}`);
    console.log(`chromium, ${entry}: ${passed} passed, ${failures.length} failed`);
  }
  if (Object.values(results).some(({ failures }) => failures.length > 0)) throw new Failure("failed in Chromium");
  return undefined;
}

/** @param {string} name */
const extra = (name) => {
  const path = join(ROOT, EXTRA, "node_modules/.bin", name);
  return existsSync(path) ? path : null;
};

export function deno() {
  const program = extra("deno");
  if (program === null) return "Deno is not installed: `npm ci` in scripts/runtimes";
  const cwd = project("deno");
  // Reading is for the cases; the package itself asks for nothing.
  for (const entry of ["edgeward", "edgeward/core"]) run(program, ["run", "--allow-read=.", "suite/module.js", "deno", entry], { cwd });
  return undefined;
}

export function bun() {
  const program = extra("bun");
  if (program === null) return "Bun is not installed: `npm ci` in scripts/runtimes";
  const cwd = project("bun");
  for (const entry of ["edgeward", "edgeward/core"]) run(program, ["suite/module.js", "bun", entry], { cwd });
  return undefined;
}

/** Vercel's sandbox runs scripts, and its host hands over the compiled module. */
export async function edgeLight() {
  const base = join(ROOT, EXTRA);
  if (!existsSync(join(base, "node_modules/@edge-runtime/vm"))) return "edge-runtime is not installed: `npm ci` in scripts/runtimes";
  const cwd = project("edge-light");
  const { EdgeVM } = createRequire(join(base, "package.json"))("@edge-runtime/vm");
  const { readFileSync } = await import("node:fs");
  for (const [entry, file] of [
    ["edgeward", "edgeward"],
    ["edgeward/core", "edgeward-core"],
  ]) {
    const script = await edgeScript(cwd, entry);
    const vm = new EdgeVM();
    vm.context.hostModule = new WebAssembly.Module(readFileSync(join(cwd, `node_modules/edgeward/dist/${file}.wasm`)));
    vm.evaluate(script);
    const { passed, failures } = await vm.evaluate("globalThis.results");
    for (const failure of failures) console.error(`FAIL ${failure}`);
    console.log(`edge-light, ${entry}: ${passed} passed, ${failures.length} failed`);
    if (failures.length > 0) throw new Failure("failed in the edge sandbox");
  }
  return undefined;
}

/** @param {string} cwd @param {string} entry */
async function edgeScript(cwd, entry) {
  const contents = `import * as api from "${entry}";
    import { behaviourChecks } from "./suite/behaviour.js";
    import { caseChecks } from "./suite/cases.js";
    import { runAll } from "./suite/check.js";
    import data from "./suite/cases.json";
    globalThis.results = runAll([...behaviourChecks(api), ...caseChecks(api, data, "edge-light")]);`;
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
  return outputFiles[0].text;
}
