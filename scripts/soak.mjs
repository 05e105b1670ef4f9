// `make soak`: what takes too long for `make test`. The service: 1,000 writes with kills between, schemathesis over its
// OpenAPI where Python is found; what came of it is in docs/deploy.md.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { nodeModules } from "./lib/setup.mjs";
import { Failure, main, ROOT, run, say } from "./lib/shell.mjs";

const CHECKS = "not_a_server_error,response_schema_conformance,content_type_conformance";

await main(async () => {
  nodeModules();
  nodeModules("service");
  const { SERVICE } = await import("./lib/service.mjs");
  const { pythonWith } = await import("./lib/service-clients.mjs");
  run("node", ["--test", "--test-reporter=spec", "test/durability.test.mjs"], { cwd: SERVICE, env: { EDGEWARD_WRITES: "1000" } });
  const python = pythonWith("service-soak", ["schemathesis==4.32.5"], true);
  if (python === null) console.log("SKIP schemathesis: no Python that could install it");
  else await schemathesis(join(python, "../schemathesis"));
});

/** @param {string} program */
async function schemathesis(program) {
  const { ask, start } = await import("./lib/service.mjs");
  const { fakeUpstream } = await import("./lib/upstream.mjs");
  const data = mkdtempSync(join(tmpdir(), "edgeward-soak-"));
  const upstream = await fakeUpstream();
  const { url, adminKey, stop } = await start({ data, log: false, playground: false });
  try {
    const admin = { authorization: `Bearer ${adminKey}` };
    const tenant = await ask(`${url}/admin/tenants`, "POST", admin, { name: "soak", settings: { upstream: { base_url: upstream.url } } });
    const { key } = await ask(`${url}/admin/tenants/${tenant.id}/keys`, "POST", admin, {});
    writeFileSync(join(data, "schemathesis.toml"), await known(ask, url, key));
    for (const [bearer, which] of [
      [key, "--exclude-path-regex"],
      [adminKey, "--include-path-regex"],
    ]) {
      const keys = [`apikey: ${key}`, `x-api-key: ${key}`, `X-APORIA-API-KEY: ${key}`, `Authorization: Bearer ${bearer}`];
      const headers = keys.flatMap((header) => ["-H", header]);
      const options = ["--checks", CHECKS, "--phases", "examples,coverage,fuzzing", "--max-examples", "100", "--continue-on-failure"];
      say(`schemathesis, ${which} /admin`);
      const child = spawn(program, ["run", `${url}/openapi.json`, ...headers, ...options, which, "^/(admin|metrics)"], {
        cwd: data,
        stdio: "inherit",
      });
      const [code] = await once(child, "exit");
      if (code !== 0) throw new Failure("schemathesis found a failure");
    }
  } finally {
    await stop();
    await upstream.stop();
    rmSync(data, { recursive: true, force: true });
  }
}

/**
 * What the service has, told to the program: names that it makes up are found nowhere. Deletions are tried with those.
 * @param {typeof import("./lib/service.mjs").ask} ask
 * @param {string} url
 * @param {string} key
 * @returns {Promise<string>} its configuration
 */
async function known(ask, url, key) {
  const headers = { apikey: key, "x-api-key": key, authorization: `Bearer ${key}` };
  const example = (/** @type {string} */ name) => JSON.parse(readFileSync(join(ROOT, "examples/policies", name), "utf8"));
  const lyzr = await ask(`${url}/v1/rai/policies`, "POST", headers, example("lyzr-page.json"));
  const condition = { configuration_mode: "simple", evaluation_instructions: "The {answer} is rude", modality: "violate" };
  const custom = await ask(`${url}/api/v1/policies/custom_policy`, "POST", headers, { name: "Rude", target: "response", condition });
  const project = await ask(`${url}/api/v1/projects`, "POST", headers, { name: "soak" });
  const { policies } = example("aporia-project.json");
  const put = await ask(`${url}/api/v1/policies/`, "PUT", headers, { project_ids: [project.id], policies });
  const detectors = { injection_attack: { enabled: true } };
  await ask(`${url}/guardrails/add-policy`, "POST", headers, { name: "Soak", description: "", detectors });
  const form = new FormData();
  for (const [name, value] of Object.entries({ name: "Soak", policy_rules: "1. Users must not swear.", total_rules: "1" }))
    form.set(name, value);
  await ask(`${url}/code-of-conduct/add-policy`, "POST", headers, form);
  const usual = {
    "path.project_id": project.id,
    "path.template_type": custom.type,
    "path.custom_policy_type": custom.type,
    "header.X-Enkrypt-Policy": "Soak",
    "header.x-edgeward-policy": `lyzr/${lyzr._id}`,
  };
  const section = (/** @type {string[]} */ filters, /** @type {Record<string, string>} */ parameters) =>
    [
      "[[operations]]",
      ...filters,
      "[operations.parameters]",
      ...Object.entries(parameters).map(([name, value]) => `${JSON.stringify(name)} = "${value}"`),
    ].join("\n");
  const kept = 'exclude-method = "DELETE"';
  return [
    section([kept, 'exclude-path-regex = "/policies/[{]policy_id[}]$"'], usual),
    section([kept, 'include-path = "/v1/rai/policies/{policy_id}"'], { "path.policy_id": lyzr._id }),
    section([kept, 'include-path = "/v1/rai/inference"'], { "body.policy_id": lyzr._id }),
    section([kept, 'include-path = "/api/v1/projects/{project_id}/policies/{policy_id}"'], {
      ...usual,
      "path.policy_id": put.policies[0].id,
    }),
  ].join("\n\n");
}
