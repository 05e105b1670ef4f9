import { json, respond, withHeader } from "./answers.js";
import type { Call } from "./env.js";
import { openApi } from "./openapi.js";
import type { Route } from "./routes.js";

const open = { shape: "edgeward", credential: "open" } as const;

/** The document, a page to browse it, and a front page where no playground was built. */
export function documentation(served: () => Route[]): Route[] {
  return [
    {
      ...open,
      method: "get",
      path: "/openapi.json",
      about: "This document",
      answers: { "200": { about: "OpenAPI 3.1", schema: { type: "object", required: ["openapi", "paths"] } } },
      serve: (c) => json(c, openApi(served(), new URL(c.req.url).origin)),
    },
    {
      ...open,
      method: "get",
      path: "/docs",
      about: "The endpoints, to browse",
      answers: { "200": { about: "a page", type: "text/html" } },
      serve: (c) => page(c, PAGE),
    },
    {
      ...open,
      method: "get",
      path: "/",
      about: "The playground, where it was built",
      answers: { "200": { about: "a page", type: "text/html" } },
      async serve(c) {
        if (c.env.ASSETS === undefined) return page(c, FRONT);
        const { body, status, headers } = await c.env.ASSETS.fetch(c.req.raw);
        return respond(c, body, { status, type: headers.get("content-type") ?? undefined });
      },
    },
  ];
}

const CSP = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; connect-src 'self'";

function page(c: Call, text: string): Response {
  withHeader(c, "content-security-policy", CSP);
  return respond(c, text, { type: "text/html; charset=UTF-8" });
}

const STYLE = `<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>edgeward service</title><style>
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif } body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
code, pre { font: 0.9em ui-monospace, monospace } pre { overflow: auto; padding: 0.75rem; border: 1px solid #8884; border-radius: 6px }
summary { cursor: pointer; padding: 0.3rem 0 } summary b { display: inline-block; width: 4.5rem } h2 { margin-top: 2rem }
</style>`;

const FRONT = `<!doctype html><html lang="en">${STYLE}<h1>edgeward service</h1>
<p>Guardrail policies enforced at the edge. <a href="/docs">Endpoints</a> · <a href="/openapi.json">OpenAPI</a> · <a href="/health">Health</a></p></html>`;

const PAGE = `<!doctype html><html lang="en">${STYLE}<h1>edgeward service</h1><p><a href="/openapi.json">OpenAPI document</a></p><main>Loading.</main>
<script type="module">
const { paths, components } = await (await fetch("/openapi.json")).json();
const element = (name, text, ...children) => {
  const made = document.createElement(name);
  if (text) made.textContent = text;
  made.append(...children);
  return made;
};
const groups = new Map();
for (const [path, item] of Object.entries(paths)) {
  for (const [method, operation] of Object.entries(item)) {
    const [tag] = operation.tags;
    groups.set(tag, [...(groups.get(tag) ?? []), { path, method, operation }]);
  }
}
const main = document.querySelector("main");
main.textContent = "";
for (const [tag, operations] of groups) {
  main.append(element("h2", tag));
  for (const { path, method, operation } of operations) {
    const key = operation.security.flatMap(Object.keys)[0];
    const scheme = components.securitySchemes[key];
    const head = element("summary", "", element("b", method.toUpperCase()), element("code", path), " " + operation.summary);
    const lines = [];
    if (scheme) lines.push("key: " + (scheme.name ?? "Authorization: Bearer") + (operation.description ? ". " + operation.description : ""));
    for (const { name, in: where, description, required } of operation.parameters ?? []) {
      lines.push(where + " " + name + (required ? "" : ", optional") + (description ? ": " + description : ""));
    }
    const details = element("details", "", head, ...lines.map((line) => element("p", line)));
    for (const [type, { schema }] of Object.entries(operation.requestBody?.content ?? {})) {
      details.append(element("p", "body: " + type), element("pre", JSON.stringify(schema, null, 2)));
    }
    for (const [status, answer] of Object.entries(operation.responses)) {
      details.append(element("p", status + ": " + answer.description));
      const schema = answer.content?.["application/json"]?.schema;
      if (schema) details.append(element("pre", JSON.stringify(schema, null, 2)));
    }
    main.append(details);
  }
}
</script></html>`;
