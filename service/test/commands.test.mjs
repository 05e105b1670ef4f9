// The server as a program: its log, and the admin command.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { client, folder } from "./lib.mjs";

const data = folder();
const server = spawn("node", [fileURLToPath(new URL("../../scripts/serve.mjs", import.meta.url)), "--bare", "--port", "0", "--data", data]);
let log = "";
for (const stream of [server.stdout, server.stderr]) {
  stream.on("data", (chunk) => {
    log += chunk;
  });
}
after(async () => {
  server.kill("SIGINT");
  await once(server, "exit");
});
const url = await until(() => /listening on (\S+),/.exec(log)?.[1]);
const { adminKey } = JSON.parse(readFileSync(join(data, "secrets.json"), "utf8"));

/** @param {() => string | undefined} look */
async function until(look) {
  for (let tries = 0; tries < 600; tries += 1) {
    const found = look();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`it did not happen:\n${log}`);
}

/** @param {string[]} args @returns {Promise<{ code: number, out: string }>} */
async function admin(...args) {
  const child = spawn("node", [fileURLToPath(new URL("../admin.mjs", import.meta.url)), "--url", url, ...args], {
    env: { ...process.env, EDGEWARD_ADMIN_KEY: adminKey },
  });
  let out = "";
  child.stdout.on("data", (chunk) => {
    out += chunk;
  });
  const [code] = await once(child, "close");
  return { code, out };
}

test("the admin command makes a tenant and a key, and revokes it", async () => {
  const { id } = JSON.parse((await admin("tenant", "create", "Support")).out);
  const made = JSON.parse((await admin("key", "create", id, "policies", "evaluate")).out);
  assert.deepEqual(made.scopes, ["policies", "evaluate"]);
  assert.match((await admin("key", "list", id)).out, new RegExp(made.id));
  assert.ok(!(await admin("key", "list", id)).out.includes(made.key));
  assert.equal((await admin("key", "revoke", made.id)).code, 0);
  assert.equal((await admin("key", "revoke", made.id)).code, 1);
  assert.equal((await admin("tenant", "rename")).code, 2);
});

test("a log line says what happened, and never what was written", async () => {
  const { call, tenant } = client(url, adminKey);
  const { id, key } = await tenant();
  const headers = { "x-api-key": key };
  const secret = "zanzibar";
  const rules = { name: secret, keywords: { enabled: true, keywords: [{ keyword: secret, action: "block" }] } };
  const { body } = await call("POST", "/v1/rai/policies", headers, rules);
  await call("POST", "/v1/rai/inference", headers, { policy_id: body._id, input_text: `tell me of ${secret}` });
  await call("POST", "/v1/rai/inference", headers, { policy_id: secret, input_text: secret });
  await call("POST", "/v1/rai/policies", headers, { ...rules, toxicity_check: secret });
  await call("GET", `/v1/rai/${secret}?q=${secret}`, headers);
  await call("POST", "/guardrails/detect", { apikey: key }, `{"text": "${secret}`);
  await until(() => (log.includes('"route":"/guardrails/detect"') ? "" : undefined));
  const lines = log
    .split("\n")
    .filter((line) => line.includes(id))
    .map((line) => JSON.parse(line));
  const judged = lines.find(({ decision }) => decision !== undefined);
  assert.deepEqual([judged.route, judged.status, judged.decision, judged.key], ["/v1/rai/inference", 200, "block", key.split("_")[1]]);
  assert.ok(!log.includes(secret), "the log has no text");
  // The secret may hold the separator itself.
  assert.ok(!log.includes(key.slice(`ew_${judged.key}_`.length)), "nor a key");
});
