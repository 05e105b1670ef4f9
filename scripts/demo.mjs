// `make demo`: policies of every vendor are created in wasm, and a sample conversation is judged by each.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { buildPackage } from "./lib/package.mjs";
import { Failure, main, ROOT } from "./lib/shell.mjs";
import { table } from "./lib/table.mjs";

/** @typedef {import("../pkg/index.js").Verdict} Verdict */
/** @typedef {{ turn: string, prompt?: string, response?: string }} Turn */

const STRICTNESS = ["allow", "flag", "redact", "override", "rephrase", "block"];

await main(async () => {
  if (!process.argv.includes("--built")) buildPackage();
  const { build, create } = await import("../pkg/entry/inline.js");
  const folder = join(ROOT, "examples/policies");
  /** @type {Turn[]} */
  const turns = JSON.parse(readFileSync(join(ROOT, "examples/conversation.json"), "utf8"));
  const policies = [];
  /** @type {string[][]} */
  const rows = [];
  for (const file of readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .sort()) {
    const { guard, kind, report, diagnostics } = created(create, file, readFileSync(join(folder, file), "utf8"));
    const checked = report.rules.filter(({ status }) => ["active", "partial", "needs_judge", "needs_context"].includes(status));
    policies.push([
      file,
      kind,
      report.policy.name,
      `${checked.length} of ${report.rules.length}`,
      counted(report.rules.map(({ status }) => status)),
      String(diagnostics.length),
    ]);
    turns.forEach(({ turn, ...input }, at) => {
      // What stays the same is said once.
      rows.push(...judged(guard.evaluate(input)).map((row, side) => [at + side === 0 ? file : "", side === 0 ? turn : "", ...row]));
    });
  }
  if (policies.length === 0) throw new Failure("there is no policy in examples/policies");
  console.log(`\nedgeward ${build.version} in WebAssembly. What the policies became:\n`);
  console.log(table(["policy", "kind", "name", "evaluated", "rules by status", "remarks"], policies, 48));
  console.log("\nA conversation judged by each. `found` is what the text alone calls for; a rule that could not be evaluated blocks");
  console.log("by default (`failureMode`), so `decision` can be stricter:\n");
  console.log(table(["policy", "turn", "side", "found", "decision", "decided by", "findings", "not evaluated"], rows, 48));
});

/**
 * @param {typeof import("../pkg/index.js").create} create
 * @param {string} file
 * @param {string} payload
 */
function created(create, file, payload) {
  try {
    return create(payload);
  } catch (error) {
    const { diagnostics = [], message } = /** @type {import("../pkg/index.js").EdgewardError} */ (error);
    const lines = diagnostics.map((one) => `  ${one.severity} ${one.code} at ${one.path || "/"}: ${one.message}`);
    throw new Failure([`examples/policies/${file}: ${message}`, ...lines].join("\n"));
  }
}

/**
 * @param {Verdict} verdict
 * @returns {string[][]} a row per side
 */
function judged(verdict) {
  return /** @type {const} */ (["prompt", "response"]).flatMap((side) => {
    const outcome = verdict[side];
    if (outcome === null) return [];
    const findings = verdict.findings.filter(({ target }) => target === side);
    const left = verdict.notEvaluated.filter(({ target }) => target === null || target === side);
    const found = strictest(findings.map(({ action }) => action));
    const row = [side, found, outcome.decision, decider(verdict, outcome.decision, [...findings, ...left])];
    return [[...row, counted(findings.map(({ rule }) => rule)), counted(left.map(({ reason }) => reason))]];
  });
}

/**
 * Which rule of this side made its decision.
 * @param {Verdict} verdict
 * @param {string} decision
 * @param {{ rule: string | null, action: string }[]} reasons
 */
function decider({ decidedBy }, decision, reasons) {
  const own = reasons.filter(({ action }) => action === decision);
  return (own.find(({ rule }) => rule === decidedBy) ?? own[0])?.rule ?? "";
}

/** @param {string[]} actions */
function strictest(actions) {
  return STRICTNESS[Math.max(0, ...actions.map((action) => STRICTNESS.indexOf(action)))];
}

/**
 * @param {string[]} words
 * @returns {string} each once, with its number where there are more
 */
function counted(words) {
  const counts = new Map();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].map(([word, count]) => (count === 1 ? word : `${word} x${count}`)).join(", ");
}
