import { Hono } from "hono";
import { CATALOG_ROUTES } from "./aporia/catalog.js";
import { PROJECT_ROUTES } from "./aporia/projects.js";
import { VALIDATE_ROUTES } from "./aporia/validate.js";
import { documentation } from "./docs.js";
import { ATOMIZER_ROUTES } from "./enkrypt/atomizer.js";
import { CONDUCT_ROUTES } from "./enkrypt/conduct.js";
import { DETECT_ROUTES } from "./enkrypt/detect.js";
import { GUARDRAIL_ROUTES } from "./enkrypt/guardrails.js";
import type { App } from "./env.js";
import { Problem, shapeOf } from "./errors.js";
import { CHAT_ROUTES } from "./gateway/chat.js";
import { LYZR_INFERENCE_ROUTES } from "./lyzr/inference.js";
import { LYZR_POLICY_ROUTES } from "./lyzr/policies.js";
import { OPERATION_ROUTES } from "./operations.js";
import { TableRouter } from "./router.js";
import { noted, type Route, refuse, register } from "./routes.js";
import { TENANT_ROUTES } from "./tenants.js";

const ROUTES: Route[] = [
  ...CONDUCT_ROUTES,
  ...GUARDRAIL_ROUTES,
  ...DETECT_ROUTES,
  ...ATOMIZER_ROUTES,
  ...LYZR_POLICY_ROUTES,
  ...LYZR_INFERENCE_ROUTES,
  ...CATALOG_ROUTES,
  ...PROJECT_ROUTES,
  ...VALIDATE_ROUTES,
  ...CHAT_ROUTES,
  ...TENANT_ROUTES,
  ...OPERATION_ROUTES,
  ...documentation(() => ROUTES),
];

const app = new Hono<App>({ router: new TableRouter() });

register(app, ROUTES);
app.notFound((c) => noted(c, "none", () => refuse(c, shapeOf(c.req.path), new Problem(404, "Not Found", { code: "not_found" }))));
app.onError((error, c) => noted(c, "none", () => refuse(c, shapeOf(c.req.path), error)));

export default app;
