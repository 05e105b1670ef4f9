// The cases of examples/fastly-compute: what is in the stores, asked and answered upstream, and what must come of it.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { ROOT } from "./shell.mjs";

export const EXAMPLE = join(ROOT, "examples/fastly-compute");
/** How the stores are called, in the code and in fastly.toml. */
export const STORE = "edgeward";
export const KV_STORE = "edgeward-policies";
export const UPSTREAM_KEY = "upstream-key";

/**
 * @typedef {object} Case
 * @property {string} name
 * @property {Record<string, unknown>} [policies] beside `default`, which is the file's; a string is stored as it is, null not at all
 * @property {Record<string, unknown> | string} [key] what is stored for the key, beside its tenant
 * @property {Record<string, string | null>} [config] instead of the usual; only the host in memory has another for each case
 * @property {{ method?: string, path?: string, headers?: Record<string, string | null>, user?: string, messages?: object[], stream?: boolean, body?: unknown, text?: string, pad?: number }} request
 * @property {{ status?: number, headers?: Record<string, string>, down?: boolean, says?: unknown, message?: object, deltas?: unknown[], finish?: string, events?: string[], text?: string, breaks?: boolean, live?: boolean }} [upstream]
 * @property {{ status: number, headers?: Record<string, string>, body?: unknown, stream?: object, absent?: string[], present?: string[], upstream?: unknown }} expect
 */

/** @returns {{ id: string, own: Case, stored: [string, string][], request: import("./fastly-abi.mjs").Request }[]} */
export function cases() {
  const folder = join(EXAMPLE, "cases");
  const all = readdirSync(folder).flatMap((file) => {
    const { policy, cases: own } = JSON.parse(readFileSync(join(folder, file), "utf8"));
    return own.map((/** @type {Case} */ each) => ({
      ...each,
      name: `${file}: ${each.name}`,
      policies: { default: policy, ...each.policies },
    }));
  });
  // Each is a tenant of its own, so that one server can run them all.
  return all.map((own, at) => ({ id: String(at), own, stored: stored(own, at), request: request(own, at) }));
}

/** @param {Case} own @param {number} at @returns {[string, string][]} */
function stored({ key = {}, policies = {} }, at) {
  const digest = createHash("sha256").update(`key-${at}`).digest("hex");
  const kept = Object.entries(policies).filter(([, policy]) => policy !== null);
  return [
    [`keys/${digest}`, typeof key === "string" ? key : JSON.stringify({ tenant: `t${at}`, ...key })],
    ...kept.map(([name, policy]) => /** @type {[string, string]} */ ([`policies/t${at}/${name}`, written(policy)])),
  ];
}

/** @param {unknown} value */
const written = (value) => (typeof value === "string" ? value : JSON.stringify(value));

/** @param {Case} own @param {number} at @returns {import("./fastly-abi.mjs").Request} */
function request({ request: given }, at) {
  const { method = "POST", path = "/v1/chat/completions", user, stream, pad = 0 } = given;
  const messages = given.messages ?? [{ role: "user", content: user ?? "Hello" }];
  const body = given.text ?? written(given.body ?? { model: "any", messages, ...(stream && { stream }) });
  const headers = { authorization: `Bearer key-${at}`, "content-type": "application/json", ...given.headers };
  return {
    method,
    url: `http://gateway.test${path}`,
    headers: Object.entries(headers).flatMap(([name, value]) => (value === null ? [] : [[name, value]])),
    body: new TextEncoder().encode(method === "GET" ? "" : body + " ".repeat(pad)),
  };
}

/** @param {Case} own @returns {import("./fastly-abi.mjs").Answer | null} */
export function upstream({ upstream: given = {} }) {
  if (given.down) return null;
  const { status = 200, headers = {}, finish = "stop", breaks = false } = given;
  const head = { id: "chatcmpl-1", created: 1, model: "any" };
  /** @type {Uint8Array[]} */
  let chunks;
  let type = "application/json";
  if (given.deltas !== undefined || given.events !== undefined) {
    type = "text/event-stream";
    const event = (/** @type {unknown} */ delta, /** @type {string | null} */ reason) =>
      `data: ${JSON.stringify({ ...head, object: "chat.completion.chunk", choices: [{ index: 0, delta, finish_reason: reason }] })}\n\n`;
    const deltas = (given.deltas ?? []).map((delta) => event(typeof delta === "string" ? { content: delta } : delta, null));
    const ends = breaks ? [] : [event({}, finish), "data: [DONE]\n\n"];
    const events = given.events ?? [...deltas, ...ends];
    // Cut anywhere, unless each event has to come by itself.
    chunks = given.live ? events.map(encoded) : pieces(encoded(events.join("")), 29);
  } else {
    const message = given.message ?? { role: "assistant", content: given.says ?? "Hello!", refusal: null };
    const choices = [{ index: 0, message, logprobs: null, finish_reason: finish }];
    const usage = { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 };
    chunks = [encoded(given.text ?? JSON.stringify({ ...head, object: "chat.completion", choices, usage }))];
  }
  const all = { "content-type": type, ...headers };
  return { status, headers: Object.entries(all), chunks: breaks ? [...chunks, null] : chunks };
}

const encoded = (/** @type {string} */ text) => new TextEncoder().encode(text);

/** @param {Uint8Array} bytes @param {number} length */
function pieces(bytes, length) {
  return Array.from({ length: Math.ceil(bytes.length / length) }, (_, at) => bytes.subarray(at * length, (at + 1) * length));
}

/**
 * @param {Case} own
 * @param {import("./fastly-abi.mjs").Sent} sent
 * @param {import("./fastly-abi.mjs").Request[]} asked
 * @returns {string[]} what is not as it should be
 */
export function faults({ expect, upstream: given }, sent, asked) {
  const text = new TextDecoder().decode(sent.body);
  const wrong = [];
  const same = (/** @type {string} */ what, /** @type {unknown} */ is, /** @type {unknown} */ wanted) => {
    if (!fits(is, wanted)) wrong.push(`${what} is ${JSON.stringify(is)}, not ${JSON.stringify(wanted)}`);
  };
  same("the status", sent.status, expect.status);
  for (const [name, value] of Object.entries(expect.headers ?? {})) same(name, sent.headers.get(name), value);
  if (expect.body !== undefined) same("the body", parsed(text), expect.body);
  if (expect.stream !== undefined) same("the stream", assembled(text), expect.stream);
  for (const word of expect.absent ?? []) if (text.includes(word)) wrong.push(`${JSON.stringify(word)} is in the answer`);
  for (const word of expect.present ?? []) if (!text.includes(word)) wrong.push(`${JSON.stringify(word)} is not in the answer`);
  if (!sent.complete) wrong.push("the answer broke off");
  if (given?.live && !sent.live) wrong.push("nothing of the answer came before its end");
  // What may reach the upstream is said by every case: nothing, unless it expects something.
  const { upstream: wanted = null } = expect;
  same("what the upstream was asked", asked.length === 0 ? null : parsed(new TextDecoder().decode(asked[0].body)), wanted);
  for (const { method, url, headers } of asked) {
    same("the upstream's method", method, "POST");
    same("the upstream's path", new URL(url).pathname, "/v1/chat/completions");
    same("the upstream's key", Object.fromEntries(headers).authorization, `Bearer ${UPSTREAM_KEY}`);
  }
  return wrong;
}

/** @param {string} text */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** What is said of an object holds for the keys that are named. @param {unknown} is @param {any} wanted @returns {boolean} */
function fits(is, wanted) {
  if (Array.isArray(wanted)) return Array.isArray(is) && is.length === wanted.length && wanted.every((each, at) => fits(is[at], each));
  if (typeof wanted !== "object" || wanted === null) return isDeepStrictEqual(is, wanted);
  if (typeof is !== "object" || is === null) return false;
  return Object.entries(wanted).every(([key, value]) => fits(/** @type {any} */ (is)[key], value));
}

/** What a client makes of a stream. @param {string} text */
function assembled(text) {
  const out = { content: "", refusal: "", arguments: "", finish: null, error: null, done: false };
  for (const event of text.split("\n\n").filter((each) => each.startsWith("data: "))) {
    const data = event.slice(6);
    if (data === "[DONE]") out.done = true;
    else {
      const { choices = [], error = null } = JSON.parse(data);
      out.error = error?.code ?? out.error;
      for (const { delta, finish_reason } of choices) {
        out.content += delta.content ?? "";
        out.refusal += delta.refusal ?? "";
        for (const call of delta.tool_calls ?? []) out.arguments += call.function?.arguments ?? "";
        out.finish = finish_reason ?? out.finish;
      }
    }
  }
  return out;
}
