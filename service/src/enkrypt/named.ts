import type { Call, Env, Fields } from "../env.js";
import { Problem } from "../errors.js";
import { Policies } from "../store.js";

/** Policies are looked up by this header, never by id. */
export const NAME_HEADER = "X-Enkrypt-Policy";
export const nameHeader = [{ name: NAME_HEADER, about: "the policy's name", required: true }];

export function wantedName(c: Call): string {
  const name = c.req.header(NAME_HEADER);
  if (name === undefined || name === "")
    throw new Problem(400, `the header ${NAME_HEADER} has to name a policy`, { code: "missing_header" });
  return name;
}

export const notFound = () => new Problem(404, "Policy not found", { code: "not_found" });

export function conductPolicies(c: Call): Policies {
  return new Policies(c.env, c.get("principal").tenant, "enkrypt.policy");
}

export function guardrailPolicies(c: Call): Policies {
  return new Policies(c.env, c.get("principal").tenant, "enkrypt.guardrail");
}

export function newPolicyId(): number {
  const [word = 0] = crypto.getRandomValues(new Uint32Array(1));
  return (word & 0x7fff_fffe) + 1;
}

/** Now, as the vendor writes it: with microseconds and an offset. */
export function moment(): string {
  return new Date().toISOString().replace("Z", "000+00:00");
}

export const fileKey = (tenant: string, id: string): string => `${tenant}/${id}.pdf`;

export async function removeFile(env: Env, key: string): Promise<void> {
  await env.FILES.delete(key);
}

/** A second answer of the same document: only what the vendor shows. */
export function deleted(document: Fields): Fields {
  return {
    message: "Policy details deleted successfully",
    data: { policy_id: document.policy_id ?? 0, project_name: document.project_name ?? "default" },
  };
}
