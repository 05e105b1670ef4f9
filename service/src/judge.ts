import type { Judge, JudgeRequest } from "edgeward";
import { readBytes } from "./body.js";
import type { Call } from "./env.js";
import { upstreamOf } from "./gateway/upstream.js";

/** Asks a model of the tenant's own upstream; nothing where the tenant names none. */
export async function judgeOf(c: Call): Promise<Judge | undefined> {
  const { settings } = c.get("principal");
  const model = settings.judge?.model;
  if (model === undefined || settings.upstream === undefined) return undefined;
  const upstream = await upstreamOf(c);
  return async (request: JudgeRequest, { signal }) => {
    const answer = await upstream.post({
      body: {
        model,
        messages: request.messages,
        temperature: request.temperature,
        top_p: request.topP,
        max_tokens: request.maxTokens,
      },
      signal,
    });
    if (!answer.ok) return null;
    const read: Completion = JSON.parse(new TextDecoder().decode(await readBytes(answer, 65_536)));
    const choice = read.choices?.[0];
    // Half a rewriting is none.
    if (request.purpose === "rephrase" && choice?.finish_reason === "length") return null;
    return choice?.message?.content ?? null;
  };
}

interface Completion {
  choices?: { message?: { content?: string | null }; finish_reason?: string | null }[];
}
