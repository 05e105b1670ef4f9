import type { EvaluateInput, Message } from "edgeward";
import { isFields } from "../body.js";
import type { Call, Fields, Json } from "../env.js";
import { judge, type Source } from "../guards.js";
import { ownMessage } from "./refusal.js";
import type { Tokens } from "./tokens.js";

export interface Guarded {
  from: Source | null;
  messages: Message[];
  tokens: Tokens | null;
}

/** Where a model writes text for somebody to read. */
const TEXTS = ["content", "refusal", "reasoning", "reasoning_content"];

class Refused {
  constructor(
    readonly decision: string,
    readonly message: string | null,
  ) {}
}

/** A completion with every text and tool call of every choice judged. */
export async function guardCompletion(c: Call, completion: Fields, guarded: Guarded): Promise<Fields> {
  const choices = Array.isArray(completion.choices) ? completion.choices.filter(isFields) : [];
  const judged: Json[] = [];
  for (const choice of choices) judged.push(await guardChoice(c, choice, guarded));
  return { ...completion, choices: judged };
}

async function guardChoice(c: Call, choice: Fields, guarded: Guarded): Promise<Fields> {
  const given = isFields(choice.message) ? choice.message : {};
  // Sound cannot be judged, and what its transcript says is said by nothing else.
  const { audio: _unjudged, ...message } = given;
  try {
    for (const key of TEXTS) {
      const text = message[key];
      if (typeof text === "string" && text !== "") message[key] = await guardText(c, text, guarded);
    }
    if (Array.isArray(message.tool_calls)) {
      const calls: Json[] = [];
      for (const call of message.tool_calls) calls.push(isFields(call) ? await guardCall(c, call, guarded) : call);
      message.tool_calls = calls;
    }
    if (isFields(message.function_call)) message.function_call = await guardArguments(c, message.function_call, guarded);
  } catch (refused) {
    if (!(refused instanceof Refused)) throw refused;
    return { index: choice.index ?? 0, ...ownMessage(refused, refused.decision), logprobs: null };
  }
  // Log probabilities spell the text as the model wrote it.
  const same = TEXTS.every((key) => message[key] === given[key]);
  return { ...choice, message, ...(!same && { logprobs: null }) };
}

async function guardText(c: Call, text: string, guarded: Guarded): Promise<string> {
  const kept = await judgedText(c, text, guarded, "text");
  return guarded.tokens === null ? kept : guarded.tokens.restore(kept);
}

async function judgedText(c: Call, text: string, { from, messages }: Guarded, format: "text" | "json"): Promise<string> {
  let kept = text;
  if (from !== null) {
    const input: EvaluateInput = { messages, response: text };
    const { verdict } = await judge(c, from, input, "response", { format });
    const outcome = verdict.response;
    if (outcome?.text === undefined || outcome.text === null) throw new Refused("block", verdict.message);
    const replaced = outcome.decision === "override" || (outcome.decision === "rephrase" && outcome.rewritten !== true);
    if (replaced) throw new Refused(outcome.decision, outcome.text);
    kept = outcome.text;
  }
  return kept;
}

async function guardCall(c: Call, call: Fields, guarded: Guarded): Promise<Fields> {
  if (isFields(call.function)) return { ...call, function: await guardArguments(c, call.function, guarded) };
  if (isFields(call.custom) && typeof call.custom.input === "string") {
    return { ...call, custom: { ...call.custom, input: await guardText(c, call.custom.input, guarded) } };
  }
  return call;
}

/** Judged as JSON, so that what is redacted leaves it valid; values that are put back go into its strings. */
async function guardArguments(c: Call, call: Fields, guarded: Guarded): Promise<Fields> {
  const text = call.arguments;
  if (typeof text !== "string" || text === "") return call;
  const kept = await judgedText(c, text, guarded, "json");
  const { tokens } = guarded;
  return { ...call, arguments: tokens === null ? kept : tokens.restoreJson(kept) };
}
