import type { Kind } from "edgeward";
import { LIMITS } from "./body.js";
import { sha256 } from "./crypto.js";
import type { Env, Fields } from "./env.js";
import { Problem, plain } from "./errors.js";
import { Fresh } from "./fresh.js";

/** A stored policy: `payload` is what is compiled, `document` what the vendor's endpoint answers. */
export interface Policy {
  id: string;
  name: string;
  payload: string;
  document: Fields;
  hash: string;
  version: number;
}
export type Draft = Pick<Policy, "id" | "name" | "payload" | "document">;
type Row = Omit<Policy, "document"> & { document: string };

const COLUMNS = "id, name, payload, document, hash, version";

/** One tenant's policies of one kind: no query leaves either out. */
export class Policies {
  constructor(
    private readonly env: Env,
    private readonly tenant: string,
    private readonly kind: Kind,
  ) {}

  async list(): Promise<Policy[]> {
    const { results } = await this.env.DB.prepare(
      `SELECT ${COLUMNS} FROM policies WHERE tenant = ? AND kind = ? ORDER BY created_at, id LIMIT 10000`,
    )
      .bind(this.tenant, this.kind)
      .all<Row>();
    return results.map(read);
  }

  /** The row as it is now. */
  async find(by: "id" | "name", value: string): Promise<Policy | null> {
    const row = await this.env.DB.prepare(`SELECT ${COLUMNS} FROM policies WHERE tenant = ? AND kind = ? AND ${by} = ?`)
      .bind(this.tenant, this.kind, value)
      .first<Row>();
    return row === null ? null : read(row);
  }

  /** The row as it was at most a second ago. */
  recent(by: "id" | "name", value: string): Policy | null | Promise<Policy | null> {
    return cached(`${this.tenant}\n${this.kind}\n${by}\n${value}`, () => this.find(by, value));
  }

  async insert(draft: Draft): Promise<void> {
    const row = await written(this.kind, draft);
    const now = new Date().toISOString();
    await unique(draft.name, () =>
      this.env.DB.prepare(
        "INSERT INTO policies (tenant, kind, id, name, payload, document, hash, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
      )
        .bind(this.tenant, this.kind, row.id, row.name, row.payload, row.document, row.hash, now, now)
        .run(),
    );
    forgetRows();
  }

  /** False where somebody else changed or deleted the row since it was read. */
  async update(before: Policy, draft: Draft): Promise<boolean> {
    const row = await written(this.kind, draft);
    const { meta } = await unique(draft.name, () =>
      this.env.DB.prepare(
        "UPDATE policies SET name = ?, payload = ?, document = ?, hash = ?, updated_at = ?, version = version + 1 WHERE tenant = ? AND kind = ? AND id = ? AND version = ?",
      )
        .bind(row.name, row.payload, row.document, row.hash, new Date().toISOString(), this.tenant, this.kind, before.id, before.version)
        .run(),
    );
    forgetRows();
    return meta.changes === 1;
  }

  /** Reads, changes and writes until nobody came between; null where there is no such policy. */
  async change(by: "id" | "name", value: string, edit: (before: Policy) => Draft | Promise<Draft>): Promise<Policy | null> {
    for (let attempt = 0; attempt < 50; attempt += 1) {
      const before = await this.find(by, value);
      if (before === null) return null;
      const draft = await edit(before);
      if (await this.update(before, draft)) return { ...before, ...draft };
    }
    throw new Problem(503, "the policy is being changed by too many others at once", { code: "busy" });
  }

  async remove(by: "id" | "name", value: string): Promise<Policy | null> {
    const row = await this.env.DB.prepare(`DELETE FROM policies WHERE tenant = ? AND kind = ? AND ${by} = ? RETURNING ${COLUMNS}`)
      .bind(this.tenant, this.kind, value)
      .first<Row>();
    forgetRows();
    return row === null ? null : read(row);
  }
}

function read(row: Row): Policy {
  return { ...row, document: JSON.parse(row.document) };
}

async function written(kind: Kind, draft: Draft): Promise<{ id: string; name: string; payload: string; document: string; hash: string }> {
  const document = JSON.stringify(plain(draft.document));
  const size = new TextEncoder().encode(draft.payload).byteLength;
  if (size > LIMITS.stored)
    throw new Problem(413, `a stored policy holds at most ${LIMITS.stored / 1024} KiB`, { code: "policy_too_large" });
  return { ...draft, document, hash: await contentHash(kind, draft.payload) };
}

/** A row of the database has a limit, and so has what is stored for one policy. */
export function fits(text: string): string {
  const size = new TextEncoder().encode(text).byteLength;
  if (size > LIMITS.stored)
    throw new Problem(413, `a stored policy holds at most ${LIMITS.stored / 1024} KiB`, { code: "policy_too_large" });
  return text;
}

/** Equal content has one guard. */
export function contentHash(kind: Kind, payload: string, options = ""): Promise<string> {
  return sha256(`${kind}\n${options}\n${payload}`);
}

async function unique<T>(name: string, job: () => Promise<T>): Promise<T> {
  try {
    return await job();
  } catch (error) {
    if (!isConflict(error)) throw error;
    throw new Problem(409, `a policy named \`${name}\` exists already`, { code: "name_taken" });
  }
}

export function isConflict(error: unknown): boolean {
  return error instanceof Error && error.message.includes("UNIQUE constraint failed");
}

const rows = new Fresh<unknown>(5000);

/** What `load` answers, or what it answered within the last second. */
export function cached<T>(key: string, load: () => Promise<T | null>): T | null | Promise<T | null> {
  return rows.read(key, load) as T | null | Promise<T | null>;
}

/** After a write of this isolate: the others see it within a second. */
export function forgetRows(): void {
  rows.clear();
}
