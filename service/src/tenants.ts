import { json } from "./answers.js";
import { isFields, LIMITS, optionalText, readObject, requiredText } from "./body.js";
import { seal, sha256 } from "./crypto.js";
import type { Call, Env, Fields, Json } from "./env.js";
import { Problem } from "./errors.js";
import { forget, newKey, SCOPES, type Scope, type Settings } from "./keys.js";
import type { Route } from "./routes.js";
import { forgetRows, isConflict } from "./store.js";

const id = { type: "string" };
const tenant = { type: "object", required: ["id", "name"], properties: { id, name: { type: "string" }, settings: { type: "object" } } };
const settings = {
  type: "object",
  properties: {
    upstream: { type: "object", required: ["base_url"], properties: { base_url: { type: "string" }, api_key: { type: "string" } } },
    policy: { type: "string", description: "lyzr/ID, enkrypt/NAME or aporia/PROJECT: the gateway's policy where a request names none" },
    judge: { type: "object", required: ["model"], properties: { model: { type: "string" } } },
  },
};
const key = {
  type: "object",
  required: ["id", "scopes"],
  properties: {
    id,
    key: { type: "string", description: "shown once" },
    label: { type: "string" },
    scopes: { type: "array", items: { enum: [...SCOPES] } },
    created_at: { type: "string" },
    revoked_at: { type: ["string", "null"] },
  },
};
const admin = { shape: "edgeward", credential: "admin" } as const;
const unknownTenant = { "404": { about: "no such tenant" } };

/** Administration: what the admin command calls. */
export const TENANT_ROUTES: Route[] = [
  {
    ...admin,
    method: "post",
    path: "/admin/tenants",
    about: "Create a tenant",
    body: { type: "application/json", schema: { type: "object", required: ["name"], properties: { name: { type: "string" }, settings } } },
    answers: { "200": { about: "the tenant", schema: tenant }, "409": { about: "the name is taken" } },
    serve: createTenant,
  },
  {
    ...admin,
    method: "get",
    path: "/admin/tenants",
    about: "List the tenants",
    answers: { "200": { about: "all of them", schema: { type: "object", properties: { tenants: { type: "array", items: tenant } } } } },
    async serve(c) {
      const { results } = await c.env.DB.prepare("SELECT id, name, settings FROM tenants ORDER BY name").all<{ settings: string }>();
      return json(c, { tenants: results.map((row) => ({ ...row, settings: shown(JSON.parse(row.settings)) })) });
    },
  },
  {
    ...admin,
    method: "put",
    path: "/admin/tenants/{tenant}/settings",
    about: "Replace a tenant's settings; the upstream's key is stored sealed and never shown",
    body: { type: "application/json", schema: settings },
    answers: { "200": { about: "the settings", schema: settings }, ...unknownTenant },
    serve: putSettings,
  },
  {
    ...admin,
    method: "delete",
    path: "/admin/tenants/{tenant}",
    about: "Delete a tenant with its keys, policies and projects",
    answers: { "200": { about: "done", schema: { type: "object" } }, ...unknownTenant },
    serve: deleteTenant,
  },
  {
    ...admin,
    method: "post",
    path: "/admin/tenants/{tenant}/keys",
    about: "Create a key; it is shown once and stored as a digest",
    body: {
      type: "application/json",
      schema: { type: "object", properties: { scopes: key.properties.scopes, label: key.properties.label } },
    },
    answers: { "200": { about: "the key", schema: key }, ...unknownTenant },
    serve: createKey,
  },
  {
    ...admin,
    method: "get",
    path: "/admin/tenants/{tenant}/keys",
    about: "List a tenant's keys, without what they are",
    answers: { "200": { about: "all of them", schema: { type: "object", properties: { keys: { type: "array", items: key } } } } },
    async serve(c) {
      const { results } = await c.env.DB.prepare(
        "SELECT id, label, scopes, created_at, revoked_at FROM keys WHERE tenant = ? ORDER BY created_at, id",
      )
        .bind(c.req.param("tenant"))
        .all<{ scopes: string }>();
      return json(c, { keys: results.map((row) => ({ ...row, scopes: JSON.parse(row.scopes) })) });
    },
  },
  {
    ...admin,
    method: "delete",
    path: "/admin/keys/{key}",
    about: "Revoke a key; isolates that just used it notice within a second",
    answers: { "200": { about: "done", schema: { type: "object" } }, "404": { about: "no such key" } },
    async serve(c) {
      const { meta } = await c.env.DB.prepare("UPDATE keys SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL")
        .bind(new Date().toISOString(), c.req.param("key"))
        .run();
      forget();
      if (meta.changes === 0) throw new Problem(404, "there is no such key, or it is revoked already", { code: "not_found" });
      return json(c, { revoked: c.req.param("key") ?? "" });
    },
  },
];

async function createTenant(c: Call): Promise<Response> {
  const body = await readObject(c, LIMITS.small);
  const name = requiredText(body, "name");
  if (name.trim() === "" || name.length > 100) throw new Problem(422, "`name` has 1 to 100 characters", { code: "wrong_value" });
  const row = { id: crypto.randomUUID(), name };
  const kept = await readSettings(c.env, body.settings ?? {});
  try {
    await c.env.DB.prepare("INSERT INTO tenants (id, name, settings, created_at) VALUES (?, ?, ?, ?)")
      .bind(row.id, name, JSON.stringify(kept), new Date().toISOString())
      .run();
  } catch (error) {
    if (isConflict(error)) throw new Problem(409, `a tenant named \`${name}\` exists already`, { code: "name_taken" });
    throw error;
  }
  return json(c, { ...row, settings: shown(kept) });
}

async function putSettings(c: Call): Promise<Response> {
  const kept = await readSettings(c.env, await readObject(c, LIMITS.small));
  const { meta } = await c.env.DB.prepare("UPDATE tenants SET settings = ? WHERE id = ?")
    .bind(JSON.stringify(kept), c.req.param("tenant"))
    .run();
  if (meta.changes === 0) throw noTenant();
  forget();
  return json(c, shown(kept));
}

async function deleteTenant(c: Call): Promise<Response> {
  const wanted = c.req.param("tenant") ?? "";
  const { meta } = await c.env.DB.prepare("DELETE FROM tenants WHERE id = ?").bind(wanted).run();
  forget();
  forgetRows();
  if (meta.changes === 0) throw noTenant();
  for (;;) {
    const { objects, truncated } = await c.env.FILES.list({ prefix: `${wanted}/` });
    if (objects.length > 0) await c.env.FILES.delete(objects.map((object) => object.key));
    if (!truncated) return json(c, { deleted: wanted });
  }
}

async function createKey(c: Call): Promise<Response> {
  const body = await readObject(c, LIMITS.small);
  const wanted = body.scopes ?? [...SCOPES];
  if (!Array.isArray(wanted) || wanted.length === 0 || !wanted.every((scope) => SCOPES.includes(scope as Scope))) {
    throw new Problem(422, `\`scopes\` is a list of ${SCOPES.join(", ")}`, { code: "wrong_value" });
  }
  const owner = c.req.param("tenant") ?? "";
  const made = newKey();
  const label = optionalText(body, "label") ?? "";
  const { meta } = await c.env.DB.prepare(
    "INSERT INTO keys (id, tenant, hash, scopes, label, created_at) SELECT ?, id, ?, ?, ?, ? FROM tenants WHERE id = ?",
  )
    .bind(made.id, await sha256(made.key), JSON.stringify(wanted), label, new Date().toISOString(), owner)
    .run();
  if (meta.changes === 0) throw noTenant();
  return json(c, { ...made, tenant: owner, scopes: wanted, label });
}

const noTenant = () => new Problem(404, "there is no such tenant", { code: "not_found" });

async function readSettings(env: Env, value: Json): Promise<Settings> {
  if (!isFields(value)) throw new Problem(422, "`settings` is an object", { code: "wrong_type" });
  const kept: Settings = {};
  if (isFields(value.upstream)) kept.upstream = await readUpstream(env, value.upstream);
  const policy = optionalText(value, "policy");
  if (policy !== undefined) {
    if (!/^(lyzr|enkrypt|aporia)\/./.test(policy)) {
      throw new Problem(422, "`policy` is lyzr/ID, enkrypt/NAME or aporia/PROJECT", { code: "wrong_value" });
    }
    kept.policy = policy;
  }
  if (isFields(value.judge)) kept.judge = { model: requiredText(value.judge, "model") };
  return kept;
}

async function readUpstream(env: Env, value: Fields): Promise<{ base_url: string; api_key?: string }> {
  const base = requiredText(value, "base_url");
  if (!/^https?:\/\/[^\s]+$/.test(base)) throw new Problem(422, "`base_url` is an http or https address", { code: "wrong_value" });
  const plainKey = optionalText(value, "api_key");
  if (plainKey === undefined) return { base_url: base };
  if (env.SEALING_KEY === undefined) throw new Problem(422, "an upstream key needs the secret SEALING_KEY", { code: "no_sealing_key" });
  return { base_url: base, api_key: await seal(env.SEALING_KEY, plainKey) };
}

function shown({ upstream, ...rest }: Settings): Settings {
  if (upstream === undefined) return rest;
  return { ...rest, upstream: { base_url: upstream.base_url, ...(upstream.api_key !== undefined && { api_key: "set" }) } };
}
