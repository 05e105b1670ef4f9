/** Files and the standard input, as text, as bytes, as lines. */
import { createReadStream, readFileSync, statSync } from "node:fs";
import process from "node:process";
import { InputError, UsageError } from "./exit.js";

const NEWLINE = 10;

/** @param {string} file */
export const titleOf = (file) => (file === "-" ? "(standard input)" : file);

/**
 * @param {string[]} files
 * @param {string} command
 * @returns {string[]} the files, or the standard input when there is one
 */
export function sources(files, command) {
  if (files.length > 0) return files;
  if (process.stdin.isTTY) throw new UsageError("give a file, or something on the standard input", command);
  return ["-"];
}

/**
 * @param {string} file
 * @returns {Promise<Buffer>}
 */
export async function bytesOf(file) {
  if (file !== "-") return readFileSync(file);
  // Not at once from its number: a pipe that has nothing yet answers EAGAIN.
  const chunks = [];
  for await (const chunk of process.stdin) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** @param {string} file */
export async function textOf(file) {
  return decoded(await bytesOf(file), titleOf(file));
}

/**
 * Replacing what is no UTF-8 would judge another text than the one that is there.
 * @param {Uint8Array} bytes
 * @param {string} title
 */
export function decoded(bytes, title) {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new InputError(`${title} is not UTF-8 text`);
  }
}

/**
 * @param {string} file that an option names
 * @returns {any}
 */
export function jsonFile(file) {
  return parsed(decoded(readFileSync(file), file), file);
}

/**
 * @param {string} text
 * @param {string} title
 */
export function parsed(text, title) {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ""));
  } catch {
    // What Node says quotes the text.
    throw new InputError(`${title} is not JSON`);
  }
}

/** @param {string} file @returns {number | null} bytes, where they can be known */
export function sizeOf(file) {
  return file === "-" ? null : statSync(file).size;
}

/**
 * Each line that is not empty, without the file in memory.
 * @param {string} file
 * @param {(bytes: number) => void} [read] told what was read
 * @returns {AsyncGenerator<{ line: number, bytes: Uint8Array }>}
 */
export async function* linesOf(file, read = () => {}) {
  const stream = file === "-" ? process.stdin : createReadStream(file, { highWaterMark: 1 << 18 });
  /** @type {Buffer[]} */
  let parts = [];
  let line = 0;
  for await (const chunk of stream) {
    const buffer = Buffer.from(chunk);
    let from = 0;
    for (let at = buffer.indexOf(NEWLINE); at >= 0; at = buffer.indexOf(NEWLINE, from)) {
      parts.push(buffer.subarray(from, at));
      line += 1;
      yield* full(line, parts);
      parts = [];
      from = at + 1;
    }
    parts.push(buffer.subarray(from));
    read(buffer.length);
  }
  yield* full(line + 1, parts);
}

/**
 * @param {number} line
 * @param {Buffer[]} parts
 */
function* full(line, parts) {
  const bytes = parts.length === 1 ? parts[0] : Buffer.concat(parts);
  // Space, tab and carriage return alone are no row.
  if (bytes.some((byte) => byte !== 32 && byte !== 9 && byte !== 13)) yield { line, bytes };
}
