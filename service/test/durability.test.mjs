// Acknowledged writes survive kill -9 of the server, and nothing is half written. EDGEWARD_WRITES sets how many (1,000 in a soak).
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { client, folder, policy } from "./lib.mjs";

const WRITES = Number(process.env.EDGEWARD_WRITES ?? 120);
const KILLS = 3;
const LANES = 8;
const SERVE = fileURLToPath(new URL("../../scripts/serve.mjs", import.meta.url));
const data = folder();
/** @type {import("node:child_process").ChildProcess | undefined} */
let server;
after(() => kill());

async function boot() {
  // A group of its own, so that workerd dies in the same instant.
  server = spawn("node", [SERVE, "--bare", "--port", "0", "--data", data], { detached: true, stdio: ["ignore", "pipe", "inherit"] });
  const { stdout } = server;
  // Read to the end: whoever closes the pipe of a log ends its writer.
  const url = await new Promise((resolve, reject) => {
    let log = "";
    stdout?.on("data", (chunk) => {
      if (log.length < 10_000) log += chunk;
      const found = /listening on (\S+),/.exec(log)?.[1];
      if (found !== undefined) resolve(found);
    });
    server?.once("exit", () => reject(new Error(`the server ended:\n${log}`)));
  });
  return client(url, JSON.parse(readFileSync(join(data, "secrets.json"), "utf8")).adminKey);
}

async function kill() {
  if (server?.pid === undefined || server.exitCode !== null || server.signalCode !== null) return;
  process.kill(-server.pid, "SIGKILL");
  await once(server, "exit");
}

test("what was acknowledged is there after each kill, and whole", async () => {
  let { call, tenant } = await boot();
  const { key } = await tenant();
  const lyzr = { "x-api-key": key };
  const aporia = { authorization: `Bearer ${key}` };
  /** @type {string[]} */
  const projects = [];
  for (const name of ["one", "two"]) projects.push((await call("POST", "/api/v1/projects", aporia, { name })).body.id);
  const { policies } = policy("aporia-project.json");
  /** @type {Map<string, string>} id to the last acknowledged description */
  const known = new Map();
  /** @type {Map<string, string>} what was asked last: it may have happened although nobody heard so */
  const asked = new Map();
  let batches = 0;
  let writes = 0;
  for (let round = 0; round < KILLS; round += 1) {
    const goal = Math.ceil((WRITES * (round + 1)) / KILLS);
    let killed = false;
    const lane = async (/** @type {number} */ own) => {
      try {
        while (!killed) {
          writes += 1;
          if (writes >= goal) {
            killed = true;
            await kill();
          }
          const mine = [...known.keys()].filter((_, at) => at % LANES === own);
          const id = writes % 2 === 0 ? mine.at(-1) : undefined;
          const description = `write ${writes}`;
          if (writes % 10 === 0) {
            const { status } = await call("PUT", "/api/v1/policies/", aporia, { project_ids: projects, policies });
            assert.equal(status, 200);
            batches += 1;
          } else if (id === undefined) {
            const { status, body } = await call("POST", "/v1/rai/policies", lyzr, { ...policy("lyzr-page.json"), description });
            assert.equal(status, 200);
            known.set(body._id, description);
          } else {
            asked.set(id, description);
            const { status } = await call("PUT", `/v1/rai/policies/${id}`, lyzr, { description });
            assert.equal(status, 200);
            known.set(id, description);
          }
        }
      } catch (error) {
        if (!killed || error instanceof assert.AssertionError) throw error;
      }
    };
    await Promise.all(Array.from({ length: LANES }, (_, own) => lane(own)));
    ({ call } = await boot());
    const { body } = await call("GET", "/v1/rai/policies", lyzr);
    const stored = new Map(body.policies.map((/** @type {any} */ each) => [each._id, each.description]));
    for (const [id, description] of known) {
      assert.ok([description, asked.get(id)].includes(stored.get(id)), `policy ${id}: ${stored.get(id)}, acknowledged ${description}`);
      known.set(id, stored.get(id));
    }
    /** @type {number[]} */
    const counts = [];
    for (const id of projects) counts.push((await call("GET", `/api/v1/projects/${id}`, aporia)).body.policies.length);
    assert.equal(counts[0], counts[1], "both projects have the same policies");
    assert.equal(counts[0] % policies.length, 0, "a batch is whole or absent");
    assert.ok(counts[0] >= batches * policies.length, "acknowledged batches are there");
  }
  assert.ok(known.size > WRITES / 4, `${known.size} policies`);
  console.log(`${writes} writes, ${known.size} policies, ${batches} batches, ${KILLS} kills`);
  await kill();
});
