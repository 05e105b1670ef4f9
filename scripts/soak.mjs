// `make soak`: what takes too long for `make test`. The service: 1,000 writes with kills between, schemathesis over its
// OpenAPI where Python is found.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { nodeModules } from "./lib/setup.mjs";
import { Failure, main, run, say } from "./lib/shell.mjs";

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
    for (const [bearer, which] of [
      [key, "--exclude-path-regex"],
      [adminKey, "--include-path-regex"],
    ]) {
      const keys = [`apikey: ${key}`, `x-api-key: ${key}`, `X-APORIA-API-KEY: ${key}`, `Authorization: Bearer ${bearer}`];
      const headers = keys.flatMap((header) => ["-H", header]);
      const options = ["--checks", CHECKS, "--phases", "examples,coverage,fuzzing", "--max-examples", "100", "--continue-on-failure"];
      say(`schemathesis, ${which} /admin`);
      const child = spawn(program, ["run", `${url}/openapi.json`, ...headers, ...options, which, "^/(admin|metrics)"], {
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
