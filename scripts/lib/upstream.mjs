// A model for tests and for a machine without a network: it says what the conversation asks it to say.
import { createServer } from "node:http";

/** @typedef {{ role: string, content: string | null, [key: string]: unknown }} Said */
/** @typedef {{ url: string, requests: any[], stop: () => Promise<void> }} Upstream */

/**
 * @param {(body: any) => Said} reply the message of the answer
 * @param {{ status?: () => number, pause?: () => Promise<void> | undefined, streams?: () => boolean }} [options] pause: before the second
 *   half of a streamed answer; streams: false answers whole, whatever was asked for
 * @returns {Promise<Upstream>}
 */
export async function fakeUpstream(reply = echo, { status = () => 200, pause = () => undefined, streams = () => true } = {}) {
  /** @type {any[]} */
  const requests = [];
  const server = createServer((request, response) => {
    let text = "";
    request.on("data", (chunk) => {
      text += chunk;
    });
    request.on("end", () => {
      const body = JSON.parse(text);
      requests.push({ headers: request.headers, body });
      const code = status();
      if (code !== 200) {
        response.writeHead(code, { "content-type": "application/json", "retry-after": "7" });
        response.end(JSON.stringify({ error: { message: "slow down", type: "rate_limit_error", param: null, code: "rate_limited" } }));
        return;
      }
      if (body.stream && streams()) stream(response, body, reply(body), pause);
      else {
        response.writeHead(200, { "content-type": "application/json" });
        response.end(JSON.stringify(completion(body, reply(body))));
      }
    });
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  return {
    url: `http://127.0.0.1:${port}/v1`,
    requests,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/**
 * @param {{ messages: { role: string, content: string }[] }} body
 * @returns {Said}
 */
function echo({ messages }) {
  return { role: "assistant", content: `You said: ${messages.at(-1)?.content}` };
}

const usage = { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 };

/**
 * @param {{ model: string }} body
 * @param {Said} message
 */
function completion({ model }, message) {
  const finish_reason = message.tool_calls ? "tool_calls" : "stop";
  return {
    id: "chatcmpl-1",
    object: "chat.completion",
    created: 1,
    model,
    choices: message.choices ?? [{ index: 0, message: { refusal: null, ...message }, logprobs: null, finish_reason }],
    usage,
  };
}

/**
 * @param {import("node:http").ServerResponse} response
 * @param {any} body
 * @param {Said} message
 * @param {() => Promise<void> | undefined} pause
 */
async function stream(response, body, { content, tool_calls: calls }, pause) {
  response.writeHead(200, { "content-type": "text/event-stream" });
  const head = { id: "chatcmpl-1", object: "chat.completion.chunk", created: 1, model: body.model };
  /** @param {unknown} delta */
  const send = (delta, finish_reason = /** @type {string | null} */ (null)) => {
    response.write(`data: ${JSON.stringify({ ...head, choices: [{ index: 0, delta, finish_reason }] })}\n\n`);
  };
  send({ role: "assistant", content: "" });
  const pieces = content?.match(/.{1,5}/gsu) ?? [];
  for (const [at, piece] of pieces.entries()) {
    if (at === pieces.length >> 1) await pause();
    send({ content: piece });
  }
  for (const [index, call] of /** @type {any[]} */ (calls ?? []).entries()) {
    send({ tool_calls: [{ index, id: call.id, type: "function", function: { name: call.function.name, arguments: "" } }] });
    for (const piece of call.function.arguments.match(/.{1,5}/gsu) ?? []) send({ tool_calls: [{ index, function: { arguments: piece } }] });
  }
  send({}, calls ? "tool_calls" : "stop");
  if (body.stream_options?.include_usage) response.write(`data: ${JSON.stringify({ ...head, choices: [], usage })}\n\n`);
  response.end("data: [DONE]\n\n");
}
