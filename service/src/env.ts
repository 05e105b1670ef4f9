import type { Context } from "hono";
import type { Principal } from "./keys.js";
import type { Note } from "./telemetry.js";

/** What wrangler.jsonc binds, and the secrets. */
export interface Env {
  DB: D1Database;
  FILES: R2Bucket;
  /** Optional: decisions and latencies of every isolate together. */
  COUNTS?: AnalyticsEngineDataset;
  /** The static playground, where it was built. */
  ASSETS?: Fetcher;
  /** Hex SHA-256 of the admin key; without it there is no administration over HTTP. */
  ADMIN_KEY_HASH?: string;
  /** 32 bytes in base64: upstream keys are stored sealed with it. */
  SEALING_KEY?: string;
  /** "off" writes no line per request. */
  LOG?: string;
}

export interface App {
  Bindings: Env;
  Variables: {
    principal: Principal;
    note: Note;
    /** Of the answer. */
    headers?: Record<string, string>;
  };
}

export type Call = Context<App>;
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type Fields = { [key: string]: Json };
