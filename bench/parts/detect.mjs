// Each task beside its peers: the same texts, the same kinds, in turns. What each finds is compared on labelled texts.
import { readFileSync } from "node:fs";
import { finder, guardOf, judge, policyOf } from "../peers/edgeward.mjs";
import * as others from "../peers/others.mjs";
import * as plain from "../peers/plain.mjs";

/** @import { WasmHarness } from "../../scripts/lib/harness.mjs" */
/** @typedef {{ name: string, run: (text: string) => unknown, find?: (text: string) => string[] | Promise<string[]>, note?: string }} Side */
/** @typedef {{ id: string, title: string, equal: string, sides: Side[], texts: { name: string, spec: (bytes: number) => unknown }[], sizes?: number[] }} Task */

const SIZES = [100, 1_000, 10_000, 100_000, 1_000_000];
/** Made up, of valid form. */
const TOKENS = [
  "ghp_16C7e42F292c6912E7710c838347Ae178B4a",
  "AKIAIOSFODNN7QRSTUVW",
  "xoxb-123456789012-1234567890123-AbCdEfGhIjKlMnOpQrStUvWx",
  "sk_live_4eC39HqLyjWDarjtT1zdp7dc",
];

const prose = { name: "clean prose", spec: (/** @type {number} */ bytes) => ({ kind: "prose", bytes }) };
/** @param {number} every @param {string[]} [values] */
const laced = (every, values) => ({
  name: `a finding every ${every} bytes`,
  spec: (/** @type {number} */ bytes) => ({ kind: "findings", bytes, every, values }),
});

/** @param {WasmHarness} harness @returns {Promise<Task[]>} */
export async function tasks(harness) {
  return [await pii(harness), await secrets(), await profanity(), await keywords(harness), patterns(harness), await sql()];
}

/** @param {WasmHarness} harness @returns {Promise<Task>} */
async function pii(harness) {
  const guard = guardOf(harness.policy("pii"));
  return {
    id: "pii",
    title: "Personal data",
    equal: "e-mail, phone, card, US SSN, IP address, IBAN; found and redacted",
    texts: [prose, laced(200)],
    sides: [
      { name: "edgeward", run: judge(guard), find: finder(guard) },
      { name: "redact-pii", ...(await others.redactPii()), note: "no IBAN" },
      { name: "@openai/guardrails", ...(await others.openaiPii()) },
      { name: "@arcjet/redact", ...(await others.arcjet()), note: "no SSN, no IBAN; made for Node 22" },
      { name: "plain loop", run: plain.redact, find: plain.find, note: "six expressions, no checks" },
    ],
  };
}

/** @returns {Promise<Task>} */
async function secrets() {
  const guard = guardOf(policyOf({ id: "secret", detector: "secret" }));
  return {
    id: "secrets",
    title: "Secrets",
    equal: "every format each knows; found with their places",
    texts: [prose, laced(1_000, TOKENS)],
    sides: [
      { name: "edgeward", run: judge(guard), find: finder(guard) },
      { name: "secretlint", ...(await others.secretlint()), note: "the recommended preset" },
      { name: "@openai/guardrails", ...(await others.openaiSecrets()), note: "threshold `balanced`" },
    ],
  };
}

/** @returns {Promise<Task>} */
async function profanity() {
  const peer = await others.obscenity();
  const rule = (/** @type {string} */ id, /** @type {string[]} */ entries) => ({
    id,
    detector: "keyword",
    settings: { entries, obfuscation: true, wholeWord: id === "whole" },
  });
  const guard = guardOf(policyOf(rule("whole", peer.words.whole), rule("inside", peer.words.inside)));
  return {
    id: "profanity",
    title: "Profanity",
    equal:
      "the words of obscenity's English data set, also in leet spelling; whole words where the data set asks for a boundary or lists exceptions, anywhere else",
    texts: [prose, laced(500, ["bastard", "b4stard", "bollocks", "b0llocks"])],
    sides: [
      { name: "edgeward", run: judge(guard), find: finder(guard) },
      { name: "obscenity", run: peer.run, find: peer.find },
    ],
  };
}

/** @param {WasmHarness} harness @returns {Promise<Task>} */
async function keywords(harness) {
  const payload = harness.policy("keywords:1000");
  const { entries } = JSON.parse(payload).rules[0].settings;
  return {
    id: "keywords",
    title: "1,000 keywords",
    equal: "literals, whole words, any case",
    texts: [prose, laced(1_000, entries.slice(0, 50))],
    sides: [
      { name: "edgeward", run: judge(guardOf(payload)) },
      { name: "@openai/guardrails", ...(await others.openaiKeywords(entries)) },
      { name: "plain loop", run: plain.loop(entries), note: "one expression a word" },
      { name: "one alternation", run: plain.alternation(entries) },
    ],
  };
}

/** @param {WasmHarness} harness @returns {Task} */
function patterns(harness) {
  const entries = JSON.parse(harness.ask({ patterns: 250 }));
  const guard = guardOf(policyOf({ id: "words", detector: "keyword", settings: { entries } }));
  return {
    id: "patterns",
    title: `${entries.length} keywords and patterns of 250 rules`,
    equal: "the same expressions, each tried on the whole text by the loop",
    texts: [prose],
    sides: [
      { name: "edgeward", run: judge(guard) },
      { name: "plain loop", run: plain.loop(entries), note: "one expression after another" },
    ],
  };
}

/** @returns {Promise<Task>} */
async function sql() {
  const guard = guardOf(policyOf({ id: "sql", detector: "sql.restricted_tables", settings: { tables: ["users"], dialect: "postgres" } }));
  return {
    id: "sql",
    title: "SQL",
    equal: "the tables of a PostgreSQL query; edgeward also looks for the query in the text",
    texts: [{ name: "a query", spec: (bytes) => ({ kind: "sql", bytes }) }],
    sizes: [140, 2_048],
    sides: [
      { name: "edgeward", run: judge(guard, "response") },
      { name: "node-sql-parser", ...(await others.nodeSqlParser()) },
    ],
  };
}

/**
 * @param {WasmHarness} harness
 * @param {import("../lib/measure.mjs").Effort} effort
 * @param {typeof import("../lib/measure.mjs")} tools
 * @param {boolean} quick
 */
export async function detect(harness, effort, { measure, contestant }, quick) {
  const out = [];
  for (const { id, title, equal, sides, texts, sizes = quick ? SIZES.slice(0, 4) : SIZES } of await tasks(harness)) {
    const cells = [];
    const dropped = new Set();
    for (const { name: text, spec } of texts) {
      dropped.clear();
      for (const bytes of sizes) {
        const input = harness.text(spec(bytes));
        const running = sides.filter(({ name }) => !dropped.has(name));
        const times = await measure(
          running.map(({ name, run }) => contestant(name, () => run(input))),
          effort,
        );
        for (const [name, { over }] of Object.entries(/** @type {any} */ (times))) if (over) dropped.add(name);
        cells.push({ text, bytes: Buffer.byteLength(input), times });
      }
    }
    const notes = Object.fromEntries(sides.map(({ name, note = "" }) => [name, note]));
    out.push({ id, title, equal, notes, cells });
    console.log(`  ${title}: ${cells.length * sides.length} measurements`);
  }
  return out;
}

/** Who finds what, on texts that were labelled by hand. @param {WasmHarness} harness */
export async function compareFindings(harness) {
  /** @type {Record<string, { text: string, expect: string[] }[]>} */
  const rows = JSON.parse(readFileSync(new URL("../peers/labelled.json", import.meta.url), "utf8"));
  const out = [];
  for (const { id, title, sides } of await tasks(harness)) {
    if (rows[id] === undefined) continue;
    for (const { name, find } of sides) {
      if (find === undefined) continue;
      const counts = { found: 0, missed: 0, wrong: 0 };
      for (const { text, expect } of rows[id]) {
        const found = await find(text);
        const hit = (/** @type {string} */ a, /** @type {string} */ b) => a.includes(b) || b.includes(a);
        for (const value of expect) counts[found.some((each) => hit(each.trim(), value)) ? "found" : "missed"] += 1;
        counts.wrong += new Set(found.filter((each) => !expect.some((value) => hit(each.trim(), value)))).size;
      }
      out.push({ task: title, name, rows: rows[id].length, values: rows[id].flatMap(({ expect }) => expect).length, ...counts });
    }
  }
  return out;
}

/** What the peers make of texts that are meant to be expensive. @param {WasmHarness} harness @param {typeof import("../lib/measure.mjs")} tools @param {boolean} quick */
export async function hostilePeers(harness, { contestant }, quick) {
  const { sides } = await pii(harness);
  const sizes = quick ? [2_000, 8_000] : [2_000, 8_000, 32_000];
  const out = [];
  for (const piece of ["a@a@", "a.", "1 "]) {
    for (const { name, run } of sides) {
      const times = [];
      for (const bytes of sizes) {
        const text = harness.text({ kind: "hostile", piece, bytes });
        const { batch } = contestant(name, () => run(text));
        // Once: what is expensive needs no average. A minute is not spent on what takes four times as long with each step.
        times.push((times.at(-1) ?? 0) > 6e8 ? null : await batch(1));
      }
      out.push({ piece, name, sizes, times });
    }
  }
  return out;
}
