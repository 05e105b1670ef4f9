import { json } from "../answers.js";
import { isFields, LIMITS, readObject, requiredText } from "../body.js";
import type { Call, Fields, Json } from "../env.js";
import { Problem } from "../errors.js";
import { judge, source } from "../guards.js";
import type { Route } from "../routes.js";
import { rulesOf, written } from "./guardrails.js";
import { guardrailPolicies, nameHeader, wantedName } from "./named.js";
import { detectAnswer, detectBody, REFUSALS, storedDetectBody } from "./schemas.js";

const common = { shape: "enkrypt", credential: "apikey", scope: "evaluate" } as const;
const mode = { name: "X-Enkrypt-Mode", about: "prompt or response: whose words the text is; without it, anybody's" };
const answers = { "200": { about: "Successful Response", schema: detectAnswer }, ...REFUSALS };

export const DETECT_ROUTES: Route[] = [
  {
    ...common,
    method: "post",
    path: "/guardrails/detect",
    about: "Judge a text by detectors given with it",
    headers: [mode],
    body: { type: "application/json", schema: detectBody },
    answers,
    async serve(c) {
      const body = await readObject(c, LIMITS.text);
      if (!isFields(body.detectors)) throw new Problem(422, "`detectors` has to be an object", { code: "wrong_type" });
      return await detect(c, body, await written(c, body.detectors));
    },
  },
  {
    ...common,
    method: "post",
    path: "/guardrails/policy/detect",
    about: "Judge a text by stored detector settings, or by a code of conduct policy, of that name",
    headers: [...nameHeader, mode],
    body: { type: "application/json", schema: storedDetectBody },
    answers,
    async serve(c) {
      const body = await readObject(c, LIMITS.text);
      const name = wantedName(c);
      const stored = await guardrailPolicies(c).recent("name", name);
      const settings = stored?.document.detectors;
      const detectors = isFields(settings) ? await written(c, settings) : conduct(await rulesOf(c, name));
      return await detect(c, body, detectors);
    },
  },
];

const conduct = (rules: string): Fields => ({ policy_violation: { enabled: true, policy_text: rules, need_explanation: true } });

type Side = "prompt" | "response";

async function detect(c: Call, body: Fields, detectors: Fields): Promise<Response> {
  const text = requiredText(body, "text");
  const from = await source("enkrypt.guardrail", JSON.stringify({ detectors }));
  const explain = isFields(detectors.policy_violation) && detectors.policy_violation.need_explanation !== false;
  const report = async (side: Side) => {
    const input = { [side]: text };
    const { guard, verdict } = await judge(c, from, input);
    return guard.report(verdict, input, { explain });
  };
  const sides = sidesOf(c, detectors);
  const first = await report(sides[0]);
  const answer = sides[1] === undefined ? first : joined(first, await report(sides[1]));
  return json(c, isFields(body.user_metadata) ? { ...answer, user_metadata: body.user_metadata } : answer);
}

/** Only conduct rules ask whose words they are; the other detectors say the same of either side. */
function sidesOf(c: Call, detectors: Fields): [Side, Side?] {
  const given = c.req.header("X-Enkrypt-Mode");
  if (given === "prompt" || given === "response") return [given];
  if (given !== undefined) throw new Problem(422, "X-Enkrypt-Mode is prompt or response", { code: "wrong_value" });
  return isFields(detectors.policy_violation) && detectors.policy_violation.enabled === true ? ["prompt", "response"] : ["prompt"];
}

const KEY = "policy_violation";

/** The text as a prompt, with what it breaks as a response where it breaks nothing as a prompt. */
function joined(prompt: Fields, response: Fields): Fields {
  const [summary, other] = [prompt.summary, response.summary];
  const [details, others] = [prompt.details, response.details];
  if (!isFields(summary) || !isFields(other) || !isFields(details) || !isFields(others)) return prompt;
  if (summary[KEY] === 1 || other[KEY] !== 1) return prompt;
  const pick = (from: Fields): { [key: string]: Json } => ({ [KEY]: from[KEY] ?? null });
  return {
    summary: { ...summary, ...pick(other) },
    details: { ...details, ...pick(others) },
    result_message: prompt.result_message ?? response.result_message ?? null,
  };
}
