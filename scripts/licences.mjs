// `make docs` writes LICENSE-THIRD-PARTY: the crates that are compiled into the published wasm, with their licence texts.
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { crates } from "./lib/crates.mjs";
import { Failure, main, ROOT } from "./lib/shell.mjs";

const FILE = join(ROOT, "LICENSE-THIRD-PARTY");
/** Where crates keep the licence of the Unicode tables that they hold. */
const FOLDERS = [".", "src/unicode_tables"];

/** @returns {string} */
export function thirdParty() {
  /** @type {Map<string, string[]>} texts with the crates that have them */
  const texts = new Map();
  const list = crates();
  for (const { name, version, folder } of list) {
    for (const text of licences(folder)) texts.set(text, [...(texts.get(text) ?? []), `${name} ${version}`]);
  }
  const rows = list.map(({ name, version, license, repository }) => `${name} ${version}\n    ${license}\n    ${repository}`);
  const bodies = [...texts].map(([text, owners]) => `${"=".repeat(80)}\n${owners.join(", ")}\n${"=".repeat(80)}\n\n${text}`);
  return `Third-party software in edgeward
Written by \`make docs\` from Cargo.lock; do not edit. Where a choice is given, edgeward uses the MIT licence.
The Rust standard library is compiled in too: MIT OR Apache-2.0, https://github.com/rust-lang/rust
Data that models were trained on: DATA_CREDITS.md.

${rows.join("\n")}

${bodies.join("\n\n")}
`;
}

/** @param {string} folder @returns {string[]} the MIT text where there is one, else all; and that of tables */
function licences(folder) {
  const found = FOLDERS.flatMap((inner) => {
    const at = join(folder, inner);
    const names = existsSync(at) ? readdirSync(at).filter((name) => /^(licen[cs]e|copying|unlicense)/i.test(name)) : [];
    return names.sort().map((name) => join(at, name));
  });
  const mit = found.filter((path) => /licen[cs]e-mit/i.test(path));
  const chosen = mit.length > 0 ? [...mit, ...found.filter((path) => /unicode/i.test(path.slice(folder.length)))] : found;
  return chosen.map((path) => readFileSync(path, "utf8").replaceAll("\r\n", "\n").trim());
}

/** For the tests: the file is what would be written. */
export function licencesAreWritten() {
  if (!existsSync(FILE) || readFileSync(FILE, "utf8") !== thirdParty()) throw new Failure("LICENSE-THIRD-PARTY differs: run `make docs`");
}

if (import.meta.filename === process.argv[1]) await main(() => writeFileSync(FILE, thirdParty()));
