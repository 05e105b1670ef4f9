// What `make mutants` runs the tests of the modules and the native ones with: `node mutant-tests.mjs BINARY`. They are ordered
// by what they cost, and the first part that fails ends it: most mutants are caught within two seconds.
import { spawnSync } from "node:child_process";

/** What takes long and says nothing of the rooms that are changed. */
const NEVER = ["cost::", "hostile::", "evasion::", "sse::halves::texts_in", "sql::hostile", "sql::what_is_too_large"];
/** Inputs of many megabytes, for the time they take. */
const LARGE = ["vendors::a_hundred_thousand", "vendors::long_rules", "vendors::many_blocks"];
const CASES = ["cases::"];
const RANDOM = [
  "record::edits",
  "oracle::",
  "fuzz_corpora::",
  "properties::",
  "conduct::",
  "stream::every_way",
  "stream::what_names",
  "convert::every_payload",
];

const without = (/** @type {string[]} */ names) => names.flatMap((name) => ["--skip", name]);
const PARTS = [without([...NEVER, ...LARGE, ...CASES, ...RANDOM]), CASES, [...RANDOM, ...without(NEVER)]];

const [binary = "", ...given] = process.argv.slice(2);
for (const part of PARTS) {
  const { status } = spawnSync(binary, [...given, "--quiet", ...part], { stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
}
