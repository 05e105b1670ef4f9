/** `edgeward validate` */
import { api } from "./engine.js";
import { EXIT } from "./exit.js";
import { decoded, linesOf, sizeOf, sources, textOf, titleOf } from "./input.js";
import { readingOptions } from "./options.js";
import { json, progress, table, write } from "./output.js";

/** @import { Values } from "./args.js" */
/** @import { Diagnostic } from "../index.d.ts" */

const SEVERITIES = ["info", "warning", "error"];

/**
 * @param {string[]} files
 * @param {Values} values
 */
export async function validate(files, values) {
  const options = readingOptions(values);
  const least = SEVERITIES.indexOf(values["fail-on"] ?? "error");
  /** @type {string[][]} */
  const rows = [];
  let [policies, failed] = [0, 0];
  for (const file of sources(files, "validate")) {
    for await (const { line, text } of documents(file, values.lines, values.json)) {
      const report = api.validate(text, options);
      policies += 1;
      const severe = report.diagnostics.some(({ severity }) => SEVERITIES.indexOf(severity) >= least);
      if (severe || !report.ok) failed += 1;
      if (values.json) await write(json({ file: titleOf(file), ...(line === null ? {} : { line }), ...report }));
      else rows.push(...report.diagnostics.map((one) => remark(place(titleOf(file), line, one), one)));
    }
  }
  if (!values.json) {
    if (rows.length > 0) await write(`${table(["place", "severity", "code", "path", "message"], rows)}\n`);
    await write(`${policies} ${policies === 1 ? "policy" : "policies"}, ${failed} not accepted\n`);
  }
  return failed === 0 ? EXIT.ok : EXIT.failed;
}

/**
 * @param {string} file
 * @param {boolean | undefined} lines
 * @param {boolean} [beside]
 * @returns {AsyncGenerator<{ line: number | null, text: string }>}
 */
async function* documents(file, lines, beside = false) {
  if (!lines && !/\.(jsonl|ndjson)$/i.test(file)) {
    yield { line: null, text: await textOf(file) };
    return;
  }
  const bar = progress(sizeOf(file), { beside });
  try {
    let last = 0;
    const read = (/** @type {number} */ amount) => bar.step(amount, `${last} lines`);
    for await (const { line, bytes } of linesOf(file, read)) {
      last = line;
      yield { line, text: decoded(bytes, `${titleOf(file)}:${line}`) };
    }
  } finally {
    bar.end();
  }
}

/**
 * @param {string} title
 * @param {number | null} line
 * @param {Diagnostic} diagnostic
 */
export function place(title, line, { position }) {
  if (position === undefined) return line === null ? title : `${title}:${line}`;
  // A document of a line has no other line.
  return `${title}:${line ?? position.line}:${position.column}`;
}

/** @param {string} where @param {Diagnostic} diagnostic */
export function remark(where, { severity, code, path, message, accepted }) {
  const more = accepted === undefined || accepted.length === 0 || accepted.length > 12 ? "" : ` (accepted: ${accepted.join(", ")})`;
  return [where, severity, code, path === "" ? "/" : path, `${message}${more}`];
}
