/** `edgeward create`, `edgeward compile`, `edgeward templates`, and how the others get a guard. */
import { writeFileSync } from "node:fs";
import process from "node:process";
import { EdgewardError } from "../lib/error.js";
import { api } from "./engine.js";
import { EXIT, UsageError } from "./exit.js";
import { bytesOf, decoded, sources, textOf, titleOf } from "./input.js";
import { compilingOptions } from "./options.js";
import { clean, json, table, write } from "./output.js";
import { place, remark } from "./validate.js";

/** @import { Values } from "./args.js" */
/** @import { CreateResult, Diagnostic, Guard, RuleReport } from "../index.d.ts" */

/** What `toBytes` begins with. */
const MAGIC = "edgeward";

/**
 * @param {string[]} files
 * @param {Values} values
 */
export async function create(files, values) {
  const [file] = sources(files, "create");
  const result = await created(file, await textOf(file), values, "create");
  if (result === null) return EXIT.failed;
  const { kind, report, diagnostics } = result;
  if (values.document) await write(values.json ? json(result.document) : `${JSON.stringify(result.document, null, 2)}\n`);
  else if (values.json) await write(json({ kind, document: result.document, report, diagnostics }));
  else {
    await write(`${clean(report.policy.name)} (${kind}, ${report.policy.hash.slice(0, 12)})\n\n`);
    await write(table(["rule", "status", "detectors", "targets", "action", "threshold", "priority", "note"], report.rules.map(ruleRow)));
    if (diagnostics.length > 0) await write(`\n${remarks(file, diagnostics)}`);
  }
  return EXIT.ok;
}

/** @param {RuleReport} rule */
function ruleRow({ rule, status, detectors, targets, action, threshold, priority, note, duplicateOf }) {
  const why = note ?? (duplicateOf === undefined ? "" : `as ${duplicateOf}`);
  return [rule, status, detectors.join(" "), targets.join(" "), action, threshold ?? "", priority, why];
}

/** @param {string} file @param {Diagnostic[]} diagnostics @param {import("./output.js").Stream} [stream] */
export function remarks(file, diagnostics, stream = process.stdout) {
  return table(
    ["place", "severity", "code", "path", "message"],
    diagnostics.map((one) => remark(place(titleOf(file), null, one), one)),
    { stream },
  );
}

/**
 * @param {string} file
 * @param {string} text
 * @param {Values} values
 * @param {string} command
 * @returns {Promise<CreateResult | null>} null: the policy is invalid, and it was said
 */
async function created(file, text, values, command) {
  const options = compilingOptions(values, command);
  try {
    return api.create(text, options);
  } catch (error) {
    if (!(error instanceof EdgewardError) || error.code !== "invalid_policy") throw error;
    const { code, message, diagnostics } = error;
    if (values.json) await write(json({ error: { code, message }, diagnostics }));
    else process.stderr.write(`edgeward: ${message}\n\n${remarks(file, diagnostics, process.stderr)}`);
    return null;
  }
}

/**
 * @param {string} file a policy, or what `compile` wrote
 * @param {Values} values
 * @param {string} command
 * @returns {Promise<Guard | null>} null: it is invalid, and it was said
 */
export async function guardOf(file, values, command) {
  const bytes = await bytesOf(file);
  if (bytes.subarray(0, MAGIC.length).toString("latin1") === MAGIC) return api.Guard.fromBytes(bytes);
  return (await created(file, decoded(bytes, titleOf(file)), values, command))?.guard ?? null;
}

/**
 * @param {string[]} files
 * @param {Values} values
 */
export async function compile(files, values) {
  const [file] = sources(files, "compile");
  const out = values.out ?? beside(file);
  if (out === "-" && process.stdout.isTTY) throw new UsageError("a compiled policy is not for a terminal: give --out a file", "compile");
  const result = await created(file, await textOf(file), values, "compile");
  if (result === null) return EXIT.failed;
  const { name, kind, hash } = result.guard;
  const bytes = result.guard.toBytes();
  writeFileSync(out === "-" ? 1 : out, bytes);
  if (out === "-") return EXIT.ok;
  await write(
    values.json ? json({ file: out, bytes: bytes.length, name, kind, hash }) : `${out}: ${clean(name)} (${kind}), ${bytes.length} bytes\n`,
  );
  return EXIT.ok;
}

/** @param {string} file */
function beside(file) {
  if (file === "-") throw new UsageError("a policy from the standard input has no name: give --out a file", "compile");
  return `${file.replace(/\.json$/i, "")}.edgeward`;
}

/** @param {Values} values */
export async function templates(values) {
  const all = api.templates();
  const rows = all.map(({ type, category, name, description }) => [type, category, name, description]);
  await write(values.json ? json(all) : table(["type", "category", "name", "description"], rows));
  return EXIT.ok;
}
