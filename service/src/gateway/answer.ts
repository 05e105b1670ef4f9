import type { EvaluateInput, Message } from "edgeward";
import { isFields } from "../body.js";
import type { Call, Fields, Json } from "../env.js";
import { judge, type Source } from "../guards.js";
import { ownMessage } from "./refusal.js";
import { asJson, likeGiven, PIECES, plainMessage, saidInPieces, TEXTS } from "./said.js";
import type { Tokens } from "./tokens.js";

export interface Guarded {
  from: Source | null;
  messages: Message[];
  tokens: Tokens | null;
}

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
  // A text beside the message would be one that nobody judged.
  const { message: given, delta: _stream, text: _older, ...rest } = choice;
  try {
    if (!isFields(given)) throw new Refused("block", null);
    const message = plainMessage(given);
    await guardMessage(c, message, guarded);
    // Log probabilities spell the text as the model wrote it.
    const same = TEXTS.every((key) => message[key] === given[key]);
    return { ...rest, message, ...(!same && { logprobs: null }) };
  } catch (refused) {
    if (!(refused instanceof Refused)) throw refused;
    return { index: choice.index ?? 0, ...ownMessage(refused, refused.decision), logprobs: null };
  }
}

async function guardMessage(c: Call, message: Fields, guarded: Guarded): Promise<void> {
  for (const key of TEXTS) {
    const text = message[key];
    if (typeof text === "string" && text !== "") message[key] = await guardText(c, text, guarded);
  }
  for (const key of PIECES) {
    const text = saidInPieces(message[key]);
    // A signed piece that was redacted would be worth nothing.
    if (text !== "" && (await judgedText(c, text, guarded, "text")) !== text) delete message[key];
  }
  if (Array.isArray(message.tool_calls)) {
    const calls: Json[] = [];
    for (const call of message.tool_calls.filter(isFields)) calls.push(await guardCall(c, call, guarded));
    message.tool_calls = calls;
  }
  if (isFields(message.function_call)) message.function_call = await guardArguments(c, message.function_call, guarded);
}

async function guardText(c: Call, text: string, guarded: Guarded): Promise<string> {
  const kept = await judgedText(c, text, guarded, "text");
  return guarded.tokens === null ? kept : guarded.tokens.restore(kept);
}

async function judgedText(c: Call, text: string, { from, messages }: Guarded, format: "text" | "json"): Promise<string> {
  if (text === "") return text;
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
  if (!isFields(call.custom)) return call;
  const { input } = call.custom;
  const kept = typeof input === "string" ? await guardText(c, input, guarded) : await guardJson(c, input, guarded);
  return { ...call, custom: { ...call.custom, input: kept } };
}

async function guardArguments(c: Call, call: Fields, guarded: Guarded): Promise<Fields> {
  return { ...call, arguments: await guardJson(c, call.arguments, guarded) };
}

/** Judged as JSON, so that what is redacted leaves it valid; values that are put back go into its strings. */
async function guardJson(c: Call, given: Json | undefined, guarded: Guarded): Promise<Json> {
  const text = asJson(given);
  if (text === "") return given ?? null;
  const kept = await judgedText(c, text, guarded, "json");
  const { tokens } = guarded;
  return likeGiven(given, tokens === null ? kept : tokens.restoreJson(kept));
}
