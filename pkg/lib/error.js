/** @import { Diagnostic, ErrorCode } from "../index.d.ts" */

/** Misuse, a bad policy or a bad artifact. A text never causes one. */
export class EdgewardError extends Error {
  /**
   * @param {ErrorCode} code
   * @param {string} message
   * @param {Diagnostic[]} [diagnostics]
   * @param {unknown} [cause]
   */
  constructor(code, message, diagnostics = [], cause = undefined) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = /** @type {const} */ ("EdgewardError");
    this.code = code;
    this.diagnostics = diagnostics;
  }
}

/**
 * @param {string} message
 * @returns {EdgewardError}
 */
export function invalidInput(message) {
  return new EdgewardError("invalid_input", message);
}

/**
 * Runs what touches a caller's values: a getter, a proxy or a `toJSON` of theirs may throw anything.
 * @template T
 * @param {string} what
 * @param {() => T} job
 * @returns {T}
 */
export function reading(what, job) {
  try {
    return job();
  } catch (error) {
    if (error instanceof EdgewardError) throw error;
    // The first line: the engine draws circles over several.
    const [why] = (error instanceof Error ? error.message : typeof error).split("\n");
    throw new EdgewardError("invalid_input", `${what} cannot be read, give plain values: ${why}`, [], error);
  }
}

/**
 * @param {string} what
 * @param {unknown} value
 * @returns {string}
 */
export function jsonOf(what, value) {
  const text = reading(what, () => JSON.stringify(value));
  if (text === undefined) throw invalidInput(`${what} cannot be written as JSON, give plain values`);
  return text;
}
