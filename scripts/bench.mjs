// `make bench [QUICK=1] [PARTS=core,detect]`: speed beside every peer. A whole run writes bench/record.json, the plots and
// docs/performance.md; a short one, or one of some parts, writes target/bench/last.json alone.
// `make bench-core`: criterion. `make bench-count`: instructions by callgrind. `make bench-compare`: beside the last record.
import { copyFileSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { compare } from "./lib/bench-compare.mjs";
import { count } from "./lib/bench-count.mjs";
import { buildHarness, criterion, WASM } from "./lib/harness.mjs";
import { buildPackage } from "./lib/package.mjs";
import { performancePage } from "./lib/performance.mjs";
import { nodeModules } from "./lib/setup.mjs";
import { main, ROOT, run } from "./lib/shell.mjs";

const { values, positionals } = parseArgs({
  options: { quick: { type: "string" }, parts: { type: "string" }, base: { type: "string" } },
  allowPositionals: true,
});
const quick = Boolean(values.quick);

/** @type {Record<string, () => void | Promise<void>>} */
const commands = {
  criterion,
  count: () => {
    buildHarness();
    count();
  },
  compare: async () => {
    buildHarness();
    await compare(values.base || undefined, quick);
  },
};

await main(async () => {
  const [command] = positionals;
  if (command !== undefined) return commands[command]();
  nodeModules();
  nodeModules("bench");
  buildPackage();
  buildHarness();
  run("node", ["--expose-gc", "bench/run.mjs", ...(quick ? ["--quick"] : []), ...(values.parts ? [`--only=${values.parts}`] : [])]);
  if (quick || values.parts) return undefined;
  const record = JSON.parse(readFileSync(join(ROOT, "bench/record.json"), "utf8"));
  // The next `make bench-compare` runs this build beside its own.
  mkdirSync(join(ROOT, "target/bench"), { recursive: true });
  copyFileSync(WASM, join(ROOT, `target/bench/${record.versions.commit}.wasm`));
  // Not a literal: the type check would follow it to packages that only `make bench` installs.
  const { draw } = await import(String(new URL("../bench/plots.mjs", import.meta.url)));
  await draw(record);
  performancePage();
  return undefined;
});
