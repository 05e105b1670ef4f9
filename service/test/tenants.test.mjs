// No tenant sees, guesses or changes what another has; keys are scoped, revocable and nowhere stored.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { start } from "../../scripts/lib/service.mjs";
import { client, conductForm, folder, misfits, policy } from "./lib.mjs";

const files = folder();
const running = await start({ data: files, log: false, playground: false });
after(() => running.stop());
const { admin, call, tenant } = client(running.url, running.adminKey);
const owner = await tenant();
const stranger = await tenant();
const { body: openapi } = await call("GET", "/openapi.json", {});

/** @param {string} key @returns {Record<string, string>} every vendor's way to present it */
const credentials = (key) => ({ apikey: key, "x-api-key": key, authorization: `Bearer ${key}`, "x-aporia-api-key": key });
const own = credentials(owner.key);
const SECRET = "Project Heron 4711";

/** What the owner has, as the paths and headers name it. */
const custom = {
  name: SECRET,
  target: "response",
  condition: { configuration_mode: "simple", evaluation_instructions: "{answer} is rude", modality: "violate" },
};
const lyzr = (await call("POST", "/v1/rai/policies", own, { name: SECRET, description: SECRET })).body;
const type = (await call("POST", "/api/v1/policies/custom_policy", own, custom)).body.type;
const project = (await call("POST", "/api/v1/projects", own, { name: SECRET })).body.id;
const policies = [{ policy_type: "prompt_injection", name: SECRET, priority: 1, condition: {}, action: { type: "block" } }];
const added = (await call("PUT", "/api/v1/policies/", own, { project_ids: [project], policies })).body.policies[0].id;
await call("POST", "/code-of-conduct/add-policy", own, conductForm(SECRET));
await call("POST", "/guardrails/add-policy", own, { name: `${SECRET} detectors`, detectors: { toxicity: { enabled: true } } });
/** @type {Record<string, string>} */
const parameters = { policy_id: lyzr._id, custom_policy_type: type, template_type: type, project_id: project };
/** @type {Record<string, unknown>} what a stranger who knows the names could send */
const bodies = {
  "post /v1/rai/inference": { policy_id: lyzr._id, input_text: "hi" },
  "post /{project_id}/validate": { messages: [{ role: "user", content: "hi" }], validation_target: "prompt" },
  "put /api/v1/policies/": { project_ids: [project], policies },
  "put /api/v1/policies": { project_ids: [project], policies },
  "post /guardrails/detect": { text: "hi", detectors: { policy_violation: { enabled: true, coc_policy_name: SECRET } } },
  "post /guardrails/policy/detect": { text: "hi" },
  "post /v1/chat/completions": { model: "any", messages: [{ role: "user", content: "hi" }] },
  "put /v1/rai/policies/{policy_id}": { name: "taken over" },
  "put /api/v1/policies/custom_policy/{custom_policy_type}": { ...custom, name: "taken over" },
  "put /api/v1/projects/{project_id}": { name: "taken over" },
  "put /api/v1/projects/{project_id}/policies/{policy_id}": policies[0],
  "patch /guardrails/modify-policy": { name: "taken over", detectors: {} },
};

/** Every operation whose answer depends on whose a name is. */
function* walk() {
  for (const [path, item] of Object.entries(openapi.paths)) {
    for (const [method, operation] of Object.entries(/** @type {Record<string, any>} */ (item))) {
      const names = (operation.parameters ?? []).map((/** @type {any} */ each) => each.name);
      const named = names.some(
        (/** @type {string} */ name) => name in parameters || name === "X-Enkrypt-Policy" || name === "x-edgeward-policy",
      );
      const [scheme] = operation.security.flatMap(Object.keys);
      if (scheme === undefined || scheme === "admin") continue;
      yield { path, method, named: named || `${method} ${path}` in bodies };
    }
  }
}

/** @param {string} path @param {string} method @param {Record<string, string>} headers */
function attempt(path, method, headers) {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name) =>
    path.includes("/policies/{policy_id}") && path.includes("projects") && name === "policy_id" ? added : parameters[name],
  );
  const name = path.startsWith("/guardrails/") && !path.endsWith("/detect") ? `${SECRET} detectors` : SECRET;
  const sent = { ...headers, "X-Enkrypt-Policy": name, "x-edgeward-policy": `aporia/${project}` };
  const body = path.endsWith("modify-policy") && path.startsWith("/code") ? conductForm("taken over") : bodies[`${method} ${path}`];
  return call(method.toUpperCase(), filled, sent, body);
}

test("a stranger who knows every id and name finds nothing and changes nothing", async () => {
  const before = await everything();
  let tried = 0;
  for (const { path, method, named } of walk()) {
    if (!named) continue;
    const { status, text } = await attempt(path, method, credentials(stranger.key));
    assert.equal(status, 404, `${method} ${path}: ${status} ${text}`);
    assert.ok(!text.includes(SECRET), `${method} ${path}: ${text}`);
    tried += 1;
  }
  assert.ok(tried >= 20, `${tried} paths`);
  assert.deepEqual(await everything(), before);
});

test("a stranger's lists are empty, and names that others use are free", async () => {
  const theirs = credentials(stranger.key);
  assert.deepEqual((await call("GET", "/v1/rai/policies", theirs)).body, { policies: [] });
  assert.deepEqual((await call("GET", "/code-of-conduct/list-policies", theirs)).body, { policies: [] });
  assert.deepEqual((await call("GET", "/api/v1/projects", theirs)).body, []);
  assert.equal((await call("GET", "/api/v1/policies", theirs)).body.length, 17);
  assert.equal((await call("POST", "/code-of-conduct/add-policy", theirs, conductForm(SECRET))).status, 200);
  assert.equal((await call("POST", "/code-of-conduct/add-policy", theirs, conductForm(SECRET))).status, 409);
});

test("every operation asks for a key, and for its scope", async () => {
  const nothing = await tenant({ scopes: ["gateway"] });
  for (const { path, method } of walk()) {
    assert.equal((await attempt(path, method, {})).status, 401, `${method} ${path}`);
    const forged = credentials(owner.key.replace(/.{8}$/, "AAAAAAAA"));
    assert.equal((await attempt(path, method, forged)).status, 401, `${method} ${path}`);
    if (path !== "/v1/chat/completions")
      assert.equal((await attempt(path, method, credentials(nothing.key))).status, 403, `${method} ${path}`);
  }
});

test("a revoked key stops within a second; an unknown one cannot be revoked", async () => {
  const { key } = await tenant();
  const headers = credentials(key);
  assert.equal((await call("GET", "/v1/rai/policies", headers)).status, 200);
  const path = `/admin/keys/${key.split("_")[1]}`;
  assert.equal((await call("DELETE", path, admin)).status, 200);
  assert.equal((await call("DELETE", path, admin)).status, 404);
  await new Promise((resolve) => setTimeout(resolve, 1000));
  assert.equal((await call("GET", "/v1/rai/policies", headers)).status, 401);
});

test("neither a key nor an upstream's key is in the stored files", async () => {
  const { id } = await tenant();
  await call("PUT", `/admin/tenants/${id}/settings`, admin, {
    upstream: { base_url: "http://127.0.0.1:9", api_key: "sk-upstream-secret" },
  });
  const kept = readdirSync(files, { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.isFile() && entry.name !== "secrets.json",
  );
  const stored = Buffer.concat(kept.map((entry) => readFileSync(join(entry.parentPath, entry.name))));
  assert.ok(stored.includes(owner.id), "the database is among the files");
  for (const secret of [owner.key, owner.key.slice(20), "sk-upstream-secret", running.adminKey]) assert.ok(!stored.includes(secret));
});

test("a deleted tenant takes its keys and policies along", async () => {
  const { id, key } = await tenant();
  await call("POST", "/v1/rai/policies", credentials(key), policy("lyzr-page.json"));
  assert.equal((await call("DELETE", `/admin/tenants/${id}`, admin)).status, 200);
  assert.equal((await call("GET", "/v1/rai/policies", credentials(key))).status, 401);
});

test("the document says what is served: answers fit its schemas", async () => {
  let seen = 0;
  for (const { path, method } of walk()) {
    if (method !== "get") continue;
    const { status, body } = await attempt(path, method, own);
    const { content } = openapi.paths[path][method].responses[String(status)];
    assert.deepEqual(misfits(body, content["application/json"].schema), [], `${method} ${path}`);
    seen += 1;
  }
  assert.ok(seen >= 8);
});

/** All that the owner has. */
async function everything() {
  const named = { ...own, "X-Enkrypt-Policy": SECRET };
  const detectors = { ...own, "X-Enkrypt-Policy": `${SECRET} detectors` };
  const asked = [
    call("GET", `/v1/rai/policies/${lyzr._id}`, own),
    call("GET", `/api/v1/policies/${type}`, own),
    call("GET", `/api/v1/projects/${project}`, own),
    call("GET", "/code-of-conduct/get-policy", named),
    call("GET", "/guardrails/get-policy", detectors),
  ];
  return (await Promise.all(asked)).map(({ status, body }) => {
    assert.equal(status, 200);
    return body;
  });
}
