// The edge service: types, its tests under a local workerd, a bounded `make run`, what wrangler would upload.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildPackage } from "./package.mjs";
import { clientsPython } from "./service-clients.mjs";
import { nodeModules } from "./setup.mjs";
import { Failure, ROOT, run, STRICT } from "./shell.mjs";

const SERVICE = join(ROOT, "service");

/** @returns {string | undefined} why a part was skipped */
export function serviceTests() {
  nodeModules("service");
  if (!existsSync(join(ROOT, "pkg/dist/edgeward.wasm"))) buildPackage();
  for (const project of [SERVICE, join(SERVICE, "test")]) run(join(ROOT, "node_modules/.bin/tsc"), ["-p", project]);
  const python = clientsPython(STRICT);
  const tests = readdirSync(join(SERVICE, "test")).filter((name) => name.endsWith(".test.mjs"));
  run("node", ["--test", "--test-reporter=spec", ...tests.map((name) => join("test", name))], {
    cwd: SERVICE,
    env: python === null ? {} : { EDGEWARD_CLIENTS_PYTHON: python },
  });
  const data = mkdtempSync(join(tmpdir(), "edgeward-run-"));
  try {
    run("node", ["scripts/serve.mjs", "--once", "--port", "0", "--data", data], { quiet: true });
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
  upload();
  return python === null ? "the vendors' Python clients are not there (`make ci` installs them where Python is)" : undefined;
}

/** `wrangler deploy --dry-run`: what would be uploaded; the gate is what the plan that costs nothing takes. */
function upload() {
  const done = spawnSync(join(SERVICE, "node_modules/.bin/wrangler"), ["deploy", "--dry-run", "--outdir", join(ROOT, "target/service")], {
    cwd: SERVICE,
    encoding: "utf8",
    env: { ...process.env, CI: "1", WRANGLER_SEND_METRICS: "false", CLOUDFLARE_CF_FETCH_ENABLED: "false" },
  });
  const line = /Total Upload: .*gzip: ([\d.]+) (KiB|MiB)/.exec(done.stdout ?? "");
  if (done.status !== 0 || line === null) throw new Failure(`wrangler deploy --dry-run failed\n${done.stdout}\n${done.stderr}`);
  const bytes = Number(line[1]) * (line[2] === "MiB" ? 1024 : 1) * 1024;
  const { limit, gate } = JSON.parse(readFileSync(join(ROOT, "scripts/budget.json"), "utf8"))["service, gzip"];
  console.log(`${line[0]}, of ${limit / 1000} KB${bytes > gate ? `, above the gate of ${gate / 1000} KB` : ""}`);
  if (bytes > limit) throw new Failure("the service is over the budget in scripts/budget.json");
}
