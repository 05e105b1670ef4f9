import { unseal } from "../crypto.js";
import type { Call } from "../env.js";
import { Problem } from "../errors.js";

export interface Upstream {
  post(request: { body: unknown; signal?: AbortSignal }): Promise<Response>;
}

/** The tenant's OpenAI-compatible upstream. */
export async function upstreamOf(c: Call): Promise<Upstream> {
  const { upstream } = c.get("principal").settings;
  if (upstream === undefined) throw new Problem(400, "no upstream is set for this tenant", { code: "no_upstream" });
  const headers: Record<string, string> = { "content-type": "application/json", accept: "application/json, text/event-stream" };
  if (upstream.api_key !== undefined) headers.authorization = `Bearer ${await opened(c, upstream.api_key)}`;
  const url = `${upstream.base_url.replace(/\/+$/, "")}/chat/completions`;
  return {
    async post({ body, signal }) {
      try {
        // A redirect would carry the key somewhere else.
        return await fetch(url, { method: "POST", headers, body: JSON.stringify(body), redirect: "manual", signal });
      } catch {
        throw new Problem(502, "the upstream could not be reached", { code: "upstream_unreachable" });
      }
    },
  };
}

function opened(c: Call, sealed: string): Promise<string> {
  const key = c.env.SEALING_KEY;
  if (key === undefined) throw new Problem(503, "the upstream's key is sealed and SEALING_KEY is not set", { code: "sealed" });
  return unseal(key, sealed);
}
