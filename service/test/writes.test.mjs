// Several at once, and what is refused: each in the shape of the API that was called.
import assert from "node:assert/strict";
import { test } from "node:test";
import { conductForm, form, policy, service } from "./lib.mjs";

const { call, tenant, admin } = await service();
const { key } = await tenant();
const lyzr = { "x-api-key": key };
const enkrypt = { apikey: key };
const aporia = { authorization: `Bearer ${key}` };
const json = { "content-type": "application/json" };

test("of many who create one name at once, one succeeds", async () => {
  const answers = await Promise.all(
    Array.from({ length: 12 }, () => call("POST", "/code-of-conduct/add-policy", enkrypt, conductForm("Race"))),
  );
  assert.deepEqual(answers.map(({ status }) => status).sort(), [200, ...Array.from({ length: 11 }, () => 409)]);
  const tenants = await Promise.all(Array.from({ length: 6 }, () => call("POST", "/admin/tenants", admin, { name: "race" })));
  assert.deepEqual(tenants.map(({ status }) => status).sort(), [200, 409, 409, 409, 409, 409]);
});

test("of many partial updates at once, none is lost", async () => {
  const { body } = await call("POST", "/v1/rai/policies", lyzr, policy("lyzr-page.json"));
  const path = `/v1/rai/policies/${body._id}`;
  const changes = [
    { name: "other" },
    { description: "other" },
    { toxicity_check: { enabled: false, threshold: 0.5 } },
    { prompt_injection: { enabled: false, threshold: 0.5 } },
    { keywords: { enabled: true, keywords: ["x"] } },
    { banned_topics: { enabled: true, topics: ["x"] } },
    { user_id: "other" },
  ];
  const answers = await Promise.all(changes.map((change) => call("PUT", path, lyzr, change)));
  assert.ok(answers.every(({ status }) => status === 200));
  const { updated_at: _now, ...after } = (await call("GET", path, lyzr)).body;
  const { updated_at: _then, ...before } = body;
  assert.deepEqual(after, Object.assign({}, before, ...changes));
});

test("a policy that changed is judged by its new rules within a second", async () => {
  const { body } = await call("POST", "/v1/rai/policies", lyzr, {
    name: "Changing",
    keywords: { enabled: true, keywords: [{ keyword: "one", action: "block" }] },
  });
  const judged = async () =>
    (await call("POST", "/v1/rai/inference", lyzr, { policy_id: body._id, input_text: "one two" })).body.block_reason;
  assert.match(await judged(), /one/);
  await call("PUT", `/v1/rai/policies/${body._id}`, lyzr, { keywords: { enabled: true, keywords: [{ keyword: "two", action: "block" }] } });
  await new Promise((resolve) => setTimeout(resolve, 1000));
  assert.match(await judged(), /two/);
});

test("bodies that cannot be read", async () => {
  const bad = new Uint8Array([0x7b, 0xff, 0x7d]);
  const cases = [
    ["POST", "/v1/rai/policies", { ...lyzr, ...json }, bad, 400, "detail"],
    ["POST", "/v1/rai/policies", { ...lyzr, ...json }, "[1", 422, "detail"],
    ["PUT", `/v1/rai/policies/${"0".repeat(24)}`, { ...lyzr, ...json }, "[1]", 422, "detail"],
    ["POST", "/code-of-conduct/add-policy", { ...enkrypt, "content-type": "multipart/form-data; boundary=x" }, "nothing", 400, "message"],
    ["POST", "/code-of-conduct/add-policy", { ...enkrypt, "content-type": "text/plain" }, "nothing", 415, "message"],
    ["POST", "/guardrails/detect", { ...enkrypt, ...json }, "{", 400, "message"],
    ["POST", "/guardrails/detect", { ...enkrypt, ...json }, '{"text": "x"}', 422, "message"],
    ["PUT", "/api/v1/policies/", { ...aporia, ...json }, "7", 422, "detail"],
    ["POST", "/v1/chat/completions", { ...aporia, ...json }, "{", 400, "error"],
    ["POST", "/admin/tenants", { ...admin, ...json }, "{", 400, "error"],
  ];
  for (const [method, path, headers, body, status, field] of /** @type {any[]} */ (cases)) {
    const answer = await call(method, path, headers, body);
    assert.equal(answer.status, status, `${method} ${path}: ${answer.status} ${answer.text}`);
    assert.ok(field in answer.body, `${method} ${path}: ${answer.text}`);
  }
});

test("what is too large is refused in the vendor's shape", async () => {
  const long = "x".repeat(600 * 1024);
  const stored = await call("POST", "/v1/rai/policies", lyzr, { name: "Long", description: long });
  assert.deepEqual([stored.status, Object.keys(stored.body)], [413, ["detail"]]);
  const rules = await call(
    "POST",
    "/code-of-conduct/add-policy",
    enkrypt,
    form({ name: "Long", policy_rules: `1. Users must not ${long}.`, total_rules: "1" }),
  );
  assert.deepEqual([rules.status, Object.keys(rules.body)], [413, ["message", "request_id"]]);
  const body = await call("POST", "/v1/rai/inference", lyzr, { policy_id: "x", input_text: "x".repeat(5 * 1024 * 1024) });
  assert.deepEqual([body.status, body.body.detail], [413, "the body is larger than 4096 KiB"]);
  const many = Array.from({ length: 1001 }, (_, at) => `- Users must not say word${at}.`).join("\n");
  const counted = await call(
    "POST",
    "/code-of-conduct/add-policy",
    enkrypt,
    form({ name: "Many", policy_rules: many, total_rules: "1001" }),
  );
  assert.equal(counted.status, 422);
});

test("a policy that is not valid says where, and is not stored", async () => {
  const condition = { topics: [] };
  const { body: project } = await call("POST", "/api/v1/projects", aporia, { name: "strict" });
  const sent = {
    project_ids: [project.id],
    policies: [{ policy_type: "basic_restricted_topics_on_prompt", priority: 1, condition, action: { type: "block" } }],
  };
  const answer = await call("PUT", "/api/v1/policies/", aporia, sent);
  assert.equal(answer.status, 422);
  assert.equal(answer.body.diagnostics[0].path, "/policies/0/condition/topics");
  assert.deepEqual((await call("GET", `/api/v1/projects/${project.id}`, aporia)).body.policies, []);
  const wrong = await call("POST", "/v1/rai/policies", lyzr, { name: "x", toxicity_check: { enabled: true, threshold: 40 } });
  assert.equal(wrong.status, 422);
  assert.deepEqual(wrong.body.detail[0].loc, ["body", "toxicity_check", "threshold"]);
});

test("a custom policy that a project uses is not deleted", async () => {
  const custom = {
    name: "Mine",
    target: "response",
    condition: { configuration_mode: "simple", evaluation_instructions: "{answer} is rude", modality: "violate" },
  };
  const { body } = await call("POST", "/api/v1/policies/custom_policy", aporia, custom);
  const { body: project } = await call("POST", "/api/v1/projects", aporia, { name: "uses it" });
  const sent = { project_ids: [project.id], policies: [{ policy_type: body.type, priority: 1, condition: {}, action: { type: "block" } }] };
  const added = await call("PUT", "/api/v1/policies/", aporia, sent);
  assert.equal(added.status, 200, added.text);
  const path = `/api/v1/policies/custom_policy/${body.type}`;
  assert.equal((await call("DELETE", path, aporia)).status, 409);
  assert.equal((await call("DELETE", `/api/v1/projects/${project.id}/policies/${added.body.policies[0].id}`, aporia)).status, 200);
  assert.equal((await call("DELETE", path, aporia)).status, 200);
});

test("a PDF is kept, anything else is not one", async () => {
  const rules = { policy_rules: "1. Users must not swear.", total_rules: "1" };
  const pdf = new Blob(["%PDF-1.7\n%%EOF"], { type: "application/pdf" });
  const { status, body } = await call("POST", "/code-of-conduct/add-policy", enkrypt, form({ name: "Filed", ...rules, policy_file: pdf }));
  assert.deepEqual([status, body.data.pdf_name], [200, "policy"]);
  const fake = new Blob(["GIF89a"], { type: "application/pdf" });
  assert.equal(
    (await call("POST", "/code-of-conduct/add-policy", enkrypt, form({ name: "Fake", ...rules, policy_file: fake }))).status,
    422,
  );
});

test("unknown paths and methods have the shape of their neighbours", async () => {
  assert.deepEqual((await call("GET", "/v1/rai/nothing", {})).body, { detail: "Not Found" });
  assert.ok((await call("GET", "/guardrails/nothing", {})).body.message);
  const { status, headers, body } = await call("PATCH", "/v1/rai/policies", lyzr, {});
  assert.deepEqual([status, headers.get("allow"), body], [405, "POST, GET", { detail: "Method Not Allowed" }]);
});

test("health is open, counters are the administrator's", async () => {
  const { status, body } = await call("GET", "/health", {});
  assert.deepEqual([status, body.status], [200, "ok"]);
  assert.equal((await call("GET", "/metrics", lyzr)).status, 401);
  const { text } = await call("GET", "/metrics", admin);
  assert.match(text, /edgeward_decisions_total\{route="\/v1\/rai\/inference",decision="block"\} \d/);
  assert.match(text, /edgeward_request_ms_count\{method="POST",route="\/v1\/rai\/policies",status="200"\} \d/);
});
