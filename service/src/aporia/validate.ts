import type { EvaluateInput, Message } from "edgeward";
import { json } from "../answers.js";
import { isFields, LIMITS, optionalText, readObject } from "../body.js";
import type { Call, Fields, Json } from "../env.js";
import { Problem, plain } from "../errors.js";
import { judge } from "../guards.js";
import type { Route } from "../routes.js";
import { cached } from "../store.js";
import { findProject, noProject, projectSource, type Side } from "./project.js";
import { REFUSALS, validateAnswer, validateBody } from "./schemas.js";

const ROLES = ["system", "developer", "user", "assistant", "tool", "other"];

export const VALIDATE_ROUTES: Route[] = [
  {
    method: "post",
    path: "/{project_id}/validate",
    shape: "aporia",
    credential: "aporia",
    scope: "evaluate",
    about: "Judge a conversation by a project's policies",
    body: { type: "application/json", schema: validateBody },
    answers: { "200": { about: "what to do with the text", schema: validateAnswer }, ...REFUSALS },
    serve: validate,
  },
];

async function validate(c: Call): Promise<Response> {
  const body = await readObject(c, LIMITS.text);
  const side = sideOf(optionalText(body, "validation_target"));
  const explain = body.explain === true;
  const response = optionalText(body, "response");
  if (response === undefined && side === "response")
    throw new Problem(422, "`response` is missing: the target is the response", { code: "missing" });
  const input: EvaluateInput = { messages: messages(body.messages) };
  if (response !== undefined && side !== "prompt") input.response = response;
  const id = (c.req.param("project_id") ?? "").toLowerCase();
  const project = await cached(`${c.get("principal").tenant}\nproject\n${id}`, () => findProject(c, id));
  if (project === null) throw noProject();
  const from = await projectSource(c, project, side);
  if (from === null) return json(c, passthrough(response ?? null, explain));
  const { guard, verdict } = await judge(c, from, input);
  return json(
    c,
    plain(guard.report(verdict, input, { explain, target: side === "prompt" || response === undefined ? "prompt" : "response" })) as Fields,
  );
}

function sideOf(given: string | undefined): Side {
  if (given === undefined) return "both";
  if (given === "prompt" || given === "response" || given === "both") return given;
  throw new Problem(422, "`validation_target` is prompt, response or both", { code: "unknown_value" });
}

function messages(value: Json | undefined): Message[] {
  if (!Array.isArray(value)) throw new Problem(422, "`messages` is a list of {role, content}", { code: "wrong_type" });
  return value.map((each, at) => {
    if (!isFields(each) || typeof each.content !== "string" || typeof each.role !== "string") {
      throw new Problem(422, `messages/${at} is {role, content}, both strings`, { code: "wrong_type" });
    }
    // Roles that the vendor does not know count as `other`, as its clients send them.
    const role = (ROLES.includes(each.role) ? each.role : "other") as Message["role"];
    return { role, content: each.content };
  });
}

/** Nothing to check: the text goes on as it is. */
function passthrough(text: string | null, explain: boolean): Fields {
  return {
    action: "passthrough",
    revised_response: text,
    ...(explain && { explain_log: [] }),
    policy_execution_result: { policy_log: [], action: { type: "passthrough", revised_message: text } },
  };
}
