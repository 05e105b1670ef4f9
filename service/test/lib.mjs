// A service of its own for each test file, and tenants in it.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { ask, SERVICE, start } from "../../scripts/lib/service.mjs";

/** @param {string} name */
export const data = (name) => JSON.parse(readFileSync(new URL(`data/${name}`, import.meta.url), "utf8"));
/** @param {string} name */
export const policy = (name) => JSON.parse(readFileSync(new URL(`../../examples/policies/${name}`, import.meta.url), "utf8"));

/** @typedef {{ status: number, headers: Headers, text: string, body: any }} Answer */
/** @typedef {{ id: string, key: string }} Tenant */

/** @returns {string} a folder that goes with the test */
export function folder() {
  const path = mkdtempSync(join(tmpdir(), "edgeward-service-"));
  after(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

/**
 * The service as a module of Node, with a database of our own.
 * @param {string} contents
 * @returns {Promise<any>}
 */
export async function inNode(contents) {
  const outfile = join(folder(), "service.mjs");
  await build({
    stdin: { contents, resolveDir: join(SERVICE, "src"), loader: "ts" },
    outfile,
    bundle: true,
    format: "esm",
    platform: "node",
    target: "es2023",
    nodePaths: [join(SERVICE, "node_modules")],
    logLevel: "error",
  });
  return await import(pathToFileURL(outfile).href);
}

/** @param {{ bindings?: Record<string, string> }} [options] */
export async function service({ bindings } = {}) {
  const running = await start({ data: folder(), log: false, playground: false, bindings });
  after(() => running.stop());
  return { ...client(running.url, running.adminKey), url: running.url };
}

/**
 * @param {string} url
 * @param {string} adminKey
 */
export function client(url, adminKey) {
  const admin = { authorization: `Bearer ${adminKey}` };
  let count = 0;
  return {
    admin,
    /**
     * @param {string} method
     * @param {string} path
     * @param {Record<string, string>} headers
     * @param {unknown} [body]
     * @returns {Promise<Answer>}
     */
    async call(method, path, headers, body) {
      const raw = body === undefined || typeof body === "string" || body instanceof FormData || body instanceof Uint8Array;
      const response = await fetch(url + path, {
        method,
        headers: raw ? headers : { "content-type": "application/json", ...headers },
        body: raw ? /** @type {any} */ (body) : JSON.stringify(body),
      });
      const text = await response.text();
      const json = response.headers.get("content-type")?.startsWith("application/json");
      return { status: response.status, headers: response.headers, text, body: json ? JSON.parse(text) : null };
    },
    /**
     * @param {{ settings?: object, scopes?: string[] }} [options]
     * @returns {Promise<Tenant>}
     */
    async tenant({ settings = {}, scopes } = {}) {
      count += 1;
      const { id } = await ask(`${url}/admin/tenants`, "POST", admin, { name: `tenant ${count} ${Math.random()}`, settings });
      const { key } = await ask(`${url}/admin/tenants/${id}/keys`, "POST", admin, scopes === undefined ? {} : { scopes });
      return { id, key };
    },
  };
}

/** @param {Record<string, string | Blob>} fields */
export function form(fields) {
  const made = new FormData();
  for (const [name, value] of Object.entries(fields)) {
    if (value instanceof Blob) made.set(name, value, "policy.pdf");
    else made.set(name, value);
  }
  return made;
}

/** What the examples of the vendors' pages send, under a name of its own. */
export const conductForm = (name = "Healthcare Guidelines") => {
  const { policy_rules, total_rules } = policy("enkrypt-healthcare.json");
  return form({ name, policy_rules, total_rules: String(total_rules), policy_text: "" });
};

/**
 * The parts of JSON Schema that the vendors' documents use.
 * @param {any} value
 * @param {any} schema
 * @param {any} root where `$ref` looks
 * @returns {string[]} what does not fit
 */
export function misfits(value, schema, root = schema, at = "") {
  if (schema.$ref !== undefined) {
    const found = schema.$ref
      .slice(2)
      .split("/")
      .reduce((/** @type {any} */ node, /** @type {string} */ step) => node[step], root);
    return misfits(value, found, root, at);
  }
  if (value === null && schema.nullable) return [];
  const types = [schema.type ?? []].flat();
  if (types.length > 0 && !types.some((type) => isType(value, type))) return [`${at || "/"} is not ${types.join(" or ")}`];
  const wrong = [];
  if (schema.const !== undefined && value !== schema.const) wrong.push(`${at} is not ${schema.const}`);
  if (schema.enum !== undefined && !schema.enum.includes(value)) wrong.push(`${at} is none of ${schema.enum}`);
  if (schema.anyOf?.every((/** @type {any} */ each) => misfits(value, each, root, at).length > 0)) {
    wrong.push(`${at} fits no choice`);
  }
  if (schema.format === "date-time" && Number.isNaN(Date.parse(value))) wrong.push(`${at} is no date-time`);
  if (Array.isArray(value) && schema.items !== undefined) {
    wrong.push(...value.flatMap((each, index) => misfits(each, schema.items, root, `${at}/${index}`)));
  }
  if (value !== null && typeof value === "object" && !Array.isArray(value)) {
    for (const key of schema.required ?? []) if (!(key in value)) wrong.push(`${at}/${key} is missing`);
    for (const [key, each] of Object.entries(value)) {
      const inner = schema.properties?.[key] ?? schema.additionalProperties;
      if (typeof inner === "object") wrong.push(...misfits(each, inner, root, `${at}/${key}`));
    }
  }
  return wrong;
}

/** @param {any} value @param {string} type */
function isType(value, type) {
  if (type === "integer") return Number.isInteger(value);
  if (type === "array") return Array.isArray(value);
  if (type === "null") return value === null;
  if (type === "object") return value !== null && typeof value === "object" && !Array.isArray(value);
  return typeof value === type;
}

/**
 * The kinds of values, with what they are left out: two answers of one shape have the same.
 * @param {any} value
 * @returns {unknown}
 */
export function shape(value) {
  if (Array.isArray(value)) return value.length === 0 ? [] : [shape(value[0])];
  if (value === null) return "null";
  if (typeof value === "object") return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, shape(each)]));
  return typeof value;
}
