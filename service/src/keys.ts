import { base64url, hex, random, same, sha256 } from "./crypto.js";
import type { Env } from "./env.js";
import { Problem } from "./errors.js";

/** `policies`: read and write them; `evaluate`: the vendors' evaluation endpoints; `gateway`: the chat gateway. */
export const SCOPES = ["policies", "evaluate", "gateway"] as const;
export type Scope = (typeof SCOPES)[number];

/** Who calls. */
export interface Principal {
  tenant: string;
  key: string;
  scopes: Scope[];
  settings: Settings;
}

/** Of a tenant; the upstream's key is sealed. */
export interface Settings {
  upstream?: { base_url: string; api_key?: string };
  /** The gateway's policy where a request names none: "lyzr/ID", "enkrypt/NAME", "aporia/PROJECT". */
  policy?: string;
  /** A model of the upstream that answers what only a language model can judge. */
  judge?: { model: string };
}

interface Known {
  hash: string;
  /** The key that was found right: the next time it is compared itself, which is cheaper than its digest. */
  right?: string;
  principal: Principal | null;
  at: number;
}

/** A revoked key works for this long at most where it was just used. */
export const STALE_MS = 1000;
const MOST = 10_000;
const known = new Map<string, Known>();

const SHAPE = /^ew_([0-9a-f]{16})_[A-Za-z0-9_-]{43}$/;

/** A new key: its id is no secret, what follows has 256 random bits, so one round of SHA-256 is enough. */
export function newKey(): { id: string; key: string } {
  const id = hex(random(8));
  return { id, key: `ew_${id}_${base64url(random(32))}` };
}

export async function authenticate(env: Env, presented: string | undefined): Promise<Principal> {
  const id = SHAPE.exec(presented ?? "")?.[1];
  if (presented === undefined || id === undefined) throw refused();
  const record = await lookUp(env, id);
  if (record.right === undefined || !same(presented, record.right)) {
    if (!same(await sha256(presented), record.hash)) throw refused();
    record.right = presented;
  }
  if (record.principal === null) throw refused();
  return record.principal;
}

const refused = () => new Problem(401, "the API key is missing or not valid", { code: "invalid_api_key" });

/** Unknown keys are compared too, with a digest that nothing has. */
const NOBODY = { hash: "0".repeat(64), principal: null };

/** Whether what was read at a time may still be used. A clock that went back must not keep it: a revoked key would live on. */
export function isFresh(at: number, now: number): boolean {
  return now >= at && now - at < STALE_MS;
}

async function lookUp(env: Env, id: string): Promise<Known> {
  const cached = known.get(id);
  const now = Date.now();
  if (cached !== undefined && isFresh(cached.at, now)) return cached;
  const row = await env.DB.prepare(
    "SELECT keys.hash, keys.scopes, keys.revoked_at, tenants.id AS tenant, tenants.settings FROM keys JOIN tenants ON tenants.id = keys.tenant WHERE keys.id = ?",
  )
    .bind(id)
    .first<{ hash: string; scopes: string; revoked_at: string | null; tenant: string; settings: string }>();
  // Not kept: whoever tries keys must not fill the memory.
  if (row === null) return { ...NOBODY, at: now };
  const principal: Principal = { tenant: row.tenant, key: id, scopes: JSON.parse(row.scopes), settings: JSON.parse(row.settings) };
  const record = { hash: row.hash, principal: row.revoked_at === null ? principal : null, at: now };
  if (known.size >= MOST) known.clear();
  known.set(id, record);
  return record;
}

/** After a change in this isolate: the others notice within `STALE_MS`. */
export function forget(): void {
  known.clear();
}

export async function authenticateAdmin(env: Env, presented: string | undefined): Promise<void> {
  if (env.ADMIN_KEY_HASH === undefined)
    throw new Problem(404, "administration over HTTP is off: set ADMIN_KEY_HASH", { code: "not_found" });
  if (!same(await sha256(presented ?? ""), env.ADMIN_KEY_HASH)) throw refused();
}
