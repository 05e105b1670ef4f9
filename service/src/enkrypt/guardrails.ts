import { create } from "edgeward";
import { json } from "../answers.js";
import { isFields, LIMITS, optionalText, readObject, requiredText } from "../body.js";
import type { Call, Fields } from "../env.js";
import { Problem } from "../errors.js";
import type { Route } from "../routes.js";
import type { Draft, Policy } from "../store.js";
import { conductPolicies, deleted, guardrailPolicies, moment, nameHeader, newPolicyId, notFound, wantedName } from "./named.js";
import { guardrailBody, guardrailData, REFUSALS, wrapped } from "./schemas.js";

const common = { shape: "enkrypt", credential: "apikey", scope: "policies" } as const;
const body = { type: "application/json", schema: guardrailBody };

/** Stored detector settings, which `/guardrails/policy/detect` names. */
export const GUARDRAIL_ROUTES: Route[] = [
  {
    ...common,
    method: "post",
    path: "/guardrails/add-policy",
    about: "Store detector settings under a name",
    body,
    answers: { "200": wrapped(guardrailData), ...REFUSALS },
    async serve(c) {
      const made = await draft(c, await readObject(c, LIMITS.policy));
      await guardrailPolicies(c).insert(made);
      return json(c, { message: "Policy details added successfully", data: made.document });
    },
  },
  {
    ...common,
    method: "get",
    path: "/guardrails/get-policy",
    about: "Get stored detector settings",
    headers: nameHeader,
    answers: { "200": { about: "Successful Response", schema: guardrailData }, ...REFUSALS },
    async serve(c) {
      const found = await guardrailPolicies(c).find("name", wantedName(c));
      if (found === null) throw notFound();
      return json(c, found.document);
    },
  },
  {
    ...common,
    method: "patch",
    path: "/guardrails/modify-policy",
    about: "Replace stored detector settings",
    headers: nameHeader,
    body,
    answers: { "200": wrapped(guardrailData), ...REFUSALS },
    async serve(c) {
      const sent = await readObject(c, LIMITS.policy);
      const after = await guardrailPolicies(c).change("name", wantedName(c), (before) => draft(c, { ...before.document, ...sent }, before));
      if (after === null) throw notFound();
      return json(c, { message: "Policy details updated successfully", data: after.document });
    },
  },
  {
    ...common,
    method: "delete",
    path: "/guardrails/delete-policy",
    about: "Delete stored detector settings",
    headers: nameHeader,
    answers: { "200": wrapped({ type: "object", required: ["policy_id", "project_name"] }), ...REFUSALS },
    async serve(c) {
      const gone = await guardrailPolicies(c).remove("name", wantedName(c));
      if (gone === null) throw notFound();
      return json(c, deleted(gone.document));
    },
  },
  {
    ...common,
    method: "get",
    path: "/guardrails/list-policies",
    about: "List stored detector settings",
    answers: {
      "200": {
        about: "Successful Response",
        schema: { type: "object", required: ["policies"], properties: { policies: { type: "array", items: guardrailData } } },
      },
    },
    async serve(c) {
      return json(c, { policies: (await guardrailPolicies(c).list()).map(({ document }) => document) });
    },
  },
];

async function draft(c: Call, sent: Fields, before?: Policy): Promise<Draft> {
  const name = requiredText(sent, "name");
  if (name.trim() === "") throw new Problem(422, "`name` is blank", { code: "blank_name" });
  const { detectors } = sent;
  if (!isFields(detectors)) throw new Problem(422, "`detectors` has to be an object", { code: "wrong_type" });
  const payload = JSON.stringify({ detectors });
  // A policy that is named, not written out, is looked up when it is used.
  create(JSON.stringify({ detectors: await written(c, detectors) }), { kind: "enkrypt.guardrail" }).guard.free();
  const id = before?.id ?? String(newPolicyId());
  const now = moment();
  const document = {
    name,
    description: optionalText(sent, "description") ?? "",
    detectors,
    policy_id: Number(id),
    project_name: "default",
    created_at: before?.document.created_at ?? now,
    updated_at: now,
  };
  return { id, name, payload, document };
}

/** The detectors with the stored policy that `policy_violation` may name written out. */
export async function written(c: Call, detectors: Fields): Promise<Fields> {
  const violation = detectors.policy_violation;
  if (!isFields(violation)) return detectors;
  const { coc_policy_name: name, ...rest } = violation;
  if (typeof name !== "string" || name === "") return detectors;
  return { ...detectors, policy_violation: { ...rest, policy_text: await rulesOf(c, name) } };
}

export async function rulesOf(c: Call, name: string): Promise<string> {
  const stored = await conductPolicies(c).recent("name", name);
  if (stored === null) throw notFound();
  return String(stored.document.policy_rules ?? "");
}
