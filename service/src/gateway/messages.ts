import type { EvaluateInput, Guard, Message, Outcome } from "edgeward";
import { isFields } from "../body.js";
import type { Fields, Json } from "../env.js";
import { Problem } from "../errors.js";
import { asJson, likeGiven, PIECES, saidInPieces, TEXTS } from "./said.js";
import type { Tokens } from "./tokens.js";

export interface Turn extends Fields {
  role: string;
}

const ROLES: { [role: string]: Message["role"] } = {
  system: "system",
  developer: "developer",
  user: "user",
  assistant: "assistant",
  tool: "tool",
  function: "tool",
};
/** What takes the place of an earlier turn that a rule blocks: the refusal was said when it was new. */
const REMOVED = "[removed by policy]";

/** Refuses what cannot be judged, so that nothing goes on unjudged. */
export function readTurns(body: Fields): Turn[] {
  const { messages, modalities, prediction = null } = body;
  if (Array.isArray(modalities) && modalities.some((each) => each !== "text")) {
    throw wrong("`modalities`: only text can be checked, so only text is answered", "unsupported_content");
  }
  if (prediction !== null) throw wrong("`prediction` is not checked, so it is not accepted: leave it out", "unsupported_content");
  if (!Array.isArray(messages) || messages.length === 0) throw wrong("`messages` is a list of messages, at least one", "messages");
  return messages.map((each, at) => {
    if (!isFields(each) || typeof each.role !== "string" || ROLES[each.role] === undefined) {
      throw wrong(`messages/${at} needs a role of ${Object.keys(ROLES).join(", ")}`, "role");
    }
    const { content = null } = each;
    if (content !== null && typeof content !== "string" && !(Array.isArray(content) && content.every(isText))) {
      throw wrong(`messages/${at}: only text can be checked, so only text is accepted`, "unsupported_content");
    }
    return each as Turn;
  });
}

const wrong = (message: string, code: string) => new Problem(400, message, { code });
const PARTS = ["text", "refusal"];
const isText = (part: Json): boolean => isFields(part) && PARTS.some((key) => part.type === key && typeof part[key] === "string");

/** As the package reads them. */
export function asMessages(turns: Turn[]): Message[] {
  return turns.map(({ role, content }) => ({
    role: ROLES[role] ?? "other",
    content: Array.isArray(content) ? content.map((part) => ({ type: "text", text: textOf(part) })) : ((content as string | null) ?? null),
  }));
}

function textOf(part: Json): string {
  if (!isFields(part)) return "";
  return String(part.text ?? part.refusal ?? "");
}

/**
 * The turns as they may go to the model: every earlier turn is judged again by its findings alone, since a client sends
 * the originals each time. `judged` is what the evaluation of the whole made of them; `rewritten`: a judge wrote the last prompt.
 */
export function forwarded(guard: Guard, given: Turn[], judged: Message[], tokens: Tokens | null, rewritten: boolean): Turn[] {
  const last = given.findLastIndex(({ role }) => role === "user");
  return given.map((each, at) => {
    const turn = rewritten && at === last ? withEdited(each, judged[at]?.content ?? null, null) : each;
    if (turn.role === "user") return withTexts(turn, (text) => one(guard, { prompt: text }, text, tokens));
    if (turn.role === "assistant") {
      const judgedText = (text: string) => {
        const hidden = tokens === null ? text : tokens.hide(text);
        return one(guard, { response: hidden }, hidden, null);
      };
      const judgedJson = (text: string) => {
        const hidden = tokens === null ? text : tokens.hideJson(text);
        return one(guard, { response: hidden }, hidden, null, "json");
      };
      return withCalls(withThoughts(withTexts(turn, judgedText), judgedText), judgedJson, judgedText);
    }
    const content = judged[at]?.content;
    return content === undefined ? turn : withEdited(turn, content, tokens);
  });
}

function one(guard: Guard, input: EvaluateInput, text: string, tokens: Tokens | null, format: "text" | "json" = "text"): string {
  if (text === "") return text;
  const verdict = guard.evaluate(input, { format, failureMode: { default: "allow", over_limit: "block", fault: "block" } });
  const outcome = (verdict.prompt ?? verdict.response) as Outcome;
  if (outcome.text === null) return format === "json" ? "{}" : REMOVED;
  return tokens !== null && outcome.decision === "redact" ? tokens.replace(text, outcome.edits) : outcome.text;
}

function withTexts(turn: Turn, change: (text: string) => string): Turn {
  const { content } = turn;
  if (typeof content === "string") return { ...turn, content: change(content) };
  if (!Array.isArray(content)) return turn;
  return { ...turn, content: content.map((part) => changedPart(part, change(textOf(part)))) };
}

/** What an earlier turn said beside its content. */
function withThoughts(turn: Turn, change: (text: string) => string): Turn {
  const changed: Turn = { ...turn };
  for (const key of TEXTS.slice(1)) {
    const text = turn[key];
    if (typeof text === "string") changed[key] = change(text);
    else if (text !== null) delete changed[key];
  }
  for (const key of PIECES) {
    const text = saidInPieces(turn[key]);
    if (text !== "" && change(text) !== text) delete changed[key];
  }
  return changed;
}

/** What an earlier turn called: the arguments of functions are JSON, what a custom tool is given is text. */
function withCalls(turn: Turn, json: (text: string) => string, text: (text: string) => string): Turn {
  const changed = (fields: Fields, key: string, change: (text: string) => string): Fields => {
    const text = asJson(fields[key]);
    return text === "" ? fields : { ...fields, [key]: likeGiven(fields[key], change(text)) };
  };
  const call = (each: Json): Json => {
    if (!isFields(each)) return each;
    if (isFields(each.function)) return { ...each, function: changed(each.function, "arguments", json) };
    if (!isFields(each.custom)) return each;
    return { ...each, custom: changed(each.custom, "input", typeof each.custom.input === "string" ? text : json) };
  };
  return {
    ...turn,
    ...(Array.isArray(turn.tool_calls) && { tool_calls: turn.tool_calls.map(call) }),
    ...(isFields(turn.function_call) && { function_call: changed(turn.function_call, "arguments", json) }),
  };
}

function withEdited(turn: Turn, edited: Message["content"], tokens: Tokens | null): Turn {
  const hide = (text: string) => (tokens === null || turn.role === "system" || turn.role === "developer" ? text : tokens.hide(text));
  if (typeof edited === "string") return { ...turn, content: hide(edited) };
  if (!Array.isArray(edited) || !Array.isArray(turn.content)) return turn;
  return { ...turn, content: turn.content.map((part, at) => changedPart(part, hide(edited[at]?.text ?? ""))) };
}

function changedPart(part: Json, text: string): Json {
  if (!isFields(part)) return part;
  return part.type === "refusal" ? { ...part, refusal: text } : { ...part, text };
}
