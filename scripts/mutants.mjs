// `make mutants`: small changes of the rooms that decide (cargo-mutants), each of which some test must catch. F names files
// (decide, redact and the streams without it), SHARD=0/4 runs a part. What was missed is run again with all tests by hand.
import { join } from "node:path";
import { Failure, main, output, ROOT, run, say } from "./lib/shell.mjs";

/** What is changed unless files are named. */
const ROOMS = ["src/engine/decide.rs", "src/engine/redact.rs", "src/engine/stream/*.rs"];
/** Fewer cases of what tries many: a mutant that survives these is tried with all of them. */
const FEWER = { STREAM_CASES: "200", ORACLE_CASES: "500", FUZZ_ROUNDS: "20" };
/** What takes long and says nothing of these rooms. */
const SKIPPED = ["cost::", "hostile::", "evasion::", "sse::halves::texts_in"];

await main(() => {
  const [files = "", shard = ""] = process.argv.slice(2);
  if (output("cargo", ["mutants", "--version"]) === null) throw new Failure("cargo install cargo-mutants --locked");
  const chosen = (files === "" ? ROOMS : files.split(" ")).flatMap((file) => ["--file", file]);
  const part = shard === "" ? [] : ["--shard", shard, "--sharding=round-robin"];
  const build = ["-C=--features=schema,oracle", "-C=--test=native", "--test-tool=cargo"];
  const limits = ["--baseline=skip", "--timeout=180", "--build-timeout=300", "--no-shuffle"];
  const out = join(ROOT, "target/mutants");
  const skipped = SKIPPED.flatMap((name) => ["--skip", name]);
  say(`mutants of ${files === "" ? ROOMS.join(", ") : files}; the lists go to ${out}`);
  const tests = ["--", "--", "--quiet", ...skipped];
  run("cargo", ["mutants", ...build, ...limits, ...chosen, ...part, "--output", out, ...tests], { env: FEWER });
});
