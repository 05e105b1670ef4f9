import type { Fields } from "../env.js";
import type { Answer } from "../routes.js";

const text = { type: "string" };
const named = { type: "string", minLength: 1 };
const uuid = { type: "string", format: "uuid" };

export const template: Fields = {
  type: "object",
  required: ["type", "category", "name", "default_name", "description"],
  properties: { type: text, category: text, name: text, default_name: text, description: text },
};
export const customBody: Fields = {
  type: "object",
  required: ["name", "target", "condition"],
  properties: {
    name: named,
    target: { enum: ["prompt", "response"] },
    condition: {
      type: "object",
      required: ["configuration_mode", "modality"],
      properties: {
        configuration_mode: { enum: ["simple", "advanced"] },
        modality: { enum: ["violate", "legit"] },
        evaluation_instructions: text,
        system_prompt: text,
        temperature: { type: "number", minimum: 0, maximum: 2 },
        top_p: { type: "number", minimum: 0, maximum: 1 },
      },
    },
  },
  examples: [
    {
      name: "Relevance",
      target: "response",
      condition: {
        configuration_mode: "simple",
        evaluation_instructions: "The {answer} is relevant to the {question}",
        modality: "violate",
      },
    },
  ],
};
const policy = {
  type: "object",
  required: ["policy_type"],
  properties: {
    policy_type: text,
    name: text,
    enabled: { type: "boolean" },
    priority: { type: "integer" },
    condition: { type: "object" },
    action: { type: "object" },
  },
};
const written = { policy_type: "prompt_injection", priority: 1, condition: {}, action: { type: "block" } };
export const policyBody: Fields = { ...policy, examples: [written] };
export const policyAnswer: Fields = {
  ...policy,
  required: ["id", "policy_type", "name", "enabled", "condition", "action"],
  properties: { id: uuid, ...policy.properties },
};
export const policiesBody: Fields = {
  type: "object",
  required: ["project_ids", "policies"],
  properties: { project_ids: { type: "array", items: uuid }, policies: { type: "array", items: policy } },
  examples: [{ project_ids: [], policies: [written] }],
};

/** The vendor's lists (gr-docs.aporia.com, projects and project policies). */
export const ICONS = [
  "codepen",
  "chatBubbleLeftRight",
  "serverStack",
  "academicCap",
  "bookOpen",
  "commandLine",
  "creditCard",
  "rocketLaunch",
  "envelope",
  "identification",
];
export const COLORS = [
  "turquoiseBlue",
  "mustard",
  "cornflowerBlue",
  "heliotrope",
  "spray",
  "peachOrange",
  "shocking",
  "white",
  "manz",
  "geraldine",
];
const project = {
  name: text,
  description: text,
  icon: { enum: ICONS },
  color: { enum: COLORS },
  is_active: { type: "boolean" },
  project_extractions: { type: "array", items: { type: "object" } },
};
export const projectBody: Fields = { type: "object", required: ["name"], properties: project };
export const projectChange: Fields = { type: "object", properties: project };
export const projectAnswer: Fields = {
  type: "object",
  required: ["id", "name", "is_active", "policies", "project_extractions"],
  properties: { id: uuid, organization_id: uuid, ...project, policies: { type: "array", items: policyAnswer } },
};
export const validateBody: Fields = {
  type: "object",
  required: ["messages"],
  properties: {
    messages: {
      type: "array",
      items: { type: "object", required: ["role", "content"], properties: { role: text, content: text } },
    },
    validation_target: { enum: ["prompt", "response", "both"] },
    response: text,
    explain: { type: "boolean" },
    session_id: text,
    user: text,
  },
  examples: [{ messages: [{ role: "user", content: "My address is ada@example.com" }], validation_target: "prompt", explain: true }],
};
export const validateAnswer: Fields = {
  type: "object",
  required: ["action", "revised_response", "policy_execution_result"],
  properties: {
    action: { enum: ["modify", "passthrough", "block", "rephrase"] },
    revised_response: { type: ["string", "null"] },
    explain_log: { type: "array", items: { type: "object" } },
    policy_execution_result: { type: "object", required: ["policy_log", "action"] },
  },
};
const failure: Fields = { type: "object", required: ["detail"], properties: { detail: {}, diagnostics: { type: "array" } } };
export const REFUSALS: { [status: string]: Answer } = {
  "404": { about: "not there", schema: failure },
  "422": { about: "not valid", schema: failure },
};
