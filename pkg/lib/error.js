/** @import { Diagnostic, ErrorCode } from "../index.d.ts" */

/** Misuse, a bad policy or a bad artifact. A text never causes one. */
export class EdgewardError extends Error {
  #ours = true;

  /**
   * Whether it is one, asked without touching it: `instanceof` runs the traps of a proxy.
   * @param {unknown} value
   * @returns {value is EdgewardError}
   */
  static is(value) {
    return typeof value === "object" && value !== null && #ours in value;
  }

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
    if (EdgewardError.is(error)) throw error;
    throw new EdgewardError("invalid_input", `${what} cannot be read, give plain values: ${whyOf(error)}`, [], error);
  }
}

/**
 * What was thrown, in a line; it may itself be something that throws.
 * @param {unknown} error
 * @returns {string}
 */
export function whyOf(error) {
  try {
    // The first line: the engine draws circles over several.
    return (error instanceof Error ? String(error.message) : typeof error).split("\n")[0];
  } catch {
    return "what it throws cannot be read either";
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
