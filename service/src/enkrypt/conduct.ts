import { create, readForm } from "edgeward";
import { json } from "../answers.js";
import { isFields, LIMITS, parseJson, readFormData, readText } from "../body.js";
import type { Call, Fields } from "../env.js";
import { Problem, plain } from "../errors.js";
import type { Route } from "../routes.js";
import type { Draft, Policy } from "../store.js";
import { conductPolicies, deleted, fileKey, moment, nameHeader, newPolicyId, notFound, removeFile, wantedName } from "./named.js";
import { policyData, policyForm, REFUSALS, wrapped } from "./schemas.js";

const common = { shape: "enkrypt", credential: "apikey", scope: "policies" } as const;
const form = { type: "multipart/form-data", schema: policyForm };

/** Code of conduct policies. */
export const CONDUCT_ROUTES: Route[] = [
  {
    ...common,
    method: "post",
    path: "/code-of-conduct/add-policy",
    about: "Create CoC Policy",
    body: form,
    answers: { "200": wrapped(policyData), ...REFUSALS },
    serve: add,
  },
  {
    ...common,
    method: "get",
    path: "/code-of-conduct/get-policy",
    about: "Get CoC Policy",
    headers: nameHeader,
    answers: { "200": { about: "Successful Response", schema: policyData }, ...REFUSALS },
    async serve(c) {
      const found = await conductPolicies(c).find("name", wantedName(c));
      if (found === null) throw notFound();
      return json(c, found.document);
    },
  },
  {
    ...common,
    method: "patch",
    path: "/code-of-conduct/modify-policy",
    about: "Modify CoC Policy",
    headers: nameHeader,
    body: form,
    answers: { "200": wrapped(policyData), ...REFUSALS },
    serve: modify,
  },
  {
    ...common,
    method: "delete",
    path: "/code-of-conduct/delete-policy",
    about: "Delete CoC Policy",
    headers: nameHeader,
    answers: { "200": wrapped({ type: "object", required: ["policy_id", "project_name"] }), ...REFUSALS },
    async serve(c) {
      const gone = await conductPolicies(c).remove("name", wantedName(c));
      if (gone === null) throw notFound();
      await removeFile(c.env, fileKey(c.get("principal").tenant, gone.id));
      return json(c, deleted(gone.document));
    },
  },
  {
    ...common,
    method: "get",
    path: "/code-of-conduct/list-policies",
    about: "List CoC Policies",
    answers: {
      "200": {
        about: "Successful Response",
        schema: { type: "object", required: ["policies"], properties: { policies: { type: "array", items: policyData } } },
      },
    },
    async serve(c) {
      return json(c, { policies: (await conductPolicies(c).list()).map(({ document }) => document) });
    },
  },
];

interface Sent {
  fields: Fields;
  file: File | null;
}

/** The vendor's client sends a form; for version 2 it sends JSON, which is read to be refused clearly. */
async function sent(c: Call): Promise<Sent> {
  if ((c.req.header("content-type") ?? "").startsWith("application/json")) {
    const fields = parseJson(await readText(c, LIMITS.policy));
    if (!isFields(fields)) throw new Problem(422, "the body has to be a form or a JSON object", { code: "wrong_type" });
    refuseVersion2(fields);
    return { fields, file: null };
  }
  const data = await readFormData(c);
  const fields = plain(await readForm(data)) as Fields;
  refuseVersion2(fields);
  const file = data.get("policy_file") as unknown;
  return { fields, file: file instanceof File ? file : null };
}

function refuseVersion2(fields: Fields): void {
  if (fields.v2_questionnaire === undefined && fields.v2_config === undefined) return;
  throw new Problem(422, "v2 policies are not supported: send name, policy_rules and total_rules", { code: "v2_not_supported" });
}

async function add(c: Call): Promise<Response> {
  const { fields, file } = await sent(c);
  const id = newPolicyId();
  const made = draft(c, fields, id);
  const key = fileKey(c.get("principal").tenant, made.id);
  // The file first: a policy that was answered for has it, and a file without a policy is nobody's.
  if (file !== null) await c.env.FILES.put(key, await file.arrayBuffer());
  try {
    await conductPolicies(c).insert(made);
  } catch (error) {
    if (file !== null) await removeFile(c.env, key);
    throw error;
  }
  return json(c, { message: "Policy details added successfully", data: made.document });
}

async function modify(c: Call): Promise<Response> {
  const { fields, file } = await sent(c);
  const name = wantedName(c);
  let made: Draft | undefined;
  const after = await conductPolicies(c).change("name", name, (before) => {
    made = draft(c, merged(before, fields), Number(before.id), before);
    return made;
  });
  if (after === null || made === undefined) throw notFound();
  const key = fileKey(c.get("principal").tenant, made.id);
  if (file !== null) await c.env.FILES.put(key, await file.arrayBuffer());
  else if (made.document.pdf_name === undefined) await removeFile(c.env, key);
  return json(c, { message: "Policy details updated successfully", data: made.document });
}

/** Fields that were not sent stay; a text and a file replace each other. */
function merged(before: Policy, fields: Fields): Fields {
  const { policy_text, policy_file, ...rest } = parseJson(before.payload) as Fields;
  const replaced = fields.policy_text !== undefined || fields.policy_file !== undefined;
  const kept: Fields = replaced
    ? rest
    : { ...rest, ...(policy_text !== undefined && { policy_text }), ...(policy_file !== undefined && { policy_file }) };
  const recounted: Fields = fields.policy_rules !== undefined && fields.total_rules === undefined ? { ...kept, total_rules: null } : kept;
  return { ...recounted, ...fields };
}

function draft(c: Call, fields: Fields, id: number, before?: Policy): Draft {
  const payload = JSON.stringify(fields);
  const { tenant } = c.get("principal");
  const made = create(payload, { kind: "enkrypt.policy", document: { id: String(id), createdBy: tenant } });
  const data = plain(made.document.data) as Fields;
  made.guard.free();
  const now = moment();
  const times = { created_at: before?.document.created_at ?? now, updated_at: now, updated_by: tenant };
  return { id: String(id), name: String(data.name), payload, document: { ...data, ...times } };
}
