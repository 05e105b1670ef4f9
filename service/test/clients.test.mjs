// The clients that the vendors publish, by their base URL. The stage names a Python that has them.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { service } from "./lib.mjs";

const python = process.env.EDGEWARD_CLIENTS_PYTHON;
const SCRIPT = fileURLToPath(new URL("clients.py", import.meta.url));

test("enkryptai-sdk and lyzr-adk", { skip: python === undefined && "the Python clients are not installed" }, async () => {
  const { tenant, url } = await service();
  const { key } = await tenant();
  const child = spawn(/** @type {string} */ (python), [SCRIPT, url, key], { stdio: ["ignore", "inherit", "inherit"] });
  const [code] = await once(child, "exit");
  assert.equal(code, 0);
});
