// Load on loopback under a local workerd: the service's inference beside a bare Hono handler that reads and writes as much.
//   node bench/service/run.mjs [--seconds 30] [--connections 64]
// Slices of both alternate, so that whatever else the machine does touches both alike. Each connection sends its next request
// when it has its answer, and workerd has one thread: a request waits for those of all the other connections, so that many
// connections show the processor time of a request as often as there are connections. What one request is later by is shown
// by one connection, and is printed too.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { Agent, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { ask, start } from "../../scripts/lib/service.mjs";
import { Failure, main, ROOT } from "../../scripts/lib/shell.mjs";

const SLICES = 6;
const WARM_MS = 1500;
/** Printed beside the gate, for a shorter time. */
const FEWER = [1, 8];
const { values } = parseArgs({ options: { seconds: { type: "string", default: "30" }, connections: { type: "string", default: "64" } } });

/** @typedef {{ name: string, url: string, headers: Record<string, string>, body: string, times: number[], errors: number, ms: number, cpu: number, pid: number | null }} Side */

await main(async () => {
  const data = mkdtempSync(join(tmpdir(), "edgeward-load-"));
  const service = await start({ data: join(data, "service"), log: false, playground: false });
  const [own = null] = workers();
  const bare = await start({ data: join(data, "bare"), log: false, playground: false, entry: join(ROOT, "bench/service/bare.ts") });
  try {
    const sides = [await guarded(service), side("bare Hono handler", bare.url, {}, body(""))];
    const connections = Number(values.connections);
    sides[0].pid = own;
    sides[1].pid = workers().find((pid) => pid !== own) ?? null;
    for (const each of sides) await load(each, WARM_MS, connections);
    for (const fewer of FEWER) told(await measured(sides, fewer, Number(values.seconds) / 3), fewer);
    console.log(`\nadded at p50: ${told(await measured(sides, connections, Number(values.seconds)), connections)} (gate: 0.3 ms or 10 %)`);
  } finally {
    await service.stop();
    await bare.stop();
    rmSync(data, { recursive: true, force: true });
  }
});

/** @param {import("../../scripts/lib/service.mjs").Running} running */
async function guarded({ url, adminKey }) {
  const admin = { authorization: `Bearer ${adminKey}` };
  const { id } = await ask(`${url}/admin/tenants`, "POST", admin, { name: "load" });
  const { key } = await ask(`${url}/admin/tenants/${id}/keys`, "POST", admin, {});
  const headers = { "x-api-key": key };
  const policy = await ask(
    `${url}/v1/rai/policies`,
    "POST",
    headers,
    readFileSync(join(ROOT, "examples/policies/lyzr-support.json"), "utf8"),
  );
  return side("the service, a full Lyzr policy", url, headers, body(policy._id));
}

/** @param {string} policy_id */
function body(policy_id) {
  const input_text = "Where is my order? I placed it last week and the parcel has not arrived at my door yet. ".repeat(12).slice(0, 1024);
  return JSON.stringify({ policy_id, input_text });
}

/** @param {string} name @param {string} url @param {Record<string, string>} headers @param {string} text @returns {Side} */
function side(name, url, headers, text) {
  return { name, url: `${url}/v1/rai/inference`, headers, body: text, times: [], errors: 0, ms: 0, cpu: 0, pid: null };
}

/** @param {Side} side @param {number} ms @param {number} connections each sends its next request when it has its answer */
async function load(side, ms, connections) {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const began = performance.now();
  const spent = cpu(side.pid);
  const lane = async () => {
    while (performance.now() - began < ms) {
      const sent = performance.now();
      if ((await post(agent, side)) !== 200) side.errors += 1;
      side.times.push(performance.now() - sent);
    }
  };
  await Promise.all(Array.from({ length: connections }, lane));
  side.ms += performance.now() - began;
  side.cpu += cpu(side.pid) - spent;
  agent.destroy();
}

/** The workerd processes of this one, where the system tells. */
function workers() {
  if (!existsSync("/proc/self/stat")) return [];
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      const [, name, rest] = /\((.*)\) (.*)/.exec(stat(pid)) ?? [];
      return name === "workerd" && Number(rest?.split(" ")[1]) === process.pid;
    });
}

/** @param {number} pid */
function stat(pid) {
  try {
    return readFileSync(`/proc/${pid}/stat`, "utf8");
  } catch {
    return "";
  }
}

/** @param {number | null} pid @returns {number} milliseconds of processor time, by a clock of 100 Hz: it does not mind who else computes */
function cpu(pid) {
  const fields = pid === null ? [] : stat(pid).replace(/.*\) /, "").split(" ");
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) * 10;
}

/** @param {Agent} agent @param {Side} side @returns {Promise<number>} the status, 0 for none */
function post(agent, { url, headers, body: text }) {
  return new Promise((resolve) => {
    const sent = request(
      url,
      { method: "POST", agent, headers: { ...headers, "content-type": "application/json", "content-length": Buffer.byteLength(text) } },
      (answer) => {
        answer.resume();
        answer.on("end", () => resolve(answer.statusCode ?? 0));
      },
    );
    sent.on("error", () => resolve(0));
    sent.end(text);
  });
}

/**
 * Slices of each side in turns.
 * @param {Side[]} sides
 * @param {number} connections
 * @param {number} seconds for each side
 */
async function measured(sides, connections, seconds) {
  for (const each of sides) Object.assign(each, { times: [], errors: 0, ms: 0, cpu: 0 });
  for (let slice = 0; slice < SLICES; slice += 1) {
    for (const each of slice % 2 === 0 ? sides : sides.toReversed()) await load(each, (seconds * 1000) / SLICES, connections);
  }
  console.log(`\n${connections} connections, ${seconds} s each in ${SLICES} slices, 1 KB of text`);
  return sides.map(summed);
}

/** @param {Side} side */
function summed({ name, times, errors, ms, cpu: spent }) {
  const sorted = Float64Array.from(times).sort();
  const at = (/** @type {number} */ part) => sorted[Math.floor(part * (sorted.length - 1))];
  const requests = sorted.length;
  return { name, requests, errors, rate: requests / (ms / 1000), p50: at(0.5), p95: at(0.95), p99: at(0.99), cpu: spent / requests };
}

/**
 * @param {ReturnType<typeof summed>[]} rows the service, then the bare handler
 * @param {number} connections
 * @returns {string} what the service adds at the median
 */
function told(rows, connections) {
  for (const { name, requests, errors, rate, p50, p95, p99, cpu: each } of rows) {
    console.log(
      `${name.padEnd(34)} ${requests} requests, ${errors} errors, ${rate.toFixed(0)}/s, p50 ${p50.toFixed(2)} p95 ${p95.toFixed(2)} p99 ${p99.toFixed(2)} ms, processor ${each.toFixed(3)} ms each`,
    );
  }
  const [own, bare] = rows;
  if (own.errors + bare.errors > 0) throw new Failure("there were errors");
  const added = own.p50 - bare.p50;
  const text = `${added.toFixed(2)} ms, ${((added / bare.p50) * 100).toFixed(0)} %`;
  if (connections !== Number(values.connections)) console.log(`added at p50: ${text}`);
  return text;
}
