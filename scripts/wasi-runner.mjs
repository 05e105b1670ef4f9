// Runs a wasm32-wasip1 program in Node: `cargo test --target wasm32-wasip1` calls it. The repository is all that it sees.
import { readFile } from "node:fs/promises";
import { WASI } from "node:wasi";
import { ROOT } from "./lib/shell.mjs";

const [program, ...args] = process.argv.slice(2);
const wasi = new WASI({
  version: "preview1",
  args: [program, ...args],
  // A failed test aborts the program here: what it said must be out by then.
  env: { ...pick("UPDATE", "RUST_BACKTRACE"), RUST_TEST_NOCAPTURE: "1", PWD: "/repo", CARGO_MANIFEST_DIR: "/repo" },
  preopens: { "/repo": ROOT, [ROOT]: ROOT, ".": ROOT },
  returnOnExit: true,
});
const module = await WebAssembly.compile(await readFile(program));
// Called through JavaScript: optimised wasm that calls Node 20's native functions directly now and then corrupts the stack.
const calls = Object.entries(wasi.wasiImport).map(([name, call]) => [name, (/** @type {unknown[]} */ ...values) => call(...values)]);
const instance = await WebAssembly.instantiate(module, { wasi_snapshot_preview1: Object.fromEntries(calls) });
process.exitCode = wasi.start(instance);

/** @param {string[]} names */
function pick(...names) {
  return Object.fromEntries(names.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])));
}
