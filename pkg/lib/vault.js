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
  const values = valuesOf(vault);
  if (values.size === 0) return text;
  const tokens = [...values.keys()].sort((one, other) => other.length - one.length);
  const any = new RegExp(tokens.map((token) => token.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&")).join("|"), "g");
  return text.replace(any, (token) => /** @type {string} */ (values.get(token)));
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
  for (const { token, value } of vault.entries) {
    if (typeof token !== "string" || typeof value !== "string") throw invalidInput("an entry of a vault has a token and a value");
    if (token !== "" && !values.has(token)) values.set(token, value);
  }
  return values;
}
