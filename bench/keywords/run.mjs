// Builds the harness for wasm and prints compile time and throughput of 10,000 literal keywords on English prose.
// Times are those of the processor, so that a busy machine tells the same as an idle one.
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
const median = (list) => list.toSorted((a, b) => a - b)[list.length >> 1];

const milliseconds = (work) => {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e3;
};
const speed = (time) => `${((megabytes << 20) / time / 1e3).toFixed(0)} MB/s`.padStart(9);

for (const [kind, name] of ["prefilter", "contiguous NFA", "DFA"].entries()) {
  const { exports } = await WebAssembly.instantiate(module, {});
  exports.prepare(10_000, megabytes << 20);
  const compiles = Array.from({ length: 9 }, () => milliseconds(() => exports.compile(kind)));
  const scans = Array.from({ length: 15 }, () => milliseconds(() => exports.search()));
  console.log(
    `${name.padEnd(16)} compile first ${compiles[0].toFixed(1)} ms, median ${median(compiles).toFixed(1)} ms;`,
    `scan median ${speed(median(scans))}, best ${speed(Math.min(...scans))}`,
  );
}
