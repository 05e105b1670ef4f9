import { type CreateResult, create, templates } from "edgeward";
import { json, respond } from "../answers.js";
import { LIMITS, readText } from "../body.js";
import type { Call, Fields } from "../env.js";
import { Problem, plain } from "../errors.js";
import type { Route } from "../routes.js";
import { type Draft, forgetRows, Policies } from "../store.js";
import { customBody, REFUSALS, template } from "./schemas.js";

const common = { shape: "aporia", credential: "bearer", scope: "policies" } as const;
const one = "/api/v1/policies/custom_policy/{custom_policy_type}";
const body = { type: "application/json", schema: customBody };
const answers = { "200": { about: "the template", schema: template }, ...REFUSALS };

export const CATALOG_ROUTES: Route[] = [
  {
    ...common,
    method: "get",
    path: "/api/v1/policies",
    about: "Get all policy templates: the catalog, then the tenant's own",
    answers: { "200": { about: "the templates", schema: { type: "array", items: template } } },
    async serve(c) {
      const own = await customPolicies(c).list();
      return json(c, [...plainTemplates(), ...own.map(({ document }) => document)]);
    },
  },
  {
    ...common,
    method: "post",
    path: "/api/v1/policies/custom_policy",
    about: "Create a custom policy",
    body,
    answers,
    async serve(c) {
      const made = draft(await readText(c, LIMITS.policy), crypto.randomUUID());
      await customPolicies(c).insert(made);
      return json(c, made.document);
    },
  },
  {
    ...common,
    method: "put",
    path: one,
    about: "Edit a custom policy",
    body,
    answers,
    async serve(c) {
      const text = await readText(c, LIMITS.policy);
      const after = await customPolicies(c).change("id", wanted(c), ({ id }) => draft(text, id.slice(PREFIX.length)));
      if (after === null) throw notFound();
      return json(c, after.document);
    },
  },
  {
    ...common,
    method: "delete",
    path: one,
    about: "Delete a custom policy that no project uses",
    answers: { "200": { about: "OK" }, ...REFUSALS, "409": { about: "a project uses it" } },
    serve: remove,
  },
  {
    ...common,
    method: "get",
    path: "/api/v1/policies/{template_type}",
    about: "Get a specific policy template",
    answers,
    async serve(c) {
      const type = c.req.param("template_type") ?? "";
      const found = plainTemplates().find((each) => each.type === type) ?? (await customPolicies(c).find("id", type))?.document;
      if (found === undefined) throw notFound();
      return json(c, found);
    },
  },
];

const PREFIX = "custom_policy_";
export const notFound = () => new Problem(404, "Policy not found", { code: "not_found" });
const wanted = (c: Call) => c.req.param("custom_policy_type") ?? "";
const plainTemplates = () => plain(templates()) as Fields[];

export function customPolicies(c: Call): Policies {
  return new Policies(c.env, c.get("principal").tenant, "aporia.custom_policy");
}

function draft(text: string, id: string): Draft {
  const made: CreateResult<"aporia.custom_policy"> = create(text, { kind: "aporia.custom_policy", document: { id } });
  const { document } = made;
  made.guard.free();
  return { id: document.type, name: document.name, payload: text, document: plain(document) as Fields };
}

/** One statement looks and deletes: no project can begin to use it in between. */
async function remove(c: Call): Promise<Response> {
  const { tenant } = c.get("principal");
  const type = wanted(c);
  const { meta } = await c.env.DB.prepare(
    "DELETE FROM policies WHERE tenant = ?1 AND kind = 'aporia.custom_policy' AND id = ?2 AND NOT EXISTS (SELECT 1 FROM project_policies WHERE tenant = ?1 AND policy_type = ?2)",
  )
    .bind(tenant, type)
    .run();
  forgetRows();
  if (meta.changes === 1) return respond(c, null);
  if ((await customPolicies(c).find("id", type)) === null) throw notFound();
  throw new Problem(409, "a project uses this policy: take it out there first", { code: "in_use" });
}
