import type { Verdict } from "edgeward";
import type { Fields } from "../env.js";

const USUAL = "I can't help with that here.";

/** An answer of the gateway itself: a refusal, or the message that a rule puts in place of an answer. */
export function ownMessage(verdict: Pick<Verdict, "message">, decision: string): { message: Fields; finish_reason: string } {
  const text = verdict.message ?? USUAL;
  if (decision === "block") return { message: { role: "assistant", content: null, refusal: text }, finish_reason: "content_filter" };
  return { message: { role: "assistant", content: text, refusal: null }, finish_reason: "stop" };
}

export function ownCompletion(id: string, model: string, verdict: Pick<Verdict, "message">, decision: string): Fields {
  return {
    id: `chatcmpl-${id}`,
    object: "chat.completion",
    created: Math.floor(Date.now() / 1000),
    model,
    choices: [{ index: 0, ...ownMessage(verdict, decision), logprobs: null }],
    usage: { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 },
  };
}
