/** Verdicts as tables: one in detail, many as rows with a count. No text is quoted. */
import { DECISIONS } from "./options.js";
import { table } from "./output.js";

/** @import { Verdict } from "../index.d.ts" */

/** More rows are for a program, which has --json. */
const MOST = 1000;

export class VerdictTable {
  /** @type {[title: string, verdict: Verdict][]} */
  #kept = [];
  /** @type {Record<string, number>} */
  #counts = {};
  /** @type {[title: string, message: string][]} */
  #errors = [];
  #errorCount = 0;
  #notJson = 0;

  /** @param {string} title @param {Verdict} verdict */
  add(title, verdict) {
    this.#counts[verdict.decision] = (this.#counts[verdict.decision] ?? 0) + 1;
    if (verdict.notJson !== undefined) this.#notJson += 1;
    if (this.#kept.length < MOST) this.#kept.push([title, verdict]);
  }

  /** @param {string} title @param {string} message */
  error(title, message) {
    this.#errorCount += 1;
    if (this.#errors.length < MOST) this.#errors.push([title, message]);
  }

  text() {
    const total = Object.values(this.#counts).reduce((sum, count) => sum + count, 0);
    const parts = [];
    const [first] = this.#kept;
    if (total === 1 && this.#errorCount === 0) parts.push(detail(first[1]));
    else if (total > 0) parts.push(table(["input", "decision", "decided by", "findings", "not evaluated"], this.#kept.map(row)));
    if (total > this.#kept.length) parts.push(`and ${total - this.#kept.length} more: --json has all\n`);
    if (this.#errorCount > 0) parts.push(table(["input", "not read"], this.#errors));
    if (total !== 1 || this.#errorCount > 0)
      parts.push(`${total} inputs${counted(this.#counts)}${also(this.#notJson, "not JSON")}${also(this.#errorCount, "not read")}\n`);
    return parts.join("\n");
  }
}

/** @param {Record<string, number>} counts */
function counted(counts) {
  const said = DECISIONS.filter((decision) => counts[decision] !== undefined).map((decision) => `${counts[decision]} ${decision}`);
  return said.length === 0 ? "" : `: ${said.join(", ")}`;
}

/** @param {number} count @param {string} what */
function also(count, what) {
  return count > 0 ? `; ${count} ${what}` : "";
}

/** @param {[title: string, verdict: Verdict]} one */
function row([title, { decision, decidedBy, findings, notEvaluated }]) {
  return [title, decision, decidedBy, tally(findings.map(({ rule }) => rule)), tally(notEvaluated.map(({ reason }) => reason))];
}

/** @param {string[]} words @returns {string} each once, with its number where there are more */
function tally(words) {
  const counts = new Map();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].map(([word, count]) => (count === 1 ? word : `${word} x${count}`)).join(", ");
}

/** @param {Verdict} verdict */
function detail({ decision, decidedBy, message, findings, notEvaluated, notJson, policy }) {
  const parts = [table(["decision", "decided by", "policy", "message"], [[decision, decidedBy, policy.name, message]])];
  if (findings.length > 0) {
    const rows = findings.map((one) => [
      one.rule,
      one.detector,
      one.type,
      one.target,
      one.span === null ? "" : `${one.span.start}-${one.span.end}`,
      one.score.toFixed(2),
      one.action,
      one.explanation,
    ]);
    parts.push(table(["rule", "detector", "type", "target", "span", "score", "action", "explanation"], rows));
  }
  if (notEvaluated.length > 0) {
    const rows = notEvaluated.map(({ rule, target, reason, action, explanation }) => [rule, target, reason, action, explanation]);
    parts.push(table(["not evaluated", "target", "reason", "action", "explanation"], rows));
  }
  if (notJson !== undefined) {
    const rows = notJson.map(({ target, context, at }) => [
      context === undefined ? target : `${target} ${context}`,
      `${at}`,
      "from there it is judged as text",
    ]);
    parts.push(table(["not JSON", "from", "explanation"], rows));
  }
  return parts.join("\n");
}
