/** Options that several commands share, and what they become. */

import { UsageError } from "./exit.js";
import { jsonFile } from "./input.js";

/** @import { Option, Values } from "./args.js" */

export const VENDORS = ["enkrypt", "lyzr", "aporia", "edgeward"];
export const KINDS = [
  "enkrypt.policy",
  "enkrypt.guardrail",
  "lyzr.rai_policy",
  "aporia.custom_policy",
  "aporia.project_policies",
  "edgeward.policy",
];
/** In order of strictness. */
export const DECISIONS = ["allow", "flag", "redact", "override", "rephrase", "block"];
const FAILURE_ACTIONS = ["block", "flag", "allow"];

/** @type {Option} */
export const JSON_OUT = { type: "boolean", about: "JSON for programs, a document per line" };
/** @type {Option} */
export const OUT = { type: "string", short: "o", value: "FILE", about: "write there; `-` is the standard output" };

/** @type {Record<string, Option>} */
export const READING = {
  vendor: { type: "string", value: "NAME", choices: VENDORS, about: "whose policy it is, where it does not show" },
  kind: { type: "string", value: "NAME", choices: KINDS, about: "which document it is, instead of recognising it" },
  strict: { type: "boolean", about: "unknown keys, duplicate keys and a wrong total_rules are errors" },
  "custom-policies": { type: "string", value: "FILE", about: "JSON object with the custom policies that a project names, by type" },
};

/** @type {Record<string, Option>} */
export const COMPILING = {
  ...READING,
  "failure-mode": {
    type: "string",
    value: "MODE",
    multiple: true,
    about: "what a rule that cannot be evaluated does: block, flag, allow, or REASON=block and so on",
  },
  placeholder: { type: "string", value: "TEMPLATE", about: "for redactions, as <{type}>" },
  options: { type: "string", value: "FILE", about: "JSON object with more options of create(): limits, targets, extractions" },
};

/**
 * @param {Values} values
 * @returns {import("../index.js").ValidateOptions}
 */
export function readingOptions(values) {
  const custom = values["custom-policies"];
  return {
    vendor: values.vendor,
    kind: values.kind,
    strict: values.strict,
    ...(custom === undefined ? {} : { customPolicies: jsonFile(custom) }),
  };
}

/**
 * @param {Values} values
 * @param {string} command
 * @returns {import("../index.js").CreateOptions}
 */
export function compilingOptions(values, command) {
  const more = values.options === undefined ? {} : jsonFile(values.options);
  if (more === null || typeof more !== "object" || Array.isArray(more)) throw new UsageError("--options names a JSON object", command);
  return { ...more, ...defined({ ...readingOptions(values), ...judging(values, command) }) };
}

/**
 * @param {Values} values
 * @param {string} command
 * @returns {import("../index.js").EvaluateOptions}
 */
export function judging(values, command) {
  return defined({ failureMode: failureMode(values["failure-mode"], command), placeholder: values.placeholder });
}

/**
 * @param {string[] | undefined} given
 * @param {string} command
 * @returns {import("../index.js").FailureMode | undefined}
 */
function failureMode(given, command) {
  if (given === undefined) return undefined;
  const entries = given.map((one) => {
    const [reason, action] = one.includes("=") ? one.split("=", 2) : ["default", one];
    if (!FAILURE_ACTIONS.includes(action)) {
      throw new UsageError(`--failure-mode is ${FAILURE_ACTIONS.join(", ")}, alone or after REASON=, not ${one}`, command);
    }
    return [reason, action];
  });
  return Object.fromEntries(entries);
}

/**
 * @template {object} T
 * @param {T} options
 * @returns {T}
 */
function defined(options) {
  return /** @type {T} */ (Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)));
}
