import { build } from "edgeward";
import type { Fields } from "./env.js";
import type { Answer, Credential, Route } from "./routes.js";

const SCHEMES: { [credential in Exclude<Credential, "open">]: Fields } = {
  apikey: { type: "apiKey", in: "header", name: "apikey" },
  "x-api-key": { type: "apiKey", in: "header", name: "x-api-key" },
  bearer: { type: "http", scheme: "bearer" },
  aporia: { type: "apiKey", in: "header", name: "X-APORIA-API-KEY" },
  admin: { type: "http", scheme: "bearer", description: "the admin key" },
};
const TAGS = { enkrypt: "Enkrypt AI", lyzr: "Lyzr", aporia: "Aporia", openai: "Gateway", edgeward: "Operations" };

/** Of each event; the `data` of the last is `[DONE]`, of the others a chunk of a completion. */
const EVENT: Fields = { type: "object", required: ["data"], properties: { data: { type: "string" } } };

/** The document of what is served: from the rows that serve it. */
export function openApi(routes: Route[], server: string): Fields {
  const paths: { [path: string]: Fields } = {};
  for (const route of routes) {
    const item: Fields = paths[route.path] ?? {};
    item[route.method] = operation(route);
    paths[route.path] = item;
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "edgeward service",
      version: build.version,
      description: "Guardrail policies of three vendors and a guarded chat gateway, enforced at the edge",
      license: { name: "MIT OR Apache-2.0", identifier: "MIT OR Apache-2.0" },
    },
    servers: [{ url: server }],
    paths,
    components: { securitySchemes: SCHEMES },
  };
}

function operation(route: Route): Fields {
  const parameters: Fields[] = [
    ...[...route.path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => ({ name, in: "path", required: true, schema: { type: "string" } })),
    ...(route.headers ?? []).map(({ name, about, required = false }) => ({
      name,
      in: "header",
      required,
      description: about,
      schema: { type: "string" },
    })),
  ];
  return {
    operationId: `${route.method}_${route.path.replaceAll(/[^A-Za-z0-9]+/g, "_").replaceAll(/^_|_$/g, "")}`,
    tags: [TAGS[route.shape]],
    summary: route.about,
    ...(route.scope !== undefined && { description: `A key with the scope \`${route.scope}\`.` }),
    ...(route.credential === "open" ? { security: [] } : { security: [{ [route.credential]: [] }] }),
    ...(parameters.length > 0 && { parameters }),
    ...(route.body !== undefined && {
      requestBody: { required: true, content: { [route.body.type]: { schema: route.body.schema } } },
    }),
    responses: responses(route),
  };
}

function contents({ schema, type = "application/json", events }: Answer): Fields {
  if (schema === undefined && type === "application/json") return {};
  return { content: { [type]: { schema: schema ?? {} }, ...(events && { "text/event-stream": { schema: EVENT } }) } };
}

function responses({ answers, credential, body }: Route): Fields {
  const all = Object.entries(answers).map(([status, answer]) => [status, { description: answer.about, ...contents(answer) }]);
  const usual: [string, Fields][] = [];
  if (credential !== "open")
    usual.push(["401", { description: "the key is missing or not valid" }], ["403", { description: "the key lacks the scope" }]);
  if (body !== undefined)
    usual.push(["400", { description: "the body cannot be read" }], ["413", { description: "the body is too large" }]);
  return Object.fromEntries([...usual, ...all]);
}
