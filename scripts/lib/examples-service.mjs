// What `make run` puts into an empty local service: a tenant with a key, and a policy of each vendor.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ask } from "./service.mjs";
import { ROOT } from "./shell.mjs";

const POLICIES = join(ROOT, "examples/policies");
/** @param {string} name */
const policy = (name) => JSON.parse(readFileSync(join(POLICIES, name), "utf8"));

/** @typedef {{ tenant: string, key: string, lyzr: string, enkrypt: string, aporia: string }} Example */

/**
 * @param {string} url
 * @param {string} adminKey
 * @param {string} data folder; the key is kept there for the next start
 * @param {string} upstream
 * @returns {Promise<Example>}
 */
export async function example(url, adminKey, data, upstream) {
  const file = join(data, "example.json");
  const admin = { authorization: `Bearer ${adminKey}` };
  const made = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : await create(url, admin);
  writeFileSync(file, JSON.stringify(made), { mode: 0o600 });
  await ask(`${url}/admin/tenants/${made.tenant}/settings`, "PUT", admin, {
    upstream: { base_url: upstream },
    policy: `lyzr/${made.lyzr}`,
  });
  return made;
}

/**
 * @param {string} url
 * @param {Record<string, string>} admin
 * @returns {Promise<Example>}
 */
async function create(url, admin) {
  const { id: tenant } = await ask(`${url}/admin/tenants`, "POST", admin, { name: `example ${new Date().toISOString()}` });
  const { key } = await ask(`${url}/admin/tenants/${tenant}/keys`, "POST", admin, { label: "example" });
  const { _id: lyzr } = await ask(`${url}/v1/rai/policies`, "POST", { "x-api-key": key }, policy("lyzr-support.json"));
  const form = new FormData();
  const conduct = policy("enkrypt-healthcare.json");
  for (const [name, value] of Object.entries(conduct)) form.set(name, String(value));
  await ask(`${url}/code-of-conduct/add-policy`, "POST", { apikey: key }, form);
  const bearer = { authorization: `Bearer ${key}` };
  const { id: aporia } = await ask(`${url}/api/v1/projects`, "POST", bearer, { name: "Support bot" });
  const project = { ...policy("aporia-project.json"), project_ids: [aporia] };
  await ask(`${url}/api/v1/policies/`, "PUT", bearer, project);
  return { tenant, key, lyzr, enkrypt: conduct.name, aporia };
}
