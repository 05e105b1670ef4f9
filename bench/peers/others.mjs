// Each library behind the same two functions: `run` does the task on a text, `find` answers what was found in it.
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
/** @typedef {{ run: (text: string) => unknown, find: (text: string) => string[] | Promise<string[]> }} Peer */

/** @returns {Promise<Peer>} its kinds that are also in the task; names, places and the like are off */
export async function redactPii() {
  const { SyncRedactor } = (await import("redact-pii")).default;
  const off = ["names", "password", "username", "streetAddress", "zipcode", "url", "digits", "credentials"];
  const builtInRedactors = Object.fromEntries(off.map((name) => [name, { enabled: false }]));
  const redactor = new SyncRedactor({ builtInRedactors });
  const marking = new SyncRedactor({ builtInRedactors, globalReplaceWith: "\u0001" });
  return { run: (text) => redactor.redact(text), find: (text) => cutOut(text, marking.redact(text)) };
}

/** @param {string} text @param {string} redacted with a sign for each piece that was taken out @returns {string[]} the pieces */
function cutOut(text, redacted) {
  const kept = redacted.split("\u0001");
  let at = kept[0].length;
  return kept.slice(1).map((piece, index) => {
    const last = index === kept.length - 2;
    const next = last ? text.length - piece.length : text.indexOf(piece, at + 1);
    const found = text.slice(at, next);
    at = next + piece.length;
    return found;
  });
}

/** The modules of its local checks: the entry of the package loads the OpenAI client too. */
const openai = (/** @type {string} */ name) => require(require.resolve("@openai/guardrails").replace(/index\.js$/, `checks/${name}.js`));

/** @returns {Promise<Peer>} */
export async function openaiPii() {
  const { pii, PIIConfig } = openai("pii");
  const entities = ["EMAIL_ADDRESS", "PHONE_NUMBER", "CREDIT_CARD", "US_SSN", "IP_ADDRESS", "IBAN_CODE"];
  const config = PIIConfig.parse({ entities });
  const found = async (/** @type {string} */ text) => (await pii(null, text, config)).info.detected_entities;
  return {
    run: async (text) => (await pii(null, text, config)).info.checked_text,
    find: async (text) => /** @type {string[]} */ (Object.values((await found(text)) ?? {}).flat()),
  };
}

/** @returns {Promise<Peer>} */
export async function openaiSecrets() {
  const { secretKeysCheck } = openai("secret-keys");
  const check = (/** @type {string} */ text) => secretKeysCheck(null, text, { threshold: "balanced" });
  return { run: check, find: async (text) => (await check(text)).info.detected_secrets ?? [] };
}

/** @param {string[]} keywords @returns {Promise<Peer>} */
export async function openaiKeywords(keywords) {
  const { keywordsCheck } = openai("keywords");
  const check = (/** @type {string} */ text) => keywordsCheck(null, text, { keywords });
  return { run: check, find: async (text) => (await check(text)).info.matchedKeywords ?? [] };
}

/** @returns {Promise<Peer>} its four kinds: no national ids, no bank accounts */
export async function arcjet() {
  const { redact } = await import("@arcjet/redact");
  return {
    run: (text) => redact(text),
    find: async (text) => {
      /** @type {string[]} */
      const found = [];
      await redact(text, {
        replace: (_, plain) => {
          found.push(plain);
          return undefined;
        },
      });
      return found;
    },
  };
}

/** @returns {Promise<Peer>} */
export async function secretlint() {
  const { lintSource } = await import("@secretlint/core");
  const { creator } = await import("@secretlint/secretlint-rule-preset-recommend");
  const id = "@secretlint/secretlint-rule-preset-recommend";
  const options = { noPhysicFilePath: true, config: { rules: [{ id, rule: creator, options: {} }] } };
  const lint = (/** @type {string} */ content) =>
    lintSource(/** @type {any} */ ({ source: { filePath: "/text.txt", content, ext: ".txt", contentType: "text" }, options }));
  return { run: lint, find: async (text) => (await lint(text)).messages.map(({ range }) => text.slice(range[0], range[1])) };
}

/** @returns {Promise<Peer & { words: { whole: string[], inside: string[] } }>} with the words of its data set, for a policy that has the same */
export async function obscenity() {
  const { RegExpMatcher, englishDataset, englishRecommendedTransformers } = await import("obscenity");
  const matcher = new RegExpMatcher({ ...englishDataset.build(), ...englishRecommendedTransformers });
  /** @type {{ whole: string[], inside: string[] }} */
  const words = { whole: [], inside: [] };
  for (const { metadata, patterns, whitelistedTerms } of /** @type {any} */ (englishDataset).containers) {
    const bounded = patterns.some((/** @type {any} */ each) => each.requireWordBoundaryAtStart || each.requireWordBoundaryAtEnd);
    if (metadata?.originalWord) words[bounded || whitelistedTerms.length > 0 ? "whole" : "inside"].push(metadata.originalWord);
  }
  const all = (/** @type {string} */ text) => matcher.getAllMatches(text, true);
  return { words, run: all, find: (text) => all(text).map(({ startIndex, endIndex }) => text.slice(startIndex, endIndex + 1)) };
}

/** @returns {Promise<Peer>} the tables of a query */
export async function nodeSqlParser() {
  const parser = new (await import("node-sql-parser")).default.Parser();
  const tables = (/** @type {string} */ sql) => parser.tableList(sql, { database: "postgresql" });
  return { run: tables, find: tables };
}
