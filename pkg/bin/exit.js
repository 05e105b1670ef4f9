/** Exit codes, and which one an error means. */
import { EdgewardError } from "../lib/error.js";

export const EXIT = /** @type {const} */ ({ ok: 0, failed: 1, usage: 2, io: 3, fault: 4 });

/** The call is wrong. */
export class UsageError extends Error {
  /**
   * @param {string} message
   * @param {string | null} [command] null: the help of all commands is the next step
   */
  constructor(message, command) {
    super(message);
    this.command = command;
  }
}

/** A file or a stream cannot be read or written, or does not hold what was said. */
export class InputError extends Error {}

/** What the command needs beside the package is not there. */
export class MissingError extends Error {}

/**
 * @param {unknown} error
 * @param {string} command
 * @returns {{ code: number, lines: string[] }}
 */
export function describe(error, command) {
  const { message, code } = /** @type {Error & { code?: string }} */ (error);
  if (error instanceof UsageError) {
    const next = error.command === null ? "edgeward --help" : `edgeward ${command} --help`;
    return { code: EXIT.usage, lines: [`${message} (try \`${next}\`)`] };
  }
  if (error instanceof InputError || /** @type {{ syscall?: string }} */ (error).syscall !== undefined)
    return { code: EXIT.io, lines: [message] };
  if (error instanceof MissingError) return { code: EXIT.fault, lines: [message] };
  if (error instanceof EdgewardError) return { code: exitOf(error), lines: [`${message} (${code})`] };
  return { code: EXIT.fault, lines: [`unexpected: ${error instanceof Error ? (error.stack ?? message) : String(error)}`] };
}

/** @param {EdgewardError} error */
function exitOf({ code }) {
  if (code === "fault" || code === "load_failed" || code === "not_initialized") return EXIT.fault;
  return code === "invalid_input" || code === "input_required" || code === "guard_freed" ? EXIT.usage : EXIT.failed;
}
