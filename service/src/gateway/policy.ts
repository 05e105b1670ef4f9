import { findProject, noProject, projectSource } from "../aporia/project.js";
import { conductPolicies } from "../enkrypt/named.js";
import type { Call } from "../env.js";
import { Problem } from "../errors.js";
import type { Source } from "../guards.js";
import { policiesOf } from "../lyzr/policies.js";
import { cached } from "../store.js";

export const POLICY_HEADER = "x-edgeward-policy";

/** The policy that this request is judged by; null where it is a project without an active policy. */
export async function chosenPolicy(c: Call): Promise<Source | null> {
  const name = c.req.header(POLICY_HEADER) ?? c.get("principal").settings.policy;
  if (name === undefined) {
    throw new Problem(400, `no policy is chosen: send the header ${POLICY_HEADER}, or set one for the tenant`, { code: "no_policy" });
  }
  const [, vendor, id] = /^(lyzr|enkrypt|aporia)\/(.+)$/.exec(name) ?? [];
  if (vendor === undefined || id === undefined) {
    throw new Problem(400, "a policy is lyzr/ID, enkrypt/NAME or aporia/PROJECT", { code: "unknown_policy" });
  }
  if (vendor === "aporia") {
    const project = await cached(`${c.get("principal").tenant}\nproject\n${id.toLowerCase()}`, () => findProject(c, id.toLowerCase()));
    if (project === null) throw noProject();
    return await projectSource(c, project, "both");
  }
  const stored = vendor === "lyzr" ? await policiesOf(c).recent("id", id) : await conductPolicies(c).recent("name", id);
  if (stored === null) throw new Problem(404, "there is no such policy", { code: "unknown_policy" });
  return { kind: vendor === "lyzr" ? "lyzr.rai_policy" : "enkrypt.policy", payload: stored.payload, hash: stored.hash };
}
