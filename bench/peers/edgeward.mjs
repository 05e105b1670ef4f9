// The built package, as Node loads it.
import { create } from "../../pkg/entry/inline.js";

/** @param {string | object} payload @param {object} [options] */
export function guardOf(payload, options = {}) {
  return create(typeof payload === "string" ? payload : JSON.stringify(payload), options).guard;
}

/** @param {Record<string, unknown>[]} rules */
export const policyOf = (...rules) => ({ kind: "edgeward.policy", version: 1, name: "Bench", rules });

/**
 * Everything a caller reads of a verdict: the decision, the findings, the text that may go on.
 * @param {any} guard
 * @param {"prompt" | "response"} [side]
 */
export function judge(guard, side = "prompt") {
  return (/** @type {string} */ text) => {
    const verdict = guard.evaluate({ [side]: text });
    return verdict.findings.length + (verdict[side].text?.length ?? 0);
  };
}

/** @param {any} guard @returns {(text: string) => string[]} */
export function finder(guard) {
  return (text) =>
    guard
      .evaluate({ prompt: text })
      .findings.flatMap((/** @type {any} */ { span }) => (span === null ? [] : [text.slice(span.start, span.end)]));
}
