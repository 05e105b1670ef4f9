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
