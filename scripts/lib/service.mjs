// The edge service under a local workerd: the bundle that wrangler would upload, D1 as SQLite files in a data folder.
import { createHash, randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, join } from "node:path";
import { build } from "esbuild";
import { Failure, ROOT } from "./shell.mjs";

export const SERVICE = join(ROOT, "service");
/** A package of the service, which has a lock file of its own. */
const own = createRequire(join(SERVICE, "package.json"));

/** @returns {Promise<{ script: string, wasm: Record<string, Uint8Array> }>} the modules of the worker */
export async function bundle(entry = join(SERVICE, "src/index.ts")) {
  const { outputFiles } = await build({
    entryPoints: { index: entry },
    outdir: "/",
    bundle: true,
    format: "esm",
    target: "es2023",
    nodePaths: [join(SERVICE, "node_modules")],
    conditions: ["workerd", "worker"],
    loader: { ".wasm": "copy" },
    assetNames: "[name]",
    write: false,
    logLevel: "error",
  });
  const wasm = outputFiles.filter(({ path }) => path.endsWith(".wasm"));
  const script = outputFiles.find(({ path }) => path.endsWith(".js"))?.text ?? "";
  return { script, wasm: Object.fromEntries(wasm.map(({ path, contents }) => [basename(path), contents])) };
}

/**
 * The local secrets, made at the first start.
 * @param {string} folder
 * @returns {{ adminKey: string, sealingKey: string }}
 */
export function secrets(folder) {
  const file = join(folder, "secrets.json");
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true });
    const made = { adminKey: randomBytes(32).toString("base64url"), sealingKey: randomBytes(32).toString("base64") };
    writeFileSync(file, JSON.stringify(made), { mode: 0o600 });
  }
  return JSON.parse(readFileSync(file, "utf8"));
}

/** @typedef {{ url: string, adminKey: string, stop: () => Promise<void> }} Running */

/**
 * @param {{ data: string, port?: number, log?: boolean, playground?: boolean, bindings?: Record<string, string>, entry?: string }} options
 * @returns {Promise<Running>}
 */
export async function start({ data, port = 0, log = true, playground = true, bindings = {}, entry }) {
  const { Miniflare, Log, LogLevel } = own("miniflare");
  const { script, wasm } = await bundle(entry);
  const { adminKey, sealingKey } = secrets(data);
  const assets = join(ROOT, "www/dist");
  const server = new Miniflare({
    name: "edgeward",
    modules: [
      { type: "ESModule", path: "index.js", contents: script },
      ...Object.entries(wasm).map(([path, contents]) => ({ type: "CompiledWasm", path, contents })),
    ],
    compatibilityDate: "2026-04-01",
    host: "127.0.0.1",
    port,
    log: new Log(LogLevel.WARN),
    cf: false,
    d1Databases: ["DB"],
    r2Buckets: ["FILES"],
    d1Persist: join(data, "d1"),
    r2Persist: join(data, "r2"),
    bindings: {
      ADMIN_KEY_HASH: createHash("sha256").update(adminKey).digest("hex"),
      SEALING_KEY: sealingKey,
      ...(log ? {} : { LOG: "off" }),
      ...bindings,
    },
    ...(playground &&
      existsSync(join(assets, "index.html")) && {
        assets: {
          directory: assets,
          binding: "ASSETS",
          routerConfig: { has_user_worker: true },
          assetConfig: { html_handling: "auto-trailing-slash" },
        },
      }),
  });
  const url = String(await server.ready).replace(/\/$/, "");
  await migrate(await server.getD1Database("DB"));
  return { url, adminKey, stop: () => server.dispose() };
}

/**
 * As `wrangler d1 migrations apply` does it, so that either may follow the other.
 * @param {any} database
 */
async function migrate(database) {
  await database
    .prepare(
      "CREATE TABLE IF NOT EXISTS d1_migrations (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE, applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL)",
    )
    .run();
  const { results } = await database.prepare("SELECT name FROM d1_migrations").all();
  const done = new Set(results.map((/** @type {{ name: string }} */ row) => row.name));
  for (const name of readdirSync(join(SERVICE, "migrations")).sort()) {
    if (done.has(name)) continue;
    const statements = readFileSync(join(SERVICE, "migrations", name), "utf8")
      .split(/;\s*$/m)
      .map((text) => text.trim())
      .filter(Boolean);
    const mark = database.prepare("INSERT INTO d1_migrations (name) VALUES (?)").bind(name);
    await database.batch([...statements.map((text) => database.prepare(text)), mark]);
  }
}

/**
 * @param {string} url
 * @param {string} method
 * @param {Record<string, string>} headers
 * @param {unknown} [body] an object is sent as JSON
 * @returns {Promise<any>} the answer's JSON
 */
export async function ask(url, method, headers, body) {
  const plain = body === undefined || typeof body === "string" || body instanceof FormData;
  const response = await fetch(url, {
    method,
    headers: plain ? headers : { "content-type": "application/json", ...headers },
    body: plain ? /** @type {string | FormData | undefined} */ (body) : JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) throw new Failure(`${method} ${url}: ${response.status} ${text}`);
  return text === "" ? null : JSON.parse(text);
}
