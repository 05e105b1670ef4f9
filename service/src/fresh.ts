/** What was read from the database is used for this long at most: a revoked key or an edited policy lives on no longer. */
export const STALE_MS = 1000;
/** From this age on one request reads it again, while the others go on with what is there. */
const RENEW_MS = 600;
/** So long that request has: its client may have given it up. */
const PATIENCE_MS = 150;

/** Whether what was read at a time may still be used. A clock that went back must not keep it: a revoked key would live on. */
export function isFresh(at: number, now: number): boolean {
  return now >= at && now - at < STALE_MS;
}

interface Entry<T> {
  value: T;
  /** When it was asked for, which is before it was read. */
  at: number;
  /** When somebody set out to read it again. */
  renewed: number;
}

/** Values of the database that this isolate read within the last second. */
export class Fresh<T> {
  readonly #entries = new Map<string, Entry<T>>();
  #cleared = 0;

  constructor(private readonly most: number) {}

  /** What is not there is asked for each time, so that nobody can fill the memory with it. */
  read(key: string, load: () => Promise<T | null>): T | Promise<T | null> {
    const now = Date.now();
    const entry = this.#entries.get(key);
    if (entry === undefined || !isFresh(entry.at, now)) return this.#load(key, load, now);
    if (now - entry.at < RENEW_MS || now - entry.renewed < PATIENCE_MS) return entry.value;
    entry.renewed = now;
    return this.#load(key, load, now);
  }

  async #load(key: string, load: () => Promise<T | null>, at: number): Promise<T | null> {
    const cleared = this.#cleared;
    const value = await load();
    // What was written meanwhile may not be in it.
    if (cleared !== this.#cleared) return value;
    this.#entries.delete(key);
    if (value === null) return null;
    if (this.#entries.size >= this.most) this.#entries.clear();
    this.#entries.set(key, { value, at, renewed: at });
    return value;
  }

  /** The value however old it is, to take from it what does not age. */
  last(key: string): T | undefined {
    return this.#entries.get(key)?.value;
  }

  /** After a write of this isolate: the others notice within `STALE_MS`. */
  clear(): void {
    this.#cleared += 1;
    this.#entries.clear();
  }
}
