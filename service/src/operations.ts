import { build } from "edgeward";
import { json, respond } from "./answers.js";
import type { Route } from "./routes.js";
import { metrics } from "./telemetry.js";

export const OPERATION_ROUTES: Route[] = [
  {
    method: "get",
    path: "/health",
    shape: "edgeward",
    credential: "open",
    about: "Whether the service and its database answer",
    answers: { "200": { about: "both do", schema: { type: "object", required: ["status"], properties: { status: { const: "ok" } } } } },
    async serve(c) {
      const row = await c.env.DB.prepare("SELECT count(*) AS migrations FROM d1_migrations").first<{ migrations: number }>();
      return json(c, { status: "ok", version: build.version, variant: build.variant, migrations: row?.migrations ?? 0 });
    },
  },
  {
    method: "get",
    path: "/metrics",
    shape: "edgeward",
    credential: "admin",
    about: "Counters of decisions and latencies of this isolate, as Prometheus reads them",
    answers: { "200": { about: "the counters", type: "text/plain" } },
    serve: (c) => respond(c, metrics(), { type: "text/plain; charset=UTF-8" }),
  },
];
