import { json } from "../answers.js";
import { isFields, LIMITS, parseJson, readText } from "../body.js";
import { hex, random } from "../crypto.js";
import type { Call, Fields } from "../env.js";
import { Problem } from "../errors.js";
import type { Route } from "../routes.js";
import { type Draft, Policies } from "../store.js";
import { createPolicy } from "./refusal.js";
import { partialBody, policyAnswer, policyBody, refusalAnswer } from "./schemas.js";

const common = { shape: "lyzr", credential: "x-api-key", scope: "policies" } as const;
const one = "/v1/rai/policies/{policy_id}";
const invalid = { "422": { about: "Validation Error", schema: refusalAnswer } };
const missing = { "404": { about: "no such policy", schema: refusalAnswer } };
const policy = { "200": { about: "Successful Response", schema: policyAnswer } };

export const LYZR_POLICY_ROUTES: Route[] = [
  {
    ...common,
    method: "post",
    path: "/v1/rai/policies",
    about: "Create a new RAI policy",
    body: { type: "application/json", schema: policyBody },
    answers: { ...policy, ...invalid },
    async serve(c) {
      const made = draft(await readText(c, LIMITS.policy), hex(random(12)));
      await policiesOf(c).insert(made);
      return json(c, made.document);
    },
  },
  {
    ...common,
    method: "get",
    path: "/v1/rai/policies",
    about: "List the RAI policies",
    answers: {
      "200": {
        about: "all of them",
        schema: { type: "object", required: ["policies"], properties: { policies: { type: "array", items: policyAnswer } } },
      },
    },
    async serve(c) {
      return json(c, { policies: (await policiesOf(c).list()).map(({ document }) => document) });
    },
  },
  {
    ...common,
    method: "get",
    path: one,
    about: "Get a RAI policy",
    answers: { ...policy, ...missing },
    async serve(c) {
      const found = await policiesOf(c).find("id", id(c));
      if (found === null) throw notFound();
      return json(c, found.document);
    },
  },
  {
    ...common,
    method: "put",
    path: one,
    about: "Update a RAI policy: keys that are absent stay as they are",
    body: { type: "application/json", schema: partialBody },
    answers: { ...policy, ...invalid, ...missing },
    serve: update,
  },
  {
    ...common,
    method: "delete",
    path: one,
    about: "Delete a RAI policy",
    answers: {
      "200": { about: "done", schema: { type: "object", required: ["success"], properties: { success: { const: true } } } },
      ...missing,
    },
    async serve(c) {
      if ((await policiesOf(c).remove("id", id(c))) === null) throw notFound();
      return json(c, { success: true });
    },
  },
];

export const notFound = () => new Problem(404, "Policy not found", { code: "not_found" });

export function policiesOf(c: Call): Policies {
  return new Policies(c.env, c.get("principal").tenant, "lyzr.rai_policy");
}

const id = (c: Call) => c.req.param("policy_id") ?? "";

async function update(c: Call): Promise<Response> {
  const text = await readText(c, LIMITS.policy);
  const changes = readChanges(text);
  const after = await policiesOf(c).change("id", id(c), ({ id, document }) => {
    const { _id, updated_at: _old, ...rest } = document;
    const { _id: _ignored, ...wanted } = changes;
    return draft(JSON.stringify({ ...rest, ...wanted }), id);
  });
  if (after === null) throw notFound();
  return json(c, after.document);
}

function readChanges(text: string): Fields {
  try {
    const value = parseJson(text);
    if (isFields(value)) return value;
  } catch {
    // Said below, as the vendor says it.
  }
  createPolicy(text, {});
  throw new Problem(422, "the body has to be a JSON object", { code: "wrong_type" });
}

/** The document is what is stored, answered and compiled: it has no `null` blocks, which the vendor's client refuses. */
function draft(text: string, id: string): Draft {
  const made = createPolicy(text, { id });
  const document: Fields = { ...made.document, ...unread(text, made.document) };
  made.guard.free();
  return { id, name: String(document.name ?? ""), payload: JSON.stringify(document), document };
}

/** Blocks that no rule is made of are kept for the vendor's clients, which send and read them. */
function unread(text: string, known: Fields): Fields {
  const given = parseJson(text);
  if (!isFields(given)) return {};
  return Object.fromEntries(Object.entries(given).filter(([key, value]) => !(key in known) && value !== null));
}
