/** @import { Vault } from "../index.d.ts" */
import { invalidInput } from "./error.js";
import { named } from "./payload.js";

/**
 * Puts the values back where their tokens stand; of two tokens that begin alike the longer counts. Here and not in the wasm,
 * so that lone surrogates of the text survive.
 * @param {string} text
 * @param {Vault} vault
 * @returns {string}
 */
export function restore(text, vault) {
  if (typeof text !== "string") throw invalidInput(`restore takes a text first, not ${named(text)}`);
  const { values, pattern } = tokensOf(vault);
  return pattern === null ? text : text.replace(pattern, (token) => /** @type {string} */ (values.get(token)));
}

/**
 * @param {Vault} vault
 * @returns {{ values: Map<string, string>, pattern: RegExp | null }} values by token, and what finds tokens
 */
export function tokensOf(vault) {
  const values = valuesOf(vault);
  // The longest first: a token may begin with another.
  const tokens = [...values.keys()].sort((one, other) => other.length - one.length);
  const literal = tokens.map((token) => token.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&"));
  return { values, pattern: tokens.length === 0 ? null : new RegExp(literal.join("|"), "g") };
}

/**
 * @param {Vault} vault
 * @returns {Map<string, string>} by token
 */
function valuesOf(vault) {
  if (vault === null || typeof vault !== "object" || vault.version !== 1 || !Array.isArray(vault.entries)) {
    throw invalidInput("a vault is {version: 1, entries}, as a verdict brings it");
  }
  const values = new Map();
  for (const entry of vault.entries) {
    const { token, value } = /** @type {Partial<Vault["entries"][number]>} */ (entry ?? {});
    if (typeof token !== "string" || typeof value !== "string") throw invalidInput("an entry of a vault has a token and a value");
    if (token !== "" && !values.has(token)) values.set(token, value);
  }
  return values;
}
