// The licences and sources of what a package of Rust depends on, by its lock file: what can be checked without cargo-deny.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Failure, output, ROOT } from "./shell.mjs";

/** @param {string} folder of a package with a `deny.toml`, whose lists decide */
export function termsAreAllowed(folder) {
  const base = join(ROOT, folder);
  const told = output("cargo", ["metadata", "--locked", "--format-version", "1", "--manifest-path", join(base, "Cargo.toml")]);
  if (told === null) throw new Failure(`cargo metadata failed for ${folder}`);
  const rules = readFileSync(join(base, "deny.toml"), "utf8");
  const [licences, registries] = [list(rules, "allow"), list(rules, "allow-registry")];
  const wrong = JSON.parse(told).packages.flatMap((/** @type {any} */ { name, version, license, source }) => {
    const faults = [];
    if (!isAllowed(license ?? "none", licences)) faults.push(`${name} ${version} is under ${license}`);
    if (source !== null && !registries.includes(source.replace("registry+", ""))) faults.push(`${name} ${version} comes from ${source}`);
    return faults;
  });
  if (wrong.length > 0) throw new Failure(`not in ${join(folder, "deny.toml")}: ${wrong.join(", ")}`);
}

/** @param {string} toml @param {string} key @returns {string[]} */
function list(toml, key) {
  const found = new RegExp(`^${key} = (\\[[^\\]]*\\])`, "m").exec(toml)?.[1];
  if (found === undefined) throw new Failure(`deny.toml has no list \`${key}\``);
  return JSON.parse(found);
}

/**
 * Whether an SPDX expression, or its older form with `/`, leaves a choice that is allowed.
 * @param {string} expression
 * @param {string[]} allowed
 */
export function isAllowed(expression, allowed) {
  const words = expression.replaceAll("/", " OR ").match(/[()]|[^\s()]+( WITH [^\s()]+)?/g) ?? [];
  /** @returns {boolean} `AND` binds tighter */
  const either = () => {
    let fits = both();
    while (words[0] === "OR") {
      words.shift();
      fits = both() || fits;
    }
    return fits;
  };
  const both = () => {
    let fits = one();
    while (words[0] === "AND") {
      words.shift();
      fits = one() && fits;
    }
    return fits;
  };
  const one = () => {
    const word = words.shift();
    if (word !== "(") return word !== undefined && allowed.includes(word);
    const fits = either();
    return words.shift() === ")" && fits;
  };
  return either() && words.length === 0;
}
