// Builds the harness for wasm and prints compile time and throughput of 10,000 literal keywords on English prose.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));
execFileSync("cargo", ["build", "--release", "--lib", "--target", "wasm32-unknown-unknown"], {
  cwd: here,
  stdio: ["ignore", "ignore", "inherit"],
  env: { ...process.env, RUSTFLAGS: "-C target-feature=+simd128" },
});
const bytes = readFileSync(`${here}target/wasm32-unknown-unknown/release/bench_keywords.wasm`);
const module = await WebAssembly.compile(bytes);
const megabytes = 4;
const median = (list) => list.sort((a, b) => a - b)[list.length >> 1];

for (const [kind, name] of ["prefilter", "contiguous NFA", "DFA"].entries()) {
  const { exports } = await WebAssembly.instantiate(module, {});
  exports.prepare(10_000, megabytes << 20);
  const compiles = [];
  const scans = [];
  for (let round = 0; round < 9; round += 1) {
    const start = performance.now();
    exports.compile(kind);
    compiles.push(performance.now() - start);
  }
  let hits = 0;
  for (let round = 0; round < 15; round += 1) {
    const start = performance.now();
    hits = exports.search();
    scans.push(performance.now() - start);
  }
  const first = compiles[0];
  const speed = (milliseconds) => `${((megabytes << 20) / milliseconds / 1e3).toFixed(0)} MB/s`.padStart(10);
  console.log(
    `${name.padEnd(16)} compile first ${first.toFixed(1)} ms, median ${median(compiles).toFixed(1)} ms;`,
    `scan median ${speed(median(scans))}, best ${speed(scans[0])}; ${hits} hits`,
  );
}
