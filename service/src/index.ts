import { Hono } from "hono";
import type { App } from "./env.js";
import { Problem, shapeOf } from "./errors.js";
import { LYZR_INFERENCE_ROUTES } from "./lyzr/inference.js";
import { LYZR_POLICY_ROUTES } from "./lyzr/policies.js";
import { OPERATION_ROUTES } from "./operations.js";
import { refuse, register, type Route } from "./routes.js";
import { finish, type Note } from "./telemetry.js";
import { TENANT_ROUTES } from "./tenants.js";

export const ROUTES: Route[] = [...LYZR_POLICY_ROUTES, ...LYZR_INFERENCE_ROUTES, ...TENANT_ROUTES, ...OPERATION_ROUTES];

const app = new Hono<App>();

app.use(async (c, next) => {
  const started = performance.now();
  const note: Note = { id: crypto.randomUUID(), route: "none" };
  c.set("note", note);
  await next();
  c.header("x-request-id", note.id);
  finish(c.env, note, c.req.method, c.res.status, performance.now() - started);
});
register(app, ROUTES);
app.notFound((c) => refuse(c, shapeOf(c.req.path), new Problem(404, "Not Found", { code: "not_found" })));
app.onError((error, c) => refuse(c, shapeOf(c.req.path), error));

export default app;
