// Tenants and keys of a running service, over its administration API.
import { existsSync, readFileSync } from "node:fs";
import { parseArgs } from "node:util";

const USAGE = `node service/admin.mjs [--url http://127.0.0.1:8787] COMMAND

  tenant create NAME            a tenant; prints its id
  tenant list
  tenant set ID SETTINGS        JSON: {"upstream": {"base_url", "api_key"}, "policy": "lyzr/ID", "judge": {"model"}}
  tenant delete ID              with its keys, policies and projects
  key create TENANT [SCOPE...]  policies, evaluate, gateway; default all; the key is printed once
  key list TENANT
  key revoke KEY_ID

The admin key is read from EDGEWARD_ADMIN_KEY, or from service/.data/secrets.json of the local service.`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { url: { type: "string", default: "http://127.0.0.1:8787" }, help: { type: "boolean", short: "h" } },
});
const [noun, verb, first, ...rest] = positionals;
/** @type {Record<string, () => [method: string, path: string, body?: unknown]>} */
const COMMANDS = {
  "tenant create": () => ["POST", "/admin/tenants", { name: first }],
  "tenant list": () => ["GET", "/admin/tenants"],
  "tenant set": () => ["PUT", `/admin/tenants/${first}/settings`, JSON.parse(rest[0] ?? "{}")],
  "tenant delete": () => ["DELETE", `/admin/tenants/${first}`],
  "key create": () => ["POST", `/admin/tenants/${first}/keys`, rest.length === 0 ? {} : { scopes: rest }],
  "key list": () => ["GET", `/admin/tenants/${first}/keys`],
  "key revoke": () => ["DELETE", `/admin/keys/${first}`],
};

const command = COMMANDS[`${noun} ${verb}`];
if (values.help || command === undefined) {
  console.log(USAGE);
  process.exit(values.help ? 0 : 2);
}
const [method, path, body] = command();
const response = await fetch(`${values.url}${path}`, {
  method,
  headers: { authorization: `Bearer ${adminKey()}`, "content-type": "application/json" },
  body: body === undefined ? undefined : JSON.stringify(body),
});
console.log(JSON.stringify(await response.json(), null, 2));
process.exitCode = response.ok ? 0 : 1;

function adminKey() {
  if (process.env.EDGEWARD_ADMIN_KEY) return process.env.EDGEWARD_ADMIN_KEY;
  const file = new URL(".data/secrets.json", import.meta.url);
  if (existsSync(file)) return JSON.parse(readFileSync(file, "utf8")).adminKey;
  console.error("set EDGEWARD_ADMIN_KEY, or start the local service first");
  process.exit(2);
}
