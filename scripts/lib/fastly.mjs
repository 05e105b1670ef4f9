// The Fastly example: built, and its cases run on the ABI in Node.
import { closeSync, mkdirSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { WASI } from "node:wasi";
import { FastlyHost } from "./fastly-abi.mjs";
import { cases, EXAMPLE, faults, KV_STORE, STORE, UPSTREAM_KEY, upstream } from "./fastly-cases.mjs";
import { rustTargets } from "./setup.mjs";
import { Failure, ROOT, run } from "./shell.mjs";

const LOG = join(ROOT, "target/fastly.log");

/** @param {string} profile @returns {string} the module */
export function buildFastly(profile) {
  rustTargets("wasm32-wasip1");
  // In the target folder of the crate: what both need is compiled once.
  const target = join(ROOT, "target");
  const args = ["build", "--locked", "--profile", profile, "--target", "wasm32-wasip1", "--target-dir", target];
  run("cargo", [...args, "--manifest-path", join(EXAMPLE, "Cargo.toml")]);
  return join(target, "wasm32-wasip1", profile, "edgeward-fastly-compute.wasm");
}

export async function fastly() {
  await runCases(readFileSync(buildFastly("wasi")));
}

/** @param {Uint8Array} bytes the module */
export async function runCases(bytes) {
  const module = await WebAssembly.compile(/** @type {Uint8Array<ArrayBuffer>} */ (bytes));
  mkdirSync(join(ROOT, "target"), { recursive: true });
  let failed = 0;
  const all = cases();
  for (const each of all) {
    const wrong = await ran(module, each);
    if (wrong.length === 0) continue;
    failed += 1;
    console.log(`${each.own.name}\n  ${wrong.join("\n  ")}`);
  }
  if (failed > 0) throw new Failure(`${failed} of ${all.length} cases of examples/fastly-compute failed`);
  console.log(`${all.length} cases of examples/fastly-compute passed`);
}

/**
 * @param {WebAssembly.Module} module
 * @param {ReturnType<typeof cases>[number]} given
 */
async function ran(module, { id, own, stored, request }) {
  const config = { policies: KV_STORE, upstream_url: "http://upstream.test/v1", ...own.config };
  const present = Object.entries(config).flatMap(([name, value]) => (value === null ? [] : [[name, value]]));
  const host = new FastlyHost(
    request,
    {
      name: STORE,
      kvName: KV_STORE,
      kv: Object.fromEntries(stored),
      config: Object.fromEntries(present),
      secrets: { upstream_key: UPSTREAM_KEY },
    },
    () => upstream(own),
  );
  const log = openSync(LOG, "w+");
  try {
    const wasi = new WASI({ version: "preview1", env: { FASTLY_TRACE_ID: id }, stdout: log, stderr: log, returnOnExit: true });
    // Called through JavaScript: optimised wasm that calls Node 20's native functions directly now and then corrupts the stack.
    const calls = Object.entries(wasi.wasiImport).map(([name, call]) => [name, (/** @type {unknown[]} */ ...values) => call(...values)]);
    const imports = { ...host.imports(module), wasi_snapshot_preview1: Object.fromEntries(calls) };
    const instance = await WebAssembly.instantiate(module, /** @type {WebAssembly.Imports} */ (imports));
    host.memory.memory = /** @type {WebAssembly.Memory} */ (instance.exports.memory);
    wasi.start(instance);
    return [...faults(own, host.sent(), host.asked), ...told(request, readFileSync(LOG, "utf8"))];
  } catch (error) {
    return [error instanceof Failure ? error.message : String(error), readFileSync(LOG, "utf8")];
  } finally {
    closeSync(log);
  }
}

/**
 * The log says something of every request, and nothing of its texts or keys.
 * @param {import("./fastly-abi.mjs").Request} request
 * @param {string} log
 */
function told(request, log) {
  const words = new TextDecoder().decode(request.body).match(/[^\s"]{12,}/g) ?? [];
  const keys = request.headers.flatMap(([name, value]) => (name === "authorization" ? [value.replace("Bearer ", "")] : []));
  const secrets = [...words, ...keys, UPSTREAM_KEY].filter((word) => word !== "" && log.includes(word));
  return [...(log === "" ? ["nothing was logged"] : []), ...secrets.map((word) => `the log has ${JSON.stringify(word)}`)];
}
