// `make mutants`: small changes of the rooms that decide (cargo-mutants), each of which some test must catch. F names files
// (decide, redact and the streams without it), SHARD=0/4 runs a part. What was missed is run again with all tests by hand.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { Failure, main, output, ROOT, run, say } from "./lib/shell.mjs";

/** What is changed unless files are named. */
const ROOMS = ["src/engine/decide.rs", "src/engine/redact.rs", "src/engine/stream/*.rs"];
/** Fewer cases of what tries many: a mutant that survives these is tried with all of them. */
const FEWER = { STREAM_CASES: "200", ORACLE_CASES: "500", FUZZ_ROUNDS: "20" };

await main(() => {
  const [files = "", shard = ""] = process.argv.slice(2);
  if (output("cargo", ["mutants", "--version"]) === null) throw new Failure("cargo install cargo-mutants --locked");
  const chosen = (files === "" ? ROOMS : files.split(" ")).flatMap((file) => ["--file", file]);
  const part = shard === "" ? [] : ["--shard", shard, "--sharding=round-robin"];
  const build = ["--profile=mutants", "-C=--features=schema,oracle", "-C=--lib", "-C=--test=native", "--test-tool=cargo"];
  const limits = ["--baseline=skip", "--timeout=90", "--build-timeout=300", "--no-shuffle"];
  const out = join(ROOT, "target/mutants-lists");
  mkdirSync(out, { recursive: true });
  say(`mutants of ${files === "" ? ROOMS.join(", ") : files}; the lists go to ${out}`);
  const runner = `node ${join(ROOT, "scripts/lib/mutant-tests.mjs")}`;
  const env = { ...FEWER, [`CARGO_TARGET_${host().toUpperCase().replaceAll("-", "_")}_RUNNER`]: runner };
  run("cargo", ["mutants", ...build, ...limits, ...chosen, ...part, "--output", out], { env });
});

/** The platform that the tests are built for. */
function host() {
  const said = output("rustc", ["-vV"]) ?? "";
  return /^host: (.+)$/m.exec(said)?.[1] ?? "";
}
