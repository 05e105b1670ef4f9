import type { Call } from "./env.js";

interface Answering {
  type?: string;
  status?: number;
}

/** An answer that names its request. Its headers are given with it: each change of a response afterwards is a copy. */
export function respond(c: Call, body: BodyInit | null, { type, status = 200 }: Answering = {}): Response {
  const headers: Record<string, string> = { "x-request-id": c.get("note").id, ...c.get("headers") };
  if (type !== undefined) headers["content-type"] = type;
  return new Response(body, { status, headers });
}

export function json(c: Call, value: unknown, status = 200): Response {
  return respond(c, JSON.stringify(value), { type: "application/json", status });
}

/** A header of the answer that is yet to be made. */
export function withHeader(c: Call, name: string, value: string): void {
  c.set("headers", { ...c.get("headers"), [name]: value });
}
