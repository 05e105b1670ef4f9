// Start-up in fresh processes, in turns: loading with the first answer, and the wasm alone.
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { median } from "../lib/measure.mjs";

const CHILD = fileURLToPath(new URL("start-child.mjs", import.meta.url));
/** What is loaded, and what its first answer is. */
const WHOLE = {
  "edgeward/core": "a policy created, a prompt judged",
  edgeward: "a policy created, a prompt judged",
  "@cedar-policy/cedar-wasm": "a policy parsed, a request authorised",
  "@arcjet/redact": "a text redacted",
  "@openai/guardrails": "a text redacted",
  secretlint: "a text linted",
  "redact-pii": "a text redacted",
  obscenity: "a text matched",
  "node-sql-parser": "a query parsed",
};
const WASM = {
  "edgeward-core.wasm": "started by its glue",
  "edgeward.wasm": "started by its glue",
  "cedar_wasm_bg.wasm": "started by its glue",
  "@arcjet/redact-wasm": "compiled only",
};

/** @param {boolean} quick */
export function start(quick) {
  const rounds = quick ? 3 : 9;
  return { whole: inTurns(WHOLE, "whole", rounds), wasm: inTurns(WASM, "wasm", rounds), rounds };
}

/** @param {Record<string, string>} what @param {string} mode @param {number} rounds */
function inTurns(what, mode, rounds) {
  /** @type {Record<string, { wall: number, cpu: number, bytes?: number }[]>} */
  const runs = Object.fromEntries(Object.keys(what).map((name) => [name, []]));
  const names = Object.keys(what);
  for (let round = 0; round < rounds; round += 1) {
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      runs[name].push(JSON.parse(execFileSync(process.execPath, [CHILD, mode, name], { encoding: "utf8" })));
    }
  }
  return names.map((name) => ({
    name,
    does: what[name],
    wall: median(runs[name].map(({ wall }) => wall)),
    best: Math.min(...runs[name].map(({ wall }) => wall)),
    cpu: median(runs[name].map(({ cpu }) => cpu)),
    bytes: runs[name][0].bytes,
  }));
}
