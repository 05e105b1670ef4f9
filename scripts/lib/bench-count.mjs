// Instructions by callgrind: what a busy machine cannot change. Beside the last count, which is kept in bench/counts.json.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { NATIVE } from "./harness.mjs";
import { Failure, find, output, ROOT } from "./shell.mjs";
import { table } from "./table.mjs";

const FILE = join(ROOT, "bench/counts.json");

/** @param {string} valgrind @param {string} name @returns {number} instructions of one run, after one that warms up */
function instructions(valgrind, name) {
  const args = [
    "--tool=callgrind",
    "--callgrind-out-file=/dev/null",
    "--collect-atstart=no",
    "--toggle-collect=measured",
    NATIVE,
    "once",
    name,
  ];
  const done = spawnSync(valgrind, args, { encoding: "utf8" });
  const collected = /Collected : (\d+)/.exec(done.stderr ?? "")?.[1];
  if (done.status !== 0 || collected === undefined)
    throw new Failure(`valgrind failed for "${name}": ${done.stderr?.trim().split("\n").at(-1)}`);
  return Number(collected);
}

export function count() {
  const valgrind = find("valgrind");
  if (valgrind === null) throw new Failure("no valgrind found: `apt-get install valgrind`");
  const names = String(output(NATIVE, ["list"])).split("\n");
  /** @type {Record<string, number>} */
  const before = existsSync(FILE) ? JSON.parse(readFileSync(FILE, "utf8")).counts : {};
  /** @type {Record<string, number>} */
  const counts = {};
  const rows = names.map((name) => {
    counts[name] = instructions(valgrind, name);
    const change = before[name] === undefined ? "" : `${(((counts[name] - before[name]) / before[name]) * 100).toFixed(1)} %`;
    return [name, counts[name].toLocaleString("en"), before[name]?.toLocaleString("en") ?? "", change];
  });
  console.log(table(["one run", "instructions", "last record", "change"], rows));
  const commit = output("git", ["rev-parse", "--short=10", "HEAD"]);
  writeFileSync(FILE, `${JSON.stringify({ date: new Date().toISOString(), commit, counts }, null, 1)}\n`);
}
