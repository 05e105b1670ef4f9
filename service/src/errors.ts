import { type Diagnostic, EdgewardError } from "edgeward";
import type { Fields, Json } from "./env.js";

/** Whose shape an answer has. */
export type Shape = "enkrypt" | "lyzr" | "aporia" | "openai" | "edgeward";

/** A request that is refused, said in the shape of the API that was called. */
export class Problem extends Error {
  constructor(
    readonly status: 400 | 401 | 403 | 404 | 405 | 409 | 411 | 413 | 415 | 422 | 429 | 500 | 501 | 502 | 503,
    message: string,
    readonly more: { code?: string; diagnostics?: Diagnostic[]; detail?: Json } = {},
  ) {
    super(message);
  }
}

/** What the package refuses is the caller's to mend; anything else is ours. */
export function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof EdgewardError) {
    if (error.code === "invalid_policy") {
      const diagnostics = error.diagnostics.filter(({ severity }) => severity === "error");
      const [first] = diagnostics;
      return new Problem(422, first === undefined ? error.message : `${first.path || "the payload"}: ${first.message}`, {
        code: first?.code ?? error.code,
        diagnostics,
      });
    }
    if (error.code === "invalid_input") return new Problem(422, error.message, { code: error.code });
  }
  return new Problem(500, "the service failed; the request id finds the line in its log", { code: "internal_error" });
}

/** The body of a refusal. None of it quotes the text that was evaluated. */
export function errorBody(shape: Shape, problem: Problem, requestId: string): Fields {
  const { code = "error", diagnostics, detail } = problem.more;
  const remarks: Fields = diagnostics === undefined ? {} : { diagnostics: plain(diagnostics) };
  switch (shape) {
    case "enkrypt":
      return { message: problem.message, request_id: requestId, ...remarks };
    case "lyzr":
      return { detail: detail ?? problem.message };
    case "aporia":
      return { detail: problem.message, ...remarks };
    case "openai":
      return { error: { message: problem.message, type: errorType(problem.status), param: null, code, ...remarks } };
    case "edgeward":
      return { error: { code, message: problem.message, request_id: requestId, ...remarks } };
  }
}

function errorType(status: number): string {
  if (status === 401) return "authentication_error";
  if (status === 403) return "permission_error";
  if (status === 429) return "rate_limit_error";
  return status >= 500 ? "server_error" : "invalid_request_error";
}

/** JSON as it would be written: absent keys left out. */
export function plain(value: unknown): Json {
  return JSON.parse(JSON.stringify(value));
}

/** The vendor whose paths these are: what is refused before a route is found has its shape too. */
export function shapeOf(path: string): Shape {
  if (path.startsWith("/code-of-conduct/") || path.startsWith("/guardrails/")) return "enkrypt";
  if (path.startsWith("/v1/rai/")) return "lyzr";
  if (path.startsWith("/api/v1/") || path.endsWith("/validate")) return "aporia";
  return path.startsWith("/v1/") ? "openai" : "edgeward";
}
