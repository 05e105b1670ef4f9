// Node, Deno and Bun, from an installed package: `ENTRY` under test, checks beside this file.
import { readFileSync } from "node:fs";
import process from "node:process";
import { behaviourChecks } from "./behaviour.js";
import { caseChecks } from "./cases.js";
import { runAll } from "./check.js";

const [engine, entry = "edgeward"] = process.argv.slice(2);
const api = await import(entry);
await api.init();
const data = JSON.parse(readFileSync(new URL("./cases.json", import.meta.url), "utf8"));
const { passed, failures } = await runAll([...behaviourChecks(api), ...caseChecks(api, data, engine)]);
for (const failure of failures) console.error(`FAIL ${failure}`);
console.log(`${engine}, ${entry} ${api.build.variant}: ${passed} passed, ${failures.length} failed`);
process.exitCode = failures.length === 0 ? 0 : 1;
