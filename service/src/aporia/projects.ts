import { json, respond } from "../answers.js";
import { isFields, LIMITS, optionalText, readObject, requiredText } from "../body.js";
import type { Call, Fields, Json } from "../env.js";
import { Problem } from "../errors.js";
import type { Route } from "../routes.js";
import { fits, forgetRows } from "../store.js";
import { notFound as noPolicy } from "./catalog.js";
import { checkExtractions, compiled, findProject, noProject, type Project, shown } from "./project.js";
import { COLORS, ICONS, policiesBody, policyAnswer, policyBody, projectAnswer, projectBody, projectChange, REFUSALS } from "./schemas.js";

const common = { shape: "aporia", credential: "bearer", scope: "policies" } as const;
const one = "/api/v1/projects/{project_id}";
const answers = { "200": { about: "the project", schema: projectAnswer }, ...REFUSALS };
const manyPolicies = {
  ...common,
  method: "put",
  about: "Create policies for multiple projects: in all of them, or in none",
  body: { type: "application/json", schema: policiesBody },
  answers: {
    "200": { about: "the policies", schema: { type: "object", properties: { policies: { type: "array", items: policyAnswer } } } },
    ...REFUSALS,
  },
  serve: addPolicies,
} as const satisfies Omit<Route, "path">;

export const PROJECT_ROUTES: Route[] = [
  { ...manyPolicies, path: "/api/v1/policies/" },
  { ...manyPolicies, path: "/api/v1/policies" },
  {
    ...common,
    method: "post",
    path: "/api/v1/projects",
    about: "Create a project",
    body: { type: "application/json", schema: projectBody },
    answers,
    async serve(c) {
      const body = await readObject(c, LIMITS.policy);
      requiredText(body, "name");
      const project = { id: crypto.randomUUID(), document: read(body, { is_active: true, project_extractions: [] }), policies: [] };
      await c.env.DB.prepare("INSERT INTO projects (tenant, id, document, created_at) VALUES (?, ?, ?, ?)")
        .bind(c.get("principal").tenant, project.id, fits(JSON.stringify(project.document)), new Date().toISOString())
        .run();
      return json(c, shown(c, project));
    },
  },
  {
    ...common,
    method: "get",
    path: "/api/v1/projects",
    about: "List the projects, without their policies",
    answers: { "200": { about: "all of them", schema: { type: "array", items: { type: "object" } } } },
    async serve(c) {
      const { results } = await c.env.DB.prepare("SELECT id, document FROM projects WHERE tenant = ? ORDER BY created_at, id LIMIT 10000")
        .bind(c.get("principal").tenant)
        .all<{ id: string; document: string }>();
      return json(
        c,
        results.map(({ id, document }) => ({ id, ...JSON.parse(document) })),
      );
    },
  },
  {
    ...common,
    method: "get",
    path: one,
    about: "Get a project with its policies",
    answers,
    serve: async (c) => json(c, shown(c, await project(c))),
  },
  {
    ...common,
    method: "put",
    path: one,
    about: "Change a project: keys that are absent stay as they are",
    body: { type: "application/json", schema: projectChange },
    answers,
    serve: change,
  },
  {
    ...common,
    method: "delete",
    path: one,
    about: "Delete a project with its policies",
    answers: { "200": { about: "OK" }, ...REFUSALS },
    async serve(c) {
      const { meta } = await c.env.DB.prepare("DELETE FROM projects WHERE tenant = ? AND id = ?")
        .bind(c.get("principal").tenant, id(c))
        .run();
      forgetRows();
      if (meta.changes === 0) throw noProject();
      return respond(c, null);
    },
  },
  {
    ...common,
    method: "put",
    path: `${one}/policies/{policy_id}`,
    about: "Replace a policy of a project",
    body: { type: "application/json", schema: policyBody },
    answers: { "200": { about: "the policy", schema: policyAnswer }, ...REFUSALS },
    serve: replacePolicy,
  },
  {
    ...common,
    method: "delete",
    path: `${one}/policies/{policy_id}`,
    about: "Delete a policy of a project",
    answers: { "200": { about: "OK" }, ...REFUSALS },
    async serve(c) {
      const { meta } = await c.env.DB.prepare("DELETE FROM project_policies WHERE tenant = ? AND project = ? AND id = ?")
        .bind(c.get("principal").tenant, id(c), c.req.param("policy_id"))
        .run();
      forgetRows();
      if (meta.changes === 0) throw noPolicy();
      return respond(c, null);
    },
  },
];

const id = (c: Call) => (c.req.param("project_id") ?? "").toLowerCase();

async function project(c: Call, wanted = id(c)): Promise<Project> {
  const found = await findProject(c, wanted);
  if (found === null) throw noProject();
  return found;
}

/** The keys of a project that somebody may set. */
function read(body: Fields, before: Fields): Fields {
  const kept = { ...before };
  for (const key of ["name", "description", "icon", "color"]) {
    const value = optionalText(body, key);
    if (value !== undefined) kept[key] = value;
  }
  oneOf("icon", kept.icon, ICONS);
  oneOf("color", kept.color, COLORS);
  if (body.is_active !== undefined) {
    if (typeof body.is_active !== "boolean") throw new Problem(422, "`is_active` is true or false", { code: "wrong_type" });
    kept.is_active = body.is_active;
  }
  if (body.project_extractions !== undefined) {
    checkExtractions(body.project_extractions);
    kept.project_extractions = body.project_extractions;
  }
  return kept;
}

function oneOf(key: string, value: Json | undefined, accepted: string[]): void {
  if (value === undefined || accepted.includes(String(value))) return;
  throw new Problem(422, `\`${key}\` is one of ${accepted.join(", ")}`, { code: "unknown_value" });
}

async function change(c: Call): Promise<Response> {
  const body = await readObject(c, LIMITS.policy);
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const before = await project(c);
    const after = { ...before, document: read(body, before.document) };
    if (after.policies.length > 0) await compiled(c, [after], after.policies);
    const { meta } = await c.env.DB.prepare("UPDATE projects SET document = ? WHERE tenant = ? AND id = ? AND document = ?")
      .bind(fits(JSON.stringify(after.document)), c.get("principal").tenant, after.id, JSON.stringify(before.document))
      .run();
    forgetRows();
    if (meta.changes === 1) return json(c, shown(c, after));
  }
  throw new Problem(503, "the project is being changed by too many others at once", { code: "busy" });
}

async function addPolicies(c: Call): Promise<Response> {
  const body = await readObject(c, LIMITS.policy);
  const wanted = body.project_ids;
  if (!Array.isArray(wanted) || wanted.length === 0 || !wanted.every((each) => typeof each === "string")) {
    throw new Problem(422, "`project_ids` is a list of project ids, at least one", { code: "wrong_type" });
  }
  const ids = [...new Set(wanted.map((each) => String(each).toLowerCase()))];
  const projects = await Promise.all(ids.map((each) => project(c, each)));
  const policies = await compiled(c, projects, body.policies ?? null);
  // Together with what is there they have to stay within the limits of a guard.
  for (const each of projects) if (each.policies.length > 0) await compiled(c, [each], [...each.policies, ...policies]);
  // The ids are the projects' own: the same policy in two projects is two rows.
  const rows = projects.flatMap((each) =>
    policies.map((policy) => ({ project: each.id, policy: { ...policy, id: crypto.randomUUID() as string } })),
  );
  try {
    await c.env.DB.batch(rows.map(({ project, policy }) => insertion(c, project, policy)));
  } catch (error) {
    if (!(error instanceof Error) || !/(NOT NULL|FOREIGN KEY) constraint failed/.test(error.message)) throw error;
    throw new Problem(409, "a project or a custom policy was deleted meanwhile: nothing was created", { code: "deleted_meanwhile" });
  }
  forgetRows();
  return json(c, { project_ids: ids, policies: rows.map(({ policy }) => policy) });
}

function insertion(c: Call, project: string, policy: Fields): D1PreparedStatement {
  // What is deleted meanwhile fails the whole batch: the project by its foreign key, a custom policy by `position`, which may not be null.
  return c.env.DB.prepare(
    "INSERT INTO project_policies (tenant, project, id, position, policy_type, document) VALUES (?1, ?2, ?3, CASE WHEN ?4 NOT LIKE 'custom\\_policy\\_%' ESCAPE '\\' OR ?6 OR EXISTS (SELECT 1 FROM policies WHERE tenant = ?1 AND id = ?4) THEN (SELECT coalesce(max(position), 0) + 1 FROM project_policies WHERE tenant = ?1 AND project = ?2) END, ?4, ?5)",
  ).bind(c.get("principal").tenant, project, policy.id, policy.policy_type, fits(JSON.stringify(policy)), definedInline(policy) ? 1 : 0);
}

const definedInline = ({ condition }: Fields): boolean => isFields(condition) && condition.configuration_mode !== undefined;

async function replacePolicy(c: Call): Promise<Response> {
  const body = await readObject(c, LIMITS.policy);
  const owner = await project(c);
  const wanted = c.req.param("policy_id") ?? "";
  const before = owner.policies.find((policy) => policy.id === wanted);
  if (before === undefined) throw noPolicy();
  const [made] = await compiled(c, [owner], [{ ...before, ...body }]);
  const policy: Fields = { ...made, id: wanted };
  const { meta } = await c.env.DB.prepare(
    "UPDATE project_policies SET document = ?, policy_type = ? WHERE tenant = ? AND project = ? AND id = ?",
  )
    .bind(fits(JSON.stringify(policy)), policy.policy_type, c.get("principal").tenant, owner.id, wanted)
    .run();
  forgetRows();
  if (meta.changes === 0) throw noPolicy();
  return json(c, policy);
}
