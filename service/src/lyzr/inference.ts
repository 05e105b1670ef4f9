import type { EvaluateInput, Guard, Verdict } from "edgeward";
import { json } from "../answers.js";
import { LIMITS, optionalText, readObject, requiredText } from "../body.js";
import type { Fields } from "../env.js";
import { Problem } from "../errors.js";
import { isClean, judge } from "../guards.js";
import type { Route } from "../routes.js";
import { notFound, policiesOf } from "./policies.js";
import { inferenceAnswer, inferenceBody, refusalAnswer } from "./schemas.js";

export const LYZR_INFERENCE_ROUTES: Route[] = [
  {
    method: "post",
    path: "/v1/rai/inference",
    shape: "lyzr",
    credential: "x-api-key",
    scope: "evaluate",
    about: "Judge a text by a stored policy; `stage` says whether it goes to the model or comes from it",
    body: { type: "application/json", schema: inferenceBody },
    answers: {
      "200": { about: "the text as it may go on, and what was found", schema: inferenceAnswer },
      "404": { about: "no such policy", schema: refusalAnswer },
      "422": { about: "Validation Error", schema: refusalAnswer },
    },
    async serve(c) {
      const body = await readObject(c, LIMITS.text);
      const text = requiredText(body, "input_text");
      const stage = optionalText(body, "stage") ?? "llm_input";
      if (stage !== "llm_input" && stage !== "llm_output") {
        throw new Problem(422, "`stage` is llm_input or llm_output", { code: "wrong_value" });
      }
      const stored = await policiesOf(c).recent("id", requiredText(body, "policy_id"));
      if (stored === null) throw notFound();
      const input = stage === "llm_input" ? { prompt: text } : { response: text };
      const { guard, verdict } = await judge(c, { kind: "lyzr.rai_policy", ...stored }, input);
      return json(
        c,
        isClean(verdict) ? { input_text: text, processed_text: text, ...cleanReport(guard, verdict, input) } : guard.report(verdict, input),
      );
    },
  },
];

/** What the report of a text in which nothing was found says besides the text: that depends on the guard alone. */
const cleanReports = new WeakMap<Guard, Fields>();

function cleanReport(guard: Guard, verdict: Verdict, input: EvaluateInput): Fields {
  let rest = cleanReports.get(guard);
  if (rest === undefined) {
    const { input_text: _given, processed_text: _kept, ...others } = guard.report(verdict, input) as Fields;
    rest = others;
    cleanReports.set(guard, rest);
  }
  return rest;
}
