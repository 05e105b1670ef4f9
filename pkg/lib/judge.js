/** @import { Guard, EvaluateInput, JudgeAnswer, JudgeOptions, JudgeRequest, Verdict } from "../index.d.ts" */
import { invalidInput, reading } from "./error.js";
import { named } from "./payload.js";

/** Questions, a rewriting, questions about it: there are no more rounds. */
export const ROUNDS = 3;

/** The most that a timer takes is 2^31 - 1: beyond it, it fires at once. */
const NUMBERS = /** @type {const} */ ({ judgeTimeout: [1, 2 ** 31 - 1], judgeRetries: [0, 100], judgeConcurrency: [1, 1000] });

/** @param {JudgeOptions} options */
export function checkJudge(options) {
  reading("the options", () => {
    if (typeof options.judge !== "function") throw invalidInput(`judge is a function, not ${named(options.judge)}`);
    for (const [name, [least, most]] of Object.entries(NUMBERS)) {
      const value = options[/** @type {keyof typeof NUMBERS} */ (name)];
      // Written so that NaN is refused.
      if (value !== undefined && !(typeof value === "number" && value >= least && value <= most)) {
        throw invalidInput(`${name} is a number from ${least} to ${most}`);
      }
    }
    // By what it can do: a signal of another realm is no instance of this one's class.
    if (options.signal !== undefined && typeof options.signal?.throwIfAborted !== "function") {
      throw invalidInput(`signal is an AbortSignal, not ${named(options.signal)}`);
    }
  });
}

/**
 * Evaluates, asks the judge what is pending, and resolves.
 * @param {Guard} guard
 * @param {EvaluateInput} input
 * @param {JudgeOptions} options
 * @returns {Promise<Verdict>}
 */
export async function judged(guard, input, options) {
  const copy = reading("the options", () => ({ ...options }));
  const { judge: _asked, judgeTimeout: _time, judgeRetries: _again, judgeConcurrency: _many, signal, ...plain } = copy;
  signal?.throwIfAborted();
  let verdict = guard.evaluate(input, plain);
  for (let round = 0; verdict.pending.length > 0 && round < ROUNDS; round += 1) {
    const answers = await askAll(verdict.pending, copy);
    signal?.throwIfAborted();
    verdict = guard.resolve(input, verdict, answers, plain);
  }
  return verdict;
}

/**
 * @param {JudgeRequest[]} requests
 * @param {JudgeOptions} options
 * @returns {Promise<Record<string, JudgeAnswer>>}
 */
export async function askAll(requests, options) {
  /** @type {Record<string, JudgeAnswer>} */
  const answers = {};
  const waiting = requests.values();
  const lane = async () => {
    for (const request of waiting) {
      if (options.signal?.aborted) return;
      const answer = await ask(request, options);
      if (answer !== null) answers[request.id] = answer;
    }
  };
  const lanes = Math.max(1, Math.min(options.judgeConcurrency ?? 4, requests.length));
  await Promise.all(Array.from({ length: lanes }, lane));
  return answers;
}

/**
 * @param {JudgeRequest} request
 * @param {JudgeOptions} options
 * @returns {Promise<boolean | string | null>} null: no clear answer after all tries
 */
async function ask(request, options) {
  const tries = 1 + Math.max(0, options.judgeRetries ?? 1);
  for (let attempt = 0; attempt < tries && !options.signal?.aborted; attempt += 1) {
    const answer = readAnswer(request, await askOnce(request, options));
    if (answer !== null) return answer;
  }
  return null;
}

/**
 * @param {JudgeRequest} request
 * @param {JudgeOptions} options
 * @returns {Promise<JudgeAnswer>} nothing at a time-out, an abort or a failure of the judge
 */
async function askOnce(request, { judge, judgeTimeout = 5000, signal }) {
  const control = new AbortController();
  const stop = () => control.abort(signal?.reason);
  const timer = setTimeout(() => control.abort(new DOMException("the judge took too long", "TimeoutError")), judgeTimeout);
  signal?.addEventListener("abort", stop, { once: true });
  // A judge that does not look at its signal is not waited for.
  const ended = new Promise((resolve) => {
    control.signal.addEventListener("abort", () => resolve(undefined), { once: true });
  });
  try {
    return /** @type {JudgeAnswer} */ (await Promise.race([judge(request, { signal: control.signal }), ended]));
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", stop);
  }
}

/**
 * Only a clear TRUE or FALSE counts: text around it, or both words, is no answer.
 * @param {Pick<JudgeRequest, "purpose">} request
 * @param {JudgeAnswer} answer
 * @returns {boolean | string | null}
 */
export function readAnswer(request, answer) {
  if (request.purpose === "rephrase") return typeof answer === "string" && answer.trim() !== "" ? answer : null;
  if (typeof answer === "boolean") return answer;
  if (typeof answer !== "string") return null;
  const word = /^[\s\p{P}\p{S}]*(true|false)[\s\p{P}\p{S}]*$/iu.exec(answer)?.[1];
  return word === undefined ? null : word.toLowerCase() === "true";
}

/**
 * All that was answered so far, by request: null where a judge was asked and gave no clear answer.
 * @param {Pick<Verdict, "pending" | "answers">} verdict
 * @param {Record<string, JudgeAnswer>} answers
 * @returns {Record<string, boolean | string | null>}
 */
export function allAnswers(verdict, answers) {
  /** @type {Record<string, boolean | string | null>} */
  const all = {};
  for (const [id, answer] of [...Object.entries(verdict.answers ?? {}), ...Object.entries(answers)]) {
    all[id] = typeof answer === "string" || typeof answer === "boolean" ? answer : null;
  }
  for (const request of verdict.pending) {
    all[request.id] = Object.hasOwn(answers, request.id) ? readAnswer(request, answers[request.id]) : null;
  }
  return all;
}
