import { type CreateOptions, create } from "edgeward";
import { isFields } from "../body.js";
import type { Call, Fields, Json } from "../env.js";
import { Problem, plain } from "../errors.js";
import { type Source, source } from "../guards.js";
import { customPolicies } from "./catalog.js";

/** A project with its policies, in the order in which they were added. */
export interface Project {
  id: string;
  document: Fields;
  policies: Fields[];
}

export const noProject = () => new Problem(404, "Project not found", { code: "not_found" });

export async function findProject(c: Call, id: string): Promise<Project | null> {
  const { tenant } = c.get("principal");
  const { results } = await c.env.DB.prepare(
    "SELECT projects.document AS project, project_policies.document AS policy FROM projects LEFT JOIN project_policies ON project_policies.tenant = projects.tenant AND project_policies.project = projects.id WHERE projects.tenant = ? AND projects.id = ? ORDER BY position",
  )
    .bind(tenant, id)
    .all<{ project: string; policy: string | null }>();
  const [first] = results;
  if (first === undefined) return null;
  const policies = results.flatMap(({ policy }) => (policy === null ? [] : [JSON.parse(policy) as Fields]));
  return { id, document: JSON.parse(first.project), policies };
}

/** The vendor's read shape. */
export function shown(c: Call, { id, document, policies }: Project): Fields {
  return { id, organization_id: c.get("principal").tenant, ...document, policies };
}

export type Side = "prompt" | "response" | "both";

/** What the project's guard is made of; null where it has nothing to check. */
export async function projectSource(c: Call, project: Project, side: Side): Promise<Source | null> {
  if (project.document.is_active === false) return null;
  const custom = await definitions(c, project.policies);
  const policies = project.policies.filter((policy) => side === "both" || sideOf(policy, custom) === side);
  if (policies.length === 0) return null;
  const payload = JSON.stringify({ project_ids: [project.id], policies, ...naming(project.document) });
  return await source("aporia.project_policies", payload, optionsOf(project.document, custom));
}

/** Refuses policies that could not be compiled; answers them in the vendor's read shape. */
export async function compiled(c: Call, projects: Project[], policies: Json): Promise<Fields[]> {
  const given = Array.isArray(policies) ? policies.filter(isFields) : [];
  const custom = await definitions(c, given);
  let answer: Fields[] = [];
  for (const project of projects) {
    const payload = JSON.stringify({ project_ids: [project.id], policies, ...naming(project.document) });
    const made = create(payload, { kind: "aporia.project_policies", ...optionsOf(project.document, custom) });
    answer = (plain(made.document) as { policies: Fields[] }).policies;
    made.guard.free();
  }
  return answer;
}

type Custom = NonNullable<CreateOptions["customPolicies"]>;

async function definitions(c: Call, policies: Fields[]): Promise<Custom> {
  const custom: Custom = {};
  const types = new Set(
    policies.map(({ policy_type, type }) => String(policy_type ?? type)).filter((type) => type.startsWith("custom_policy_")),
  );
  for (const type of types) {
    const stored = await customPolicies(c).recent("id", type);
    if (stored !== null) custom[type] = JSON.parse(stored.payload);
  }
  return custom;
}

function sideOf(policy: Fields, custom: Custom): Side {
  const type = String(policy.policy_type);
  const own = custom[type] ?? policy.condition;
  if (type.startsWith("custom_policy_")) return (own as Fields | undefined)?.target === "prompt" ? "prompt" : "response";
  return type.endsWith("_on_prompt") || type === "prompt_injection" || type === "aporia_guardrails_test" ? "prompt" : "response";
}

function optionsOf(document: Fields, customPolicies: Custom): CreateOptions {
  return { customPolicies, extractions: extractions(document) };
}

/** Prompts of custom policies may name the project's own extractions. */
function naming(document: Fields): Fields {
  return document.project_extractions === undefined ? {} : { project_extractions: document.project_extractions };
}

/** The vendor's list, as the package takes it. */
function extractions(document: Fields): CreateOptions["extractions"] {
  const found: { [part: string]: string[] } = {};
  for (const each of list(document.project_extractions)) {
    const { descriptor, extraction } = each;
    if (!isFields(extraction) || typeof extraction.regex !== "string") continue;
    if (descriptor === "question" || descriptor === "context" || descriptor === "answer") {
      found[descriptor] = [...(found[descriptor] ?? []), extraction.regex];
    }
  }
  return found;
}

/** Regular expressions are evaluated; a path into JSON is refused rather than left out in silence. */
export function checkExtractions(value: Json | undefined): void {
  for (const [at, each] of list(value).entries()) {
    const body = each.extraction;
    if (typeof each.descriptor !== "string" || !isFields(body) || typeof body.regex !== "string" || body.type === "jsonpath") {
      const message = `project_extractions/${at}: a \`descriptor\` and an \`extraction\` of type regex are needed; jsonpath is not supported`;
      throw new Problem(422, message, { code: "unknown_extraction" });
    }
  }
}

function list(value: Json | undefined): Fields[] {
  if (value === undefined) return [];
  if (!Array.isArray(value) || !value.every(isFields))
    throw new Problem(422, "`project_extractions` is a list of objects", { code: "wrong_type" });
  return value;
}
