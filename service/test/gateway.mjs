// The gateway and the official client before an upstream that says what it is told to.
import { after } from "node:test";
import OpenAI from "openai";
import { fakeUpstream } from "../../scripts/lib/upstream.mjs";
import { service } from "./lib.mjs";

export const model = "any";
/** @param {string} content */
export const user = (content) => ({ role: /** @type {const} */ ("user"), content });

/** @typedef {{ reply: (body: any) => any, status: number, streams: boolean, pause: Promise<void> | undefined }} State what the upstream does */

export async function gateway() {
  /** @type {State} */
  const state = {
    reply: (body) => ({ role: "assistant", content: `You said: ${body.messages.at(-1).content}` }),
    status: 200,
    streams: true,
    pause: undefined,
  };
  const upstream = await fakeUpstream((body) => state.reply(body), {
    status: () => state.status,
    pause: () => state.pause,
    streams: () => state.streams,
  });
  after(() => upstream.stop());
  const { admin, call, tenant, url } = await service();
  const { key, id } = await tenant({ settings: { upstream: { base_url: upstream.url, api_key: "upstream-key" } } });
  const rules = {
    name: "Gateway",
    description: "",
    pii_detection: { enabled: true, types: { EMAIL_ADDRESS: "redact", CREDIT_CARD: "block" } },
    keywords: { enabled: true, keywords: [{ keyword: "heron", action: "block" }] },
  };
  const { body: policy } = await call("POST", "/v1/rai/policies", { "x-api-key": key }, rules);
  const headers = { authorization: `Bearer ${key}`, "x-edgeward-policy": `lyzr/${policy._id}` };
  const client = new OpenAI({
    apiKey: key,
    baseURL: `${url}/v1`,
    maxRetries: 0,
    defaultHeaders: { "x-edgeward-policy": headers["x-edgeward-policy"] },
  });
  /** @param {any} value */
  const says = (value) => {
    state.reply = () => value;
  };

  /** @param {import("openai").default.Chat.ChatCompletionCreateParamsNonStreaming["messages"]} messages @param {object} [options] */
  async function streamed(messages, options) {
    const stream = await client.chat.completions.create(
      { model, messages, stream: true, stream_options: { include_usage: true } },
      options,
    );
    const out = { content: "", refusal: "", finish: "", calls: "", usage: 0 };
    for await (const { choices, usage } of stream) {
      out.usage += usage?.total_tokens ?? 0;
      for (const { delta, finish_reason } of choices) {
        out.content += delta.content ?? "";
        out.refusal += /** @type {any} */ (delta).refusal ?? "";
        out.finish = finish_reason ?? out.finish;
        for (const each of delta.tool_calls ?? []) out.calls += each.function?.arguments ?? "";
      }
    }
    return out;
  }

  return { admin, call, client, headers, id, key, says, state, streamed, tenant, upstream };
}
