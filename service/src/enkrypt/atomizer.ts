import * as edgeward from "edgeward";
import { readFormData } from "../body.js";
import type { Call } from "../env.js";
import { Problem } from "../errors.js";
import type { Route } from "../routes.js";
import { atomizerAnswer, atomizerForm, REFUSALS } from "./schemas.js";

type Atomize = (text: string) => { policyRules: string; totalRules: number };

export const ATOMIZER_ROUTES: Route[] = [
  {
    method: "post",
    path: "/guardrails/policy-atomizer",
    shape: "enkrypt",
    credential: "apikey",
    scope: "policies",
    about: "Split a policy's prose into numbered rules, as add-policy takes them",
    body: { type: "multipart/form-data", schema: atomizerForm },
    answers: { "200": { about: "Successful Response", schema: atomizerAnswer }, ...REFUSALS, "501": { about: "not in this build" } },
    serve: atomize,
  },
];

async function atomize(c: Call): Promise<Response> {
  const form = await readFormData(c);
  const [text, file] = [form.get("text"), form.get("file") as unknown];
  const sent = file instanceof File;
  if (sent === (typeof text === "string" && text !== "")) {
    throw new Problem(422, "give either `text` or `file`, not both", { code: "text_or_file" });
  }
  const split: Atomize | undefined = Reflect.get(edgeward, "atomize");
  if (split === undefined) throw new Problem(501, "this build of the package has no atomizer", { code: "not_available" });
  if (sent) throw new Problem(501, "this build reads no PDF: send its text as `text`", { code: "not_available" });
  const { policyRules, totalRules } = split(String(text));
  return c.json({
    status: "success",
    message: "Policy atomized successfully",
    source: "text",
    filename: "",
    total_rules: totalRules,
    policy_rules: policyRules,
  });
}
