import type { Fields } from "../env.js";

const text = { type: "string" };
const flag = { type: "boolean" };
const topics = { type: "object", properties: { enabled: flag, topics: { type: "array", items: { type: ["string", "object"] } } } };
const scored = { type: "object", properties: { enabled: flag, threshold: { type: "number" } } };

const blocks = {
  name: text,
  description: text,
  allowed_topics: topics,
  banned_topics: topics,
  keywords: { type: "object", properties: { enabled: flag, keywords: { type: "array", items: { type: ["string", "object"] } } } },
  toxicity_check: scored,
  prompt_injection: scored,
  secrets_detection: { type: "object", properties: { enabled: flag, action: text } },
  pii_detection: {
    type: "object",
    properties: {
      enabled: flag,
      types: { type: "object", additionalProperties: text },
      custom_pii: { type: "array", items: { type: ["string", "object"] } },
    },
  },
  user_id: text,
  created_at: { type: "string", format: "date-time" },
  updated_at: { type: "string", format: "date-time" },
};

const addresses = { pii_detection: { enabled: true, types: { EMAIL_ADDRESS: "redact" } } };
export const policyBody: Fields = {
  type: "object",
  required: ["name"],
  properties: blocks,
  examples: [{ name: "Support", description: "", ...addresses }],
};
export const partialBody: Fields = { type: "object", properties: blocks, examples: [addresses] };
export const policyAnswer: Fields = { type: "object", required: ["_id", "name", "description"], properties: { _id: text, ...blocks } };
export const refusalAnswer: Fields = {
  type: "object",
  required: ["detail"],
  properties: {
    detail: {
      anyOf: [
        text,
        {
          type: "array",
          items: {
            type: "object",
            required: ["loc", "msg", "type"],
            properties: { loc: { type: "array", items: { type: ["string", "integer"] } }, msg: text, type: text },
          },
        },
      ],
    },
  },
};
export const inferenceBody: Fields = {
  type: "object",
  required: ["policy_id", "input_text"],
  properties: {
    policy_id: text,
    input_text: text,
    agent_id: text,
    session_id: text,
    run_id: text,
    stage: { enum: ["llm_input", "llm_output"] },
  },
};
export const inferenceAnswer: Fields = {
  type: "object",
  required: ["input_text", "processed_text", "blocked", "block_reason", "warnings", "detections"],
  properties: {
    input_text: text,
    processed_text: text,
    blocked: flag,
    block_reason: { type: ["string", "null"] },
    warnings: { type: "array", items: text },
    detections: { type: "object" },
  },
};
