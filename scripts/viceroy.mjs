// `make viceroy`: the cases of examples/fastly-compute over real HTTP, under Fastly's own local server with the release build.
import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { createServer, request as httpRequest } from "node:http";
import { createServer as createSocket } from "node:net";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { buildFastly } from "./lib/fastly.mjs";
import { cases, EXAMPLE, faults, KV_STORE, STORE, upstream } from "./lib/fastly-cases.mjs";
import { Failure, find, main, ROOT, run, say, TOOLS } from "./lib/shell.mjs";

const VERSION = "0.22.0";
/** So long a stream that is to come piece by piece waits for its first piece to arrive. */
const PATIENCE = 5_000;
/** So long nothing may come of an answer. */
const SILENCE = 20_000;

/** @returns {string} */
function viceroy() {
  const known = find("viceroy");
  if (known !== null) return known;
  say(`compiling viceroy ${VERSION}: 10 to 25 minutes, once`);
  const root = join(ROOT, "target/tools");
  mkdirSync(root, { recursive: true });
  run("cargo", ["install", "viceroy", "--version", VERSION, "--locked", "--root", root, "--target-dir", join(root, "build")], {
    env: { RUSTFLAGS: "" },
  });
  return join(TOOLS, "viceroy");
}

/**
 * The example's own configuration, with the cases in its store and our upstream behind it.
 * @param {ReturnType<typeof cases>} all
 * @param {number} port
 */
function configured(all, port) {
  const own = readFileSync(join(EXAMPLE, "fastly.toml"), "utf8");
  const store = `[[local_server.kv_stores.${KV_STORE}]]`;
  const before = own.slice(0, own.indexOf(store)).replaceAll(/http:\/\/127\.0\.0\.1:\d+/g, `http://127.0.0.1:${port}`);
  // A JSON string is a string of TOML too.
  const entries = all.flatMap(({ stored }) => stored);
  const rows = entries.map(([key, data]) => `${store}\nkey = ${JSON.stringify(key)}\ndata = ${JSON.stringify(data)}\n`);
  const file = join(ROOT, "target/viceroy.toml");
  writeFileSync(file, before + rows.join("\n"));
  return file;
}

/** @typedef {{ answer: import("./lib/fastly-abi.mjs").Answer | null, live: boolean, arrived: Promise<void>, asked: import("./lib/fastly-abi.mjs").Request[] }} Turn */

/** An upstream that answers what the case that runs says. */
async function fakeUpstream() {
  /** @type {{ turn?: Turn }} */
  const state = {};
  const server = createServer((request, response) => {
    /** @type {Buffer[]} */
    const parts = [];
    request.on("data", (part) => parts.push(part));
    request.on("end", async () => {
      const { turn } = state;
      if (turn === undefined) {
        request.socket.destroy();
        return;
      }
      const headers = /** @type {[string, string][]} */ (Object.entries(request.headers));
      turn.asked.push({ method: request.method ?? "", url: `http://upstream.test${request.url}`, headers, body: Buffer.concat(parts) });
      if (turn.answer === null) {
        request.socket.destroy();
        return;
      }
      response.writeHead(turn.answer.status, Object.fromEntries(turn.answer.headers));
      const { chunks } = turn.answer;
      for (const [at, chunk] of chunks.entries()) {
        if (turn.live && at === chunks.length - 1) await turn.arrived;
        if (chunk === null) {
          // What was said has arrived by then.
          await new Promise((resolve) => setTimeout(resolve, 50));
          request.socket.destroy();
          return;
        }
        response.write(chunk);
        // Each in a packet of its own.
        await new Promise((resolve) => setImmediate(resolve));
      }
      response.end();
    });
  });
  const port = await listening(server);
  return { port, state, stop: () => server.closeAllConnections() ?? server.close() };
}

/** @param {import("node:net").Server} server @returns {Promise<number>} */
function listening(server) {
  return new Promise((resolve) =>
    server.listen(0, "127.0.0.1", () => resolve(/** @type {import("node:net").AddressInfo} */ (server.address()).port)),
  );
}

async function freePort() {
  const server = createSocket();
  const port = await listening(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/**
 * @param {number} port
 * @param {import("./lib/fastly-abi.mjs").Request} request
 * @param {() => void} arrived
 * @returns {Promise<import("./lib/fastly-abi.mjs").Sent>}
 */
function asks(port, { method, url, headers, body }, arrived) {
  return new Promise((resolve, reject) => {
    const { pathname } = new URL(url);
    const sending = httpRequest({ host: "127.0.0.1", port, path: pathname, method, headers: Object.fromEntries(headers), agent: false });
    sending.on("response", (response) => {
      /** @type {Buffer[]} */
      const parts = [];
      const own = /** @type {Record<string, string>} */ (response.headers);
      const sent = (/** @type {boolean} */ complete) =>
        resolve({ status: response.statusCode ?? 0, headers: new Headers(own), body: Buffer.concat(parts), complete, live: true });
      response.on("data", (part) => {
        parts.push(part);
        arrived();
      });
      response.on("end", () => sent(true));
      response.on("error", () => sent(false));
    });
    sending.on("error", reject);
    sending.setTimeout(SILENCE, () => sending.destroy(new Error(`nothing came for ${SILENCE / 1000} seconds`)));
    sending.end(method === "GET" ? undefined : body);
  });
}

/**
 * @param {ReturnType<typeof cases>[number]} given
 * @param {number} port
 * @param {{ turn?: Turn }} state
 */
async function ran({ own, request }, port, state) {
  let arrived = () => {};
  let late = false;
  /** @type {Promise<void>} */
  const first = new Promise((resolve) => {
    const timer = setTimeout(() => {
      late = true;
      resolve();
    }, PATIENCE);
    arrived = () => {
      clearTimeout(timer);
      resolve();
    };
  });
  /** @type {Turn} */
  const turn = { answer: upstream(own), live: own.upstream?.live === true, arrived: first, asked: [] };
  state.turn = turn;
  const sent = await asks(port, request, arrived).catch((/** @type {Error} */ error) => error.message);
  arrived();
  if (typeof sent === "string") return [sent];
  return faults(own, { ...sent, live: !late }, turn.asked);
}

await main(async () => {
  const program = viceroy();
  const module = buildFastly("release");
  const packed = gzipSync(readFileSync(module), { level: 9 }).length;
  say(`${module.slice(ROOT.length + 1)}: ${statSync(module).size} bytes, ${packed} after gzip`);
  // One server has one configuration: cases that need another run on the ABI alone.
  const all = cases().filter(({ own }) => own.config === undefined);
  const answering = await fakeUpstream();
  const port = await freePort();
  const server = spawn(program, ["serve", "-C", configured(all, answering.port), "--addr", `127.0.0.1:${port}`, module], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  try {
    await up(port, server);
    let failed = 0;
    for (const each of all) {
      const wrong = await ran(each, port, answering.state);
      if (wrong.length === 0) continue;
      failed += 1;
      console.log(`${each.own.name}\n  ${wrong.join("\n  ")}`);
    }
    if (failed > 0) throw new Failure(`${failed} of ${all.length} cases failed under viceroy`);
    say(`${all.length} cases of examples/fastly-compute passed under viceroy; its stores are called ${STORE} and ${KV_STORE}`);
  } finally {
    server.kill();
    answering.stop();
  }
});

/** @param {number} port @param {import("node:child_process").ChildProcess} server */
async function up(port, server) {
  for (let tries = 0; tries < 600; tries += 1) {
    if (server.exitCode !== null) throw new Failure(`viceroy ended with ${server.exitCode}`);
    const there = await fetch(`http://127.0.0.1:${port}/`).then(
      () => true,
      () => false,
    );
    if (there) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Failure("viceroy does not answer");
}
