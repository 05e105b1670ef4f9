import type { Message, RuleReport } from "edgeward";
import { json, respond, withHeader } from "../answers.js";
import { isFields, LIMITS, readBytes, readObject } from "../body.js";
import type { Call, Fields } from "../env.js";
import { asProblem, errorBody, Problem } from "../errors.js";
import { judge, lease, type Source } from "../guards.js";
import { judgeOf } from "../judge.js";
import type { Route } from "../routes.js";
import { ended } from "../telemetry.js";
import { type Guarded, guardCompletion } from "./answer.js";
import { asMessages, forwarded, readTurns } from "./messages.js";
import { chosenPolicy, POLICY_HEADER } from "./policy.js";
import { ownCompletion } from "./refusal.js";
import { assembled, spelled } from "./sse.js";
import { Tokens } from "./tokens.js";
import { upstreamOf } from "./upstream.js";

const DECISION_HEADER = "x-edgeward-decision";
const RESTORE_HEADER = "x-edgeward-restore";
const completion: Fields = {
  type: "object",
  required: ["id", "object", "created", "model", "choices"],
  properties: { id: { type: "string" }, object: { const: "chat.completion" }, model: { type: "string" }, choices: { type: "array" } },
};
const failure: Fields = {
  type: "object",
  required: ["error"],
  properties: { error: { type: "object", required: ["message", "type", "code"] } },
};

export const CHAT_ROUTES: Route[] = [
  {
    method: "post",
    path: "/v1/chat/completions",
    shape: "openai",
    credential: "bearer",
    scope: "gateway",
    about: "A chat completion of the tenant's upstream, with the messages and the answer judged by a policy; `stream` as usual",
    headers: [
      { name: POLICY_HEADER, about: "lyzr/ID, enkrypt/NAME or aporia/PROJECT; default: the tenant's" },
      { name: RESTORE_HEADER, about: "true: values redacted from the prompts are put back where the answer has their tokens" },
    ],
    body: {
      type: "application/json",
      schema: {
        type: "object",
        required: ["model", "messages"],
        properties: { model: { type: "string" }, messages: { type: "array", items: { type: "object" } }, stream: { type: "boolean" } },
        examples: [{ model: "any", messages: [{ role: "user", content: "Where is my order?" }] }],
      },
    },
    answers: {
      "200": { about: "the completion, or its events where `stream` is true", schema: completion, events: true },
      "400": { about: "not accepted", schema: failure },
      "404": { about: "no such policy", schema: failure },
      "502": { about: "the upstream failed", schema: failure },
    },
    serve: chat,
  },
];

async function chat(c: Call): Promise<Response> {
  const body = await readObject(c, LIMITS.text);
  if (typeof body.model !== "string") throw new Problem(400, "`model` is missing", { code: "missing" });
  const { stream = null } = body;
  if (stream !== null && typeof stream !== "boolean") throw new Problem(400, "`stream` is true or false", { code: "wrong_type" });
  const turns = readTurns(body);
  const messages = asMessages(turns);
  const from = await chosenPolicy(c);
  const tokens = c.req.header(RESTORE_HEADER) === "true" ? new Tokens() : null;
  let sent = turns;
  if (from !== null) {
    const { verdict } = await judge(c, from, { messages });
    withHeader(c, DECISION_HEADER, verdict.decision);
    if (verdict.messages === undefined) return answered(c, body, ownCompletion(c.get("note").id, body.model, verdict, verdict.decision));
    const { guard, done } = lease(from);
    try {
      sent = forwarded(guard, turns, verdict.messages, tokens, verdict.prompt?.rewritten === true);
    } finally {
      done();
    }
  }
  const upstream = await upstreamOf(c);
  const answer = await upstream.post({ body: { ...body, messages: sent } });
  if (!answer.ok) return await failed(c, answer);
  const guarded = { from, messages, tokens };
  // What came decides, not what was asked for: a body without events would pass a reader of events unjudged.
  const kind = answer.headers.get("content-type") ?? "";
  return /^text\/event-stream\b/i.test(kind) ? await streamed(c, body, answer, guarded) : await whole(c, answer, guarded);
}

async function whole(c: Call, answer: Response, guarded: Guarded): Promise<Response> {
  const text = new TextDecoder().decode(await readBytes(answer, LIMITS.answer));
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    read = null;
  }
  if (!isFields(read) || !Array.isArray(read.choices)) {
    throw new Problem(502, "the upstream's answer is no chat completion", { code: "upstream_invalid" });
  }
  const judged = await guardCompletion(c, read, guarded);
  // Of the prompt and the answer.
  withHeader(c, DECISION_HEADER, c.get("note").decision ?? "allow");
  return json(c, judged);
}

async function streamed(c: Call, body: Fields, answer: Response, guarded: Guarded): Promise<Response> {
  if (answer.body === null) throw new Problem(502, "the upstream sent no answer", { code: "upstream_invalid" });
  const { from } = guarded;
  // Restoring needs whole tokens, which may be cut anywhere.
  const piped = from !== null && guarded.tokens === null ? await throughGuard(c, answer.body, from, guarded.messages) : null;
  if (piped !== null) return eventStream(c, piped);
  // What cannot be judged while it arrives is judged whole, and told as a stream then.
  const source = answer.body;
  const usage = isFields(body.stream_options) && body.stream_options.include_usage === true;
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const writing = (async () => {
    const writer = writable.getWriter();
    let text: string;
    try {
      text = spelled(await guardCompletion(c, await assembled(source), guarded), usage);
    } catch (error) {
      const { id } = c.get("note");
      text = `data: ${JSON.stringify(errorBody("openai", asProblem(error), id))}\n\n`;
    }
    await writer.write(new TextEncoder().encode(text));
    await writer.close();
    return c.get("note").decision;
  })();
  whenOver(c, writing);
  return eventStream(c, readable);
}

/**
 * Tells of an answer that was judged while it was written. Of one whose client left nothing more is told: the runtime
 * ends its request.
 */
function whenOver(c: Call, judging: Promise<string | undefined>): void {
  const { id, route, tenant, key } = c.get("note");
  const began = performance.now();
  const told = (decision?: string) => ended(c.env, { id, route, tenant, key, decision }, performance.now() - began);
  c.executionCtx.waitUntil(judging.then(told, () => told()));
}

async function throughGuard(c: Call, source: ReadableStream<Uint8Array>, from: Source, messages: Message[]): Promise<ReadableStream> {
  const judge = await judgeOf(c);
  const { guard, done } = lease(from);
  // What the judge may still stop is not shown before it has answered.
  const release = judge !== undefined && guard.rules.some(waits) ? "end" : undefined;
  const pipe = guard.sseStream({ target: "response", input: { messages }, toolCalls: true, judge, release });
  whenOver(c, pipe.verdict.then(({ decision }) => decision).finally(done));
  return source.pipeThrough(pipe);
}

/** Whether only a judge can tell if an answer keeps to the rule, and it does more than note it. */
const waits = ({ status, targets, action }: RuleReport) => status === "needs_judge" && targets.includes("response") && action !== "flag";

function answered(c: Call, body: Fields, own: Fields): Response {
  if (body.stream !== true) return json(c, own);
  return eventStream(c, new Blob([spelled(own, false)]).stream());
}

function eventStream(c: Call, stream: ReadableStream): Response {
  withHeader(c, "cache-control", "no-cache");
  return respond(c, stream, { type: "text/event-stream; charset=utf-8" });
}

/** The upstream's own words about what is wrong with a request, as far as they are about the request. */
async function failed(c: Call, answer: Response): Promise<Response> {
  const refusedKey = answer.status === 401 || answer.status === 403;
  if (refusedKey || answer.status < 400 || answer.status >= 500) {
    await answer.body?.cancel();
    const message = refusedKey ? "the upstream refused its key" : `the upstream answered ${answer.status}`;
    throw new Problem(502, message, { code: "upstream_error" });
  }
  const bytes = await readBytes(answer, LIMITS.small);
  const after = answer.headers.get("retry-after");
  if (after !== null) withHeader(c, "retry-after", after);
  return respond(c, bytes, { type: answer.headers.get("content-type") ?? undefined, status: answer.status });
}
