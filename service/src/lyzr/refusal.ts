import { type CreateOptions, type CreateResult, create, EdgewardError, type Kind, type ValidationReport, validate } from "edgeward";
import type { Json } from "../env.js";
import { Problem, plain } from "../errors.js";

const KIND = { kind: "lyzr.rai_policy" } as const satisfies { kind: Kind };

/** Creates, or refuses as the vendor's FastAPI does. */
export function createPolicy(text: string, document: CreateOptions["document"]): CreateResult<"lyzr.rai_policy"> {
  try {
    return create(text, { ...KIND, document });
  } catch (error) {
    if (!(error instanceof EdgewardError) || error.code !== "invalid_policy") throw error;
    throw refusal(validate(text, KIND));
  }
}

function refusal(report: ValidationReport): Problem {
  const { response } = report;
  const body = response === null ? { detail: items(report) } : (plain(response.body) as { detail: Json });
  return new Problem(response?.status ?? 422, "the policy is not valid", { code: "invalid_policy", detail: body.detail });
}

/** What the vendor's own server would not say in words of its own: our diagnostics in its list. */
function items({ diagnostics }: ValidationReport): Json {
  return diagnostics
    .filter(({ severity }) => severity === "error")
    .map(({ code, path, message }) => ({ loc: ["body", ...steps(path)], msg: message, type: code }));
}

function steps(pointer: string): (string | number)[] {
  return pointer
    .split("/")
    .slice(1)
    .map((step) => (/^\d+$/.test(step) ? Number(step) : step.replaceAll("~1", "/").replaceAll("~0", "~")));
}
