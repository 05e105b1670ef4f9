import { isFields, LIMITS } from "../body.js";
import type { Fields, Json } from "../env.js";
import { Problem } from "../errors.js";

/** The `data` of each server-sent event. */
export async function* events(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  let rest = "";
  let data: string[] = [];
  let size = 0;
  const decoder = new TextDecoder();
  for await (const chunk of body) {
    size += chunk.byteLength;
    if (size > LIMITS.answer) throw new Problem(502, "the upstream's answer is too large", { code: "upstream_too_large" });
    const lines = (rest + decoder.decode(chunk, { stream: true })).split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? "";
    for (const line of lines) {
      if (line === "" && data.length > 0) {
        yield data.join("\n");
        data = [];
      } else if (line.startsWith("data:")) data.push(line.slice(line[5] === " " ? 6 : 5));
    }
  }
  if (rest.startsWith("data:")) data.push(rest.slice(rest[5] === " " ? 6 : 5).replace(/\r$/, ""));
  if (data.length > 0) yield data.join("\n");
}

/** The chunks of a stream as the completion that they would have been. */
export async function assembled(body: ReadableStream<Uint8Array>): Promise<Fields> {
  const whole: Fields = { object: "chat.completion" };
  const choices: Fields[] = [];
  for await (const data of events(body)) {
    if (data.trim() === "[DONE]") break;
    const chunk = parsed(data);
    for (const key of ["id", "created", "model", "system_fingerprint", "service_tier", "usage"]) {
      if (chunk[key] !== undefined && chunk[key] !== null) whole[key] = chunk[key];
    }
    for (const choice of listOf(chunk.choices)) {
      const index = Number(choice.index ?? 0);
      let at = choices.find((each) => each.index === index);
      if (at === undefined) {
        at = { index, message: { role: "assistant", content: null }, finish_reason: null };
        choices.push(at);
      }
      if (isFields(choice.delta)) add(at.message as Fields, choice.delta);
      at.finish_reason = choice.finish_reason ?? at.finish_reason ?? null;
    }
  }
  return { ...whole, choices };
}

function parsed(data: string): Fields {
  let chunk: Json;
  try {
    chunk = JSON.parse(data);
  } catch {
    chunk = null;
  }
  if (!isFields(chunk)) throw new Problem(502, "the upstream sent an event that is no JSON object", { code: "upstream_invalid" });
  if (chunk.error !== undefined) throw new Problem(502, "the upstream ended its answer with an error", { code: "upstream_error" });
  return chunk;
}

const listOf = (value: Json | undefined): Fields[] => (Array.isArray(value) ? value.filter(isFields) : []);
/** Said once; every other string of a delta is a piece of a text. */
const WHOLE = ["role", "id", "type", "name"];

function add(message: Fields, delta: Fields): void {
  for (const [key, value] of Object.entries(delta)) {
    if (value === null || value === undefined) continue;
    const known = message[key];
    if (key === "tool_calls") message[key] = addCalls(listOf(known), listOf(value));
    else if (Array.isArray(value)) message[key] = [...(Array.isArray(known) ? known : typeof known === "string" ? [known] : []), ...value];
    else if (isFields(value)) {
      const inner: Fields = isFields(known) ? known : {};
      add(inner, value);
      message[key] = inner;
    } else if (typeof value === "string" && Array.isArray(known)) message[key] = [...known, value];
    else if (typeof value === "string" && typeof known === "string" && !WHOLE.includes(key)) message[key] = known + value;
    else message[key] = value;
  }
}

function addCalls(calls: Fields[], pieces: Fields[]): Fields[] {
  for (const piece of pieces) {
    let call = calls.find((each) => each.index === piece.index);
    if (call === undefined) {
      call = { index: piece.index ?? calls.length };
      calls.push(call);
    }
    add(call, piece);
  }
  return calls;
}

/** A completion as the events of a stream. */
export function spelled(completion: Fields, usage: boolean): string {
  const { choices, usage: spent = null, object: _kind, ...rest } = completion;
  const head: Fields = { ...rest, object: "chat.completion.chunk" };
  const lines: Fields[] = [];
  for (const { message, index = 0, finish_reason = null } of listOf(choices)) {
    const delta = isFields(message) ? message : {};
    lines.push({ ...head, choices: [{ index, delta, finish_reason: null }] });
    lines.push({ ...head, choices: [{ index, delta: {}, finish_reason }] });
  }
  if (usage && spent !== null) lines.push({ ...head, choices: [], usage: spent });
  return `${lines.map((line) => `data: ${JSON.stringify(line)}\n\n`).join("")}data: [DONE]\n\n`;
}
