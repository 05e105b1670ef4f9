// `make fuzz T=target S=seconds`: one target under libFuzzer, from the committed corpus and what earlier runs have found.
// Without T: the targets. The coverage comes from stable flags of rustc, so that no other toolchain is needed.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { Failure, main, output, ROOT, run, say } from "./lib/shell.mjs";

const FUZZ = join(ROOT, "fuzz");
/** What cargo-fuzz passes too, but for the sanitizer, which the crate without unsafe code does not need. */
const COVERAGE = [
  "--cfg fuzzing",
  "-Cpasses=sancov-module",
  "-Cllvm-args=-sanitizer-coverage-level=4",
  "-Cllvm-args=-sanitizer-coverage-inline-8bit-counters",
  "-Cllvm-args=-sanitizer-coverage-pc-table",
  "-Cllvm-args=-sanitizer-coverage-trace-compares",
];
/** Which words are tried. */
const DICTIONARIES = { payloads: "payloads", artifacts: "payloads", sql: "sql", sse: "sse" };

await main(() => {
  const [target = "", seconds = "60"] = process.argv.slice(2);
  const targets = readdirSync(join(FUZZ, "corpus")).sort();
  if (!targets.includes(target)) throw new Failure(`make fuzz T=target S=seconds; the targets are ${targets.join(", ")}`);
  const host = output("rustc", ["--print", "host-tuple"]);
  if (host === null) throw new Failure("rustc does not say what it builds for");
  say(`building ${target}`);
  const build = ["build", "--release", "--locked", "--features", "libfuzzer", "--bin", target, "--target", host];
  run("cargo", [...build, "--manifest-path", join(FUZZ, "Cargo.toml")], { env: { RUSTFLAGS: COVERAGE.join(" ") } });
  const found = join(FUZZ, "target/corpus", target);
  const artifacts = join(FUZZ, "target/artifacts", target);
  for (const folder of [found, artifacts]) mkdirSync(folder, { recursive: true });
  const words = DICTIONARIES[/** @type {keyof typeof DICTIONARIES} */ (target)] ?? "text";
  const options = ["-max_len=2048", "-timeout=20", "-rss_limit_mb=2048", "-print_final_stats=1", `-max_total_time=${Number(seconds)}`];
  const done = spawnSync(
    join(FUZZ, "target", host, "release", target),
    [
      found,
      join(FUZZ, "corpus", target),
      ...options,
      `-dict=${join(FUZZ, "dictionaries", `${words}.dict`)}`,
      `-artifact_prefix=${artifacts}/`,
    ],
    { stdio: "inherit" },
  );
  const left = existsSync(artifacts) ? readdirSync(artifacts) : [];
  if (done.status !== 0) throw new Failure(`${target} found something; fuzz/target/artifacts/${target}: ${left.join(", ")}`);
});
