import { base64url, hex, random, same, sha256 } from "./crypto.js";
import type { Env } from "./env.js";
import { Problem } from "./errors.js";
import { Fresh } from "./fresh.js";

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
  /** Nobody where the key is revoked. */
  principal: Principal | null;
}

const known = new Fresh<Known>(10_000);

const SHAPE = /^ew_[0-9a-f]{16}_[A-Za-z0-9_-]{43}$/;
/** Where a key has its id. */
const ID = { start: 3, end: 19 };

/** A new key: its id is no secret, what follows has 256 random bits, so one round of SHA-256 is enough. */
export function newKey(): { id: string; key: string } {
  const id = hex(random(8));
  return { id, key: `ew_${id}_${base64url(random(32))}` };
}

export async function authenticate(env: Env, presented: string | undefined): Promise<Principal> {
  if (presented === undefined) throw refused();
  const id = presented.slice(ID.start, ID.end);
  // Unknown keys are compared too, with a digest that nothing has.
  const record = (await known.read(id, () => load(env, id, presented))) ?? NOBODY;
  if (record.right === undefined || !same(presented, record.right)) {
    if (!same(await sha256(presented), record.hash)) throw refused();
    record.right = presented;
  }
  if (record.principal === null) throw refused();
  return record.principal;
}

const refused = () => new Problem(401, "the API key is missing or not valid", { code: "invalid_api_key" });
const NOBODY: Known = Object.freeze({ hash: "0".repeat(64), principal: null });

async function load(env: Env, id: string, presented: string): Promise<Known | null> {
  if (!SHAPE.test(presented)) throw refused();
  const row = await env.DB.prepare(
    "SELECT keys.hash, keys.scopes, keys.revoked_at, tenants.id AS tenant, tenants.settings FROM keys JOIN tenants ON tenants.id = keys.tenant WHERE keys.id = ?",
  )
    .bind(id)
    .first<{ hash: string; scopes: string; revoked_at: string | null; tenant: string; settings: string }>();
  if (row === null) return null;
  const principal: Principal = { tenant: row.tenant, key: id, scopes: JSON.parse(row.scopes), settings: JSON.parse(row.settings) };
  const before = known.last(id);
  return {
    hash: row.hash,
    right: before?.hash === row.hash ? before.right : undefined,
    principal: row.revoked_at === null ? principal : null,
  };
}

export function forget(): void {
  known.clear();
}

export async function authenticateAdmin(env: Env, presented: string | undefined): Promise<void> {
  if (env.ADMIN_KEY_HASH === undefined)
    throw new Problem(404, "administration over HTTP is off: set ADMIN_KEY_HASH", { code: "not_found" });
  if (!same(await sha256(presented ?? ""), env.ADMIN_KEY_HASH)) throw refused();
}
