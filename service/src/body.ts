import type { Call, Fields, Json } from "./env.js";
import { Problem } from "./errors.js";

const KIB = 1024;
/** In bytes. A row of the database holds at most 512 KiB of a policy. */
export const LIMITS = { policy: 1024 * KIB, stored: 512 * KIB, text: 4096 * KIB, form: 10_240 * KIB, small: 64 * KIB, answer: 8192 * KIB };

/** So much of a body that is too large is read to its end: a client that still writes would not read the refusal. */
const DRAINED = 32_768 * KIB;

/** Reads at most `limit` bytes. */
export async function readBytes(source: Request | Response, limit: number): Promise<Uint8Array> {
  const declared = Number(source.headers.get("content-length") ?? Number.NaN);
  if (declared > Math.max(limit, DRAINED)) throw tooLarge(limit);
  // HTTP holds a sender to the length it declared, and reading all at once is much cheaper. An answer that was packed is longer.
  const packed = source instanceof Response && source.headers.has("content-encoding");
  if (declared <= limit && !packed) return new Uint8Array(await source.arrayBuffer());
  const parts: Uint8Array[] = [];
  let size = 0;
  if (source.body !== null) {
    for await (const part of source.body) {
      size += part.byteLength;
      if (size > Math.max(limit, DRAINED)) throw tooLarge(limit);
      if (size <= limit) parts.push(part);
    }
  }
  if (size > limit) throw tooLarge(limit);
  if (parts.length === 1 && parts[0] !== undefined) return parts[0];
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.byteLength;
  }
  return whole;
}

function tooLarge(limit: number): Problem {
  return new Problem(413, `the body is larger than ${limit / KIB} KiB`, { code: "body_too_large" });
}

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

export async function readText(c: Call, limit: number): Promise<string> {
  const bytes = await readBytes(c.req.raw, limit);
  try {
    return decoder.decode(bytes);
  } catch {
    throw new Problem(400, "There was an error parsing the body", { code: "invalid_utf8" });
  }
}

export function parseJson(text: string): Json {
  try {
    return JSON.parse(text.startsWith("\ufeff") ? text.slice(1) : text);
  } catch {
    throw new Problem(400, "the body is not JSON", { code: "invalid_json" });
  }
}

export async function readObject(c: Call, limit: number): Promise<Fields> {
  const value = parseJson(await readText(c, limit));
  if (!isFields(value)) throw new Problem(422, "the body has to be a JSON object", { code: "wrong_type" });
  return value;
}

export async function readFormData(c: Call): Promise<FormData> {
  const type = c.req.header("content-type") ?? "";
  if (!/^(multipart\/form-data|application\/x-www-form-urlencoded)/i.test(type)) {
    throw new Problem(415, "the body has to be multipart/form-data", { code: "wrong_content_type" });
  }
  const bytes = await readBytes(c.req.raw, LIMITS.form);
  try {
    return await new Response(bytes, { headers: { "content-type": type } }).formData();
  } catch {
    throw new Problem(400, "the body is not the form that its content type says", { code: "invalid_form" });
  }
}

export function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A string of `fields`, or nothing. */
export function optionalText(fields: Fields, key: string): string | undefined {
  const value = fields[key];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== "string") throw new Problem(422, `\`${key}\` has to be a string`, { code: "wrong_type" });
  return value;
}

export function requiredText(fields: Fields, key: string): string {
  const value = optionalText(fields, key);
  if (value === undefined) throw new Problem(422, `\`${key}\` is missing`, { code: "missing" });
  return value;
}
