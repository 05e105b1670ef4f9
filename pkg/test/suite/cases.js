/** @import { EvaluateInput, EvaluateOptions, Finding, Guard, JudgeAnswer, Message, Verdict } from "../../index.d.ts" */
import { equal, ok } from "./check.js";

/** @typedef {typeof import("../../index.js")} Api */
/** @typedef {{ rule?: string, detector?: string, type?: string | null, target?: string, match?: string, nth?: number, views?: string[] }} Expected nth from 1 */
/** @typedef {{ decision?: string, detected?: string, decidedBy?: string, message?: string, findings?: Expected[], absent?: string[], text?: string, notEvaluated?: string[], pending?: string[] }} Expectation */
/** @typedef {EvaluateOptions & { answers?: Record<string, JudgeAnswer> }} CaseOptions */
/** @typedef {{ name: string, policy?: object, rule?: object, input: EvaluateInput, options?: CaseOptions, expect: Expectation, skip?: Record<string, string> }} Case */
/** @typedef {{ file: string, policy?: object, rule?: object, cases: Case[] }} CaseFile */
/** @typedef {{ files: CaseFile[], records: Record<string, string> }} CaseData records: canonical JSON by `file#case` */

/**
 * One check per case: what it expects, and the JSON verdict that the native engine wrote, byte for byte.
 * @param {Api} api
 * @param {CaseData} data
 * @param {string} engine its name in `skip`
 * @returns {[string, () => void][]}
 */
export function caseChecks(api, { files, records }, engine) {
  const guards = new Map();
  /** @param {object | undefined} policy @param {object | undefined} rule @returns {Guard} */
  const guardOf = (policy, rule) => {
    const payload = JSON.stringify(policy ?? { kind: "edgeward.policy", version: 1, name: "case", rules: [rule] });
    if (!guards.has(payload)) guards.set(payload, api.create(payload).guard);
    return guards.get(payload);
  };
  return files.flatMap((file) =>
    file.cases
      .filter((one) => [engine, "wasm", api.build.variant].every((name) => one.skip?.[name] === undefined))
      .map((one) => {
        const key = `${file.file}#${one.name}`;
        const { policy, rule } = one.policy !== undefined || one.rule !== undefined ? one : file;
        /** @type {[string, () => void]} */
        const check = [
          key,
          () => {
            const { answers, ...options } = one.options ?? {};
            const guard = guardOf(policy, rule);
            const first = guard.evaluate(one.input, options);
            if (lacks(api, guard, first)) return;
            const verdict = answers === undefined ? first : guard.resolve(one.input, first, answers, options);
            expected(one, verdict);
            ok(records[key] !== undefined, "there is no recorded verdict: UPDATE=1 cargo test");
            equal(JSON.stringify(verdict), records[key], "verdict");
          },
        ];
        return check;
      }),
  );
}

/**
 * Whether the small build lacks what this case is about. Then it must say so.
 * @param {Api} api
 * @param {Guard} guard
 * @param {Verdict} verdict
 */
function lacks({ build }, guard, verdict) {
  const missing = guard.rules.filter(({ status }) => status === "not_available" || status === "partial").map(({ rule }) => rule);
  if (build.variant === "full" || missing.length === 0) return false;
  return verdict.notEvaluated.some(({ rule, reason }) => reason === "not_available" && rule !== null && missing.includes(rule));
}

/**
 * @param {Case} one
 * @param {Verdict} verdict
 */
function expected({ input, expect }, verdict) {
  for (const key of /** @type {const} */ (["decision", "detected", "decidedBy", "message"])) {
    if (expect[key] !== undefined) equal(verdict[key], expect[key], key);
  }
  if (expect.text !== undefined) equal((verdict.response ?? verdict.prompt)?.text ?? "null", expect.text, "text");
  if (expect.notEvaluated !== undefined)
    equal(
      verdict.notEvaluated.map(({ reason }) => reason),
      expect.notEvaluated,
      "notEvaluated",
    );
  if (expect.pending !== undefined)
    equal(
      verdict.pending.map(({ id }) => id),
      expect.pending,
      "pending",
    );
  if (expect.findings !== undefined) {
    equal(verdict.findings.length, expect.findings.length, "number of findings");
    expect.findings.forEach((wanted, index) => {
      equal(described(input, verdict.findings[index], wanted), wanted, `finding ${index}`);
    });
  }
  for (const unwanted of expect.absent ?? []) {
    ok(!verdict.findings.some((finding) => matched(input, finding) === unwanted), `there is a finding on ${JSON.stringify(unwanted)}`);
  }
}

/**
 * A finding in the words of the case file.
 * @param {EvaluateInput} input
 * @param {Finding} finding
 * @param {Expected} like
 */
function described(input, finding, like) {
  const match = matched(input, finding);
  const known = { ...finding, match, nth: match === undefined ? undefined : nth(textOf(input, finding), match, finding.span?.start ?? 0) };
  return Object.fromEntries(Object.keys(like).map((key) => [key, known[/** @type {keyof Expected} */ (key)]]));
}

/**
 * @param {EvaluateInput} input
 * @param {Finding} finding
 */
function matched(input, finding) {
  return finding.span === null ? undefined : textOf(input, finding).slice(finding.span.start, finding.span.end);
}

/** @param {string} text @param {string} match @param {number} start */
function nth(text, match, start) {
  let count = 1;
  for (let at = text.indexOf(match); at >= 0 && at < start; at = text.indexOf(match, at + match.length)) count += 1;
  return count;
}

/**
 * @param {EvaluateInput} input
 * @param {Finding} finding
 * @returns {string} the text that the finding's span counts in
 */
export function textOf(input, finding) {
  if (finding.message !== undefined) return messageText(/** @type {Message[]} */ (input.messages)[finding.message], finding.part);
  if (finding.target === "context") {
    return Array.isArray(input.context) ? input.context[finding.context ?? 0] : /** @type {string} */ (input.context);
  }
  return /** @type {string} */ (input[finding.target]);
}

/** @param {Message} message @param {number | undefined} part */
function messageText({ content }, part) {
  return typeof content === "string" ? content : /** @type {{ text: string }[]} */ (content)[part ?? 0].text;
}
