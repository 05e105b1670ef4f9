/** @import { FailureAction, FailureMode, Message, Outcome, Vault, Verdict } from "../index.d.ts" */
/** @import { Reading } from "./input.js" */
import { isText, placeOf } from "./input.js";

/** @typedef {[segment: number, edits: Outcome["edits"]][]} SegmentEdits what is redacted in the texts of messages */
/** @typedef {Omit<Verdict, "messages"> & { segmentEdits?: SegmentEdits }} RawVerdict `text` is null where the host has it */

/**
 * Nothing found, nothing left out: Rust then says nothing, and this is what it means.
 * @param {Reading} reading
 * @param {{ name: string, hash: string }} policy
 * @param {Vault} [vault]
 * @returns {Verdict}
 */
export function cleanVerdict(reading, policy, vault) {
  return unfound("allow", reading, [], policy, vault);
}

/**
 * The instance stopped: no side was judged.
 * @param {Reading} reading
 * @param {{ name: string, hash: string }} policy
 * @param {FailureAction} action
 * @param {Vault} [vault]
 * @returns {Verdict}
 */
export function faultVerdict(reading, policy, action, vault) {
  const explanation = "the evaluator stopped while it read this input and was started again";
  const fault = { rule: null, detector: null, target: null, reason: /** @type {const} */ ("fault"), action, explanation };
  return unfound(action, reading, [fault], policy, vault);
}

/**
 * @param {FailureAction} decision
 * @param {Reading} reading
 * @param {Verdict["notEvaluated"]} notEvaluated
 * @param {{ name: string, hash: string }} policy
 * @param {Vault} [vault]
 * @returns {Verdict}
 */
function unfound(decision, reading, notEvaluated, policy, vault) {
  const kept = KEPT.includes(decision);
  /** @param {string | null} text */
  const side = (text) => (text === null ? null : { decision, text: kept ? text : null, edits: [] });
  /** @type {RawVerdict} */
  const raw = {
    decision,
    detected: "allow",
    complete: notEvaluated.length === 0,
    decidedBy: null,
    message: null,
    prompt: side(reading.prompt),
    response: side(reading.response),
    findings: [],
    truncated: false,
    notEvaluated,
    pending: [],
    ...(vault === undefined ? null : { vault }),
    policy: { name: policy.name, hash: policy.hash },
  };
  return reading.messages === null ? raw : fullVerdict(raw, reading);
}

/**
 * Adds the texts, which never come back from Rust: so a lone surrogate survives, and a text is not copied twice.
 * @param {RawVerdict} raw
 * @param {Reading} reading
 * @returns {Verdict}
 */
export function fullVerdict({ segmentEdits = [], ...raw }, reading) {
  for (const [outcome, text] of [
    /** @type {const} */ ([raw.prompt, reading.prompt]),
    /** @type {const} */ ([raw.response, reading.response]),
  ]) {
    if (outcome !== null && text !== null && KEPT.includes(outcome.decision)) outcome.text = edited(text, outcome.edits);
  }
  return completed(raw, reading, segmentEdits);
}

/**
 * Adds the messages.
 * @param {RawVerdict} raw
 * @param {Reading} reading
 * @param {SegmentEdits} segmentEdits
 * @returns {Verdict}
 */
export function completed(raw, reading, segmentEdits) {
  // Where a rule's message takes the place of a text, nothing is forwarded: the messages would still hold that text.
  if (reading.messages === null || !keepsTexts(raw)) return raw;
  // The order of the keys is Rust's: the JSON text of a verdict is the same everywhere.
  const { decision, detected, complete, decidedBy, message, prompt, response, ...rest } = raw;
  const messages = editedMessages(reading.messages, reading.layout, segmentEdits);
  if (prompt?.rewritten === true) rewrite(messages, prompt.text ?? "");
  return { decision, detected, complete, decidedBy, message, prompt, response, messages, ...rest };
}

/** Decisions that leave the text, but for its edits. */
export const KEPT = ["allow", "flag", "redact"];

/**
 * Whether each side goes on with a text of its own.
 * @param {RawVerdict} raw
 */
function keepsTexts({ decision, prompt, response }) {
  if (KEPT.includes(decision)) return true;
  const kept = [prompt, response].every((side) => side === null || KEPT.includes(side.decision) || side.rewritten === true);
  return decision === "rephrase" && kept;
}

/**
 * The prompt as a judge wrote it: the first text of the last user message says all of it.
 * @param {Message[]} messages
 * @param {string} text
 */
function rewrite(messages, text) {
  const at = messages.findLastIndex((message) => message.role === "user");
  const { content } = messages[at];
  let rest = text;
  const next = () => {
    const given = rest;
    rest = "";
    return given;
  };
  messages[at] = {
    ...messages[at],
    content: Array.isArray(content) ? content.map((part) => (isText(part) ? { ...part, text: next() } : part)) : next(),
  };
}

/**
 * @param {string} text
 * @param {Outcome["edits"]} edits
 */
export function edited(text, edits) {
  let out = "";
  let at = 0;
  for (const { start, end, replacement } of edits) {
    out += text.slice(at, start) + replacement;
    at = end;
  }
  return out + text.slice(at);
}

/**
 * @param {Message[]} messages
 * @param {number[]} layout
 * @param {SegmentEdits} segmentEdits
 * @returns {Message[]}
 */
function editedMessages(messages, layout, segmentEdits) {
  const copy = [...messages];
  for (const [segment, edits] of segmentEdits) {
    const { message, part } = placeOf(layout, segment);
    const { content } = copy[message];
    /** @param {string} text */
    const edit = (text) => edited(text, edits);
    const changed = Array.isArray(content)
      ? content.map((each, index) => (index === part && isText(each) ? { ...each, text: edit(each.text) } : each))
      : edit(content ?? "");
    copy[message] = { ...copy[message], content: changed };
  }
  return copy;
}

/**
 * What a fault does: what the call says, else what the guard does.
 * @param {FailureMode | undefined} mode
 * @param {FailureAction} usual
 * @returns {FailureAction}
 */
export function faultAction(mode, usual) {
  if (typeof mode === "string") return mode;
  return mode?.fault ?? mode?.default ?? usual;
}
