import type { Hono } from "hono";
import { json, withHeader } from "./answers.js";
import type { App, Call, Fields } from "./env.js";
import { asProblem, errorBody, Problem, type Shape, shapeOf } from "./errors.js";
import { authenticate, authenticateAdmin, type Scope } from "./keys.js";
import { finish, type Note, trace } from "./telemetry.js";

/** How a caller proves who it is; `open` needs no key. */
export type Credential = "apikey" | "x-api-key" | "bearer" | "aporia" | "admin" | "open";

export interface Answer {
  about: string;
  /** A JSON Schema; none: no body, or not JSON. */
  schema?: Fields;
  type?: string;
  /** Also a stream of server-sent events, where one was asked for. */
  events?: true;
}

/** An endpoint: what serves it and what documents it are one row, so that they cannot differ. */
export interface Route {
  method: "get" | "post" | "put" | "patch" | "delete";
  /** As OpenAPI writes it. */
  path: string;
  shape: Shape;
  credential: Credential;
  scope?: Scope;
  about: string;
  headers?: { name: string; about: string; required?: boolean }[];
  query?: { name: string; about: string }[];
  body?: { type: string; schema: Fields };
  answers: { [status: string]: Answer };
  serve(c: Call): Response | Promise<Response>;
}

const UUID = "{[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}}";

export function register(app: Hono<App>, routes: Route[]): void {
  for (const route of routes) app.on(route.method.toUpperCase(), spelled(route.path), (c) => noted(c, route.path, () => run(c, route)));
  const methods = new Map<string, string[]>();
  for (const { path, method } of routes) methods.set(path, [...(methods.get(path) ?? []), method.toUpperCase()]);
  for (const [path, allowed] of methods) {
    app.all(spelled(path), (c) =>
      noted(c, "none", () => {
        withHeader(c, "allow", allowed.join(", "));
        return refuse(c, shapeOf(path), new Problem(405, "Method Not Allowed", { code: "method_not_allowed" }));
      }),
    );
  }
}

/** Serves a request, then counts and logs it. */
export async function noted(c: Call, route: string, serve: () => Response | Promise<Response>): Promise<Response> {
  const started = performance.now();
  const note: Note = { id: crypto.randomUUID(), route };
  c.set("note", note);
  const response = await serve();
  finish(c.env, note, c.req.method, response.status, performance.now() - started);
  return response;
}

/** A project's id starts a path of its own, so it has to look like one. */
function spelled(path: string): string {
  return path.replace(/^\/\{(\w+)\}/, `/:$1${UUID}`).replaceAll(/\{(\w+)\}/g, (whole, name, at: number, text: string) => {
    return text[at - 1] === "/" ? `:${name}` : whole;
  });
}

async function run(c: Call, route: Route): Promise<Response> {
  try {
    if (route.credential === "admin") await authenticateAdmin(c.env, bearer(c));
    else if (route.credential !== "open") {
      const principal = await authenticate(c.env, presented(c, route.credential));
      const note = c.get("note");
      note.tenant = principal.tenant;
      note.key = principal.key;
      if (route.scope !== undefined && !principal.scopes.includes(route.scope)) {
        throw new Problem(403, `this key lacks the scope \`${route.scope}\``, { code: "missing_scope" });
      }
      c.set("principal", principal);
    }
    return await route.serve(c);
  } catch (error) {
    return refuse(c, route.shape, error);
  }
}

export function refuse(c: Call, shape: Shape, error: unknown): Response {
  const problem = asProblem(error);
  const note = c.get("note");
  if (problem.status === 500) note.fault = trace(error);
  if (problem.status === 401) withHeader(c, "www-authenticate", "Bearer");
  return json(c, errorBody(shape, problem, note.id), problem.status);
}

function bearer(c: Call): string | undefined {
  return /^Bearer +(\S+)$/i.exec(c.req.header("authorization") ?? "")?.[1];
}

function presented(c: Call, credential: Credential): string | undefined {
  if (credential === "aporia") return c.req.header("x-aporia-api-key") ?? bearer(c);
  return credential === "bearer" ? bearer(c) : c.req.header(credential);
}
