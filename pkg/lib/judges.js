/**
 * Judges: the only code of the package that speaks to a network, and nothing else imports it.
 *
 * Time-outs, retries and concurrency belong to whoever evaluates: here a request is one call that the signal ends.
 * @import { Judge, JudgeRequest, JudgeAnswer } from "../index.d.ts"
 * @import { CachedJudgeOptions, OpenAiJudgeOptions, WorkersAi } from "./judges.d.ts"
 */

/** A longer answer is no TRUE or FALSE, and no rewriting that anybody asked for. */
const LONGEST = 64 * 1024;

/**
 * The answer of an OpenAI-compatible body; nothing when it was withheld, or a rewriting was cut short.
 * @param {any} body
 * @param {JudgeRequest} request
 * @returns {string | undefined}
 */
function chosen(body, request) {
  const choice = body?.choices?.[0];
  const text = choice?.message?.content;
  const reason = choice?.finish_reason;
  const cut = reason === "content_filter" || (reason === "length" && request.purpose === "rephrase");
  return typeof text === "string" && !cut && text.length <= LONGEST ? text : undefined;
}

/**
 * Asks an OpenAI-compatible endpoint (`POST {baseUrl}/chat/completions`).
 * @param {OpenAiJudgeOptions} options
 * @returns {Judge}
 */
export function openAiJudge({ baseUrl, apiKey, model, headers, fetch: own }) {
  if (typeof baseUrl !== "string" || typeof model !== "string") {
    throw new TypeError("openAiJudge needs `baseUrl` and `model`");
  }
  const url = `${baseUrl.replace(/\/+$/, "")}/chat/completions`;
  return async (request, { signal }) => {
    const response = await (own ?? fetch)(url, {
      method: "POST",
      signal,
      // A key must not follow a redirection to another host.
      redirect: "error",
      headers: { "content-type": "application/json", ...(apiKey ? { authorization: `Bearer ${apiKey}` } : {}), ...headers },
      body: JSON.stringify({ model, messages: request.messages, ...sampling(request) }),
    });
    if (!response.ok) {
      await response.body?.cancel();
      throw new Error(`the judge answered with status ${response.status}`);
    }
    return chosen(await response.json(), request);
  };
}

/** @param {JudgeRequest} request */
function sampling(request) {
  return { temperature: request.temperature, top_p: request.topP, max_tokens: request.maxTokens };
}

/**
 * Asks a model of Cloudflare Workers AI by its binding.
 * @param {WorkersAi} ai
 * @param {string} model
 * @returns {Judge}
 */
export function workersAiJudge(ai, model) {
  if (typeof ai?.run !== "function" || typeof model !== "string") {
    throw new TypeError("workersAiJudge needs the binding and the name of a model");
  }
  return async (request, { signal }) => {
    const body = /** @type {any} */ (await ai.run(model, { messages: request.messages, ...sampling(request) }, { signal }));
    const text = typeof body?.response === "string" ? body.response : chosen(body, request);
    return typeof text === "string" && text.length <= LONGEST ? text : undefined;
  };
}

/**
 * Remembers clear answers by everything that was asked.
 * @param {Judge} judge
 * @param {CachedJudgeOptions} [options]
 * @returns {Judge}
 */
export function cachedJudge(judge, { size = 1000 } = {}) {
  /** @type {Map<string, JudgeAnswer>} the one that was used last stands last */
  const known = new Map();
  return async (request, init) => {
    const { messages, purpose, temperature, topP, maxTokens } = request;
    const key = JSON.stringify([purpose, messages, temperature, topP, maxTokens]);
    const before = known.get(key);
    if (before !== undefined) {
      known.delete(key);
      known.set(key, before);
      return before;
    }
    const answer = await judge(request, init);
    if (!worthKeeping(request, answer)) return answer;
    known.set(key, answer);
    for (const oldest of known.keys()) {
      if (known.size <= size) break;
      known.delete(oldest);
    }
    return answer;
  };
}

/**
 * What is no answer must be asked again.
 * @param {JudgeRequest} request
 * @param {JudgeAnswer} answer
 */
function worthKeeping(request, answer) {
  if (request.purpose === "rephrase") return typeof answer === "string" && answer.trim() !== "";
  return typeof answer === "boolean" || (typeof answer === "string" && /^\W*(true|false)\W*$/i.test(answer));
}
