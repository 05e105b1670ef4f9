/** Tables and colours for people, a bar for those who wait. */
import process from "node:process";

/** @typedef {{ isTTY?: boolean, columns?: number, write: (text: string) => unknown }} Stream */
/** @typedef {"red" | "yellow" | "green" | "cyan" | "dim" | "bold"} Style */

const CODES = { red: 31, yellow: 33, green: 32, cyan: 36, dim: 2, bold: 1 };
const STYLES = /** @type {Record<string, Style>} */ ({
  error: "red",
  warning: "yellow",
  info: "cyan",
  allow: "green",
  flag: "yellow",
  redact: "yellow",
  override: "red",
  rephrase: "red",
  block: "red",
});

/**
 * @param {Stream} stream
 * @param {Record<string, string | undefined>} [env]
 * @returns {(style: Style, text: string) => string}
 */
export function painter(stream, env = process.env) {
  const on = stream.isTTY === true && (env.NO_COLOR ?? "") === "" && env.TERM !== "dumb";
  return (style, text) => (on ? `\u001b[${CODES[style]}m${text}\u001b[0m` : text);
}

/**
 * A name in a file must not drive the terminal.
 * @param {unknown} value
 */
export function clean(value) {
  return String(value ?? "").replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, " ");
}

/**
 * @param {string[]} titles
 * @param {unknown[][]} rows
 * @param {{ stream?: Stream, env?: Record<string, string | undefined> }} [options]
 */
export function table(titles, rows, { stream = process.stdout, env = process.env } = {}) {
  const paint = painter(stream, env);
  const cells = rows.map((row) => row.map(clean));
  const widths = titles.map((title, column) => Math.max(title.length, ...cells.map((row) => row[column].length)));
  /** @param {string[]} row @param {(cell: string, plain: string) => string} style */
  const line = (row, style) =>
    row
      .map((cell, column) => style(column === row.length - 1 ? cell : cell.padEnd(widths[column]), cell))
      .join("  ")
      .trimEnd();
  const styled = (/** @type {string} */ padded, /** @type {string} */ cell) =>
    Object.hasOwn(STYLES, cell) ? paint(STYLES[cell], padded) : padded;
  return `${[line(titles, (cell) => paint("bold", cell)), ...cells.map((row) => line(row, styled))].join("\n")}\n`;
}

/** @param {unknown} value */
export function json(value) {
  return `${JSON.stringify(value)}\n`;
}

/**
 * Waits where the reader is slower.
 * @param {string} text
 */
export async function write(text) {
  if (process.stdout.write(text)) return;
  await new Promise((resolve) => process.stdout.once("drain", () => resolve(undefined)));
}

/** So often at most. */
const PAUSE = 100;
/** What takes less long needs no bar. */
const PATIENCE = 500;

/**
 * A bar on the last line of a terminal; elsewhere nothing.
 * @param {number | null} total null: not known
 * @param {{ stream?: Stream, now?: () => number, beside?: boolean }} [options] beside: rows are written meanwhile, maybe onto the same screen
 */
export function progress(total, { stream = process.stderr, now = Date.now, beside = false } = {}) {
  const shown = stream.isTTY === true && !(beside && process.stdout.isTTY === true);
  const started = now();
  let [last, done, drawn] = [started, 0, false];
  return {
    /** @param {number} amount @param {string} note */
    step(amount, note) {
      done += amount;
      const at = now();
      if (!shown || at - started < PATIENCE || at - last < PAUSE) return;
      last = at;
      drawn = true;
      stream.write(`\r\u001b[K${bar(total, done, Math.max(10, (stream.columns ?? 80) - 40))}${note}`);
    },
    end() {
      if (drawn) stream.write("\r\u001b[K");
    },
  };
}

/** @param {number | null} total @param {number} done @param {number} width */
function bar(total, done, width) {
  if (total === null || total === 0) return "";
  const part = Math.min(1, done / total);
  const filled = Math.round(part * width);
  return `[${"#".repeat(filled)}${"-".repeat(width - filled)}] ${String(Math.floor(part * 100)).padStart(3)}% `;
}
