import { LIMITS, optionalText, readObject, requiredText } from "../body.js";
import { Problem } from "../errors.js";
import { judge } from "../guards.js";
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
      return c.json(guard.report(verdict, input));
    },
  },
];
