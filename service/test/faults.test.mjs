// What can fail under the service: its database, the clock, the client, the upstream; and a new isolate.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, test } from "node:test";
import { start } from "../../scripts/lib/service.mjs";
import { fakeUpstream } from "../../scripts/lib/upstream.mjs";
import { client, folder, inNode } from "./lib.mjs";

test("without its database, the service says 500 in the shape of each vendor, and quotes nothing", async () => {
  const { default: app } = await inNode('export { default } from "./index.ts";');
  const down = {
    prepare() {
      throw new Error("D1_ERROR: disk I/O error at /var/secret");
    },
  };
  const key = `ew_0123456789abcdef_${"A".repeat(43)}`;
  const env = { DB: down, LOG: "off", SEALING_KEY: "x", ADMIN_KEY_HASH: "0" };
  for (const [path, header] of [
    ["/code-of-conduct/get-policy", "apikey"],
    ["/v1/rai/policies", "x-api-key"],
    ["/api/v1/projects", "authorization"],
    ["/v1/chat/completions", "authorization"],
  ]) {
    const headers = { [header]: header === "authorization" ? `Bearer ${key}` : key, "content-type": "application/json" };
    const method = path === "/v1/chat/completions" ? "POST" : "GET";
    const body = method === "POST" ? JSON.stringify({ model: "m", messages: [{ role: "user", content: "a private word" }] }) : undefined;
    const response = await app.fetch(new Request(`http://localhost${path}`, { method, headers, body }), env);
    const text = await response.text();
    assert.equal(response.status, 500, `${path}: ${text}`);
    assert.ok(!text.includes("D1") && !text.includes("secret") && !text.includes("private"), text);
    JSON.parse(text);
    assert.ok(response.headers.get("x-request-id"));
  }
});

const lyzr = { name: "Faults", description: "", keywords: { enabled: true, keywords: [{ keyword: "heron", action: "block" }] } };

/** @param {string} data @param {string} base */
async function gateway(data, base) {
  const running = await start({ data, log: false, playground: false });
  const { call, tenant } = client(running.url, running.adminKey);
  const { key } = await tenant({ settings: { upstream: { base_url: base, api_key: "k" } } });
  const made = await call("POST", "/v1/rai/policies", { "x-api-key": key }, lyzr);
  const headers = { authorization: `Bearer ${key}`, "x-edgeward-policy": `lyzr/${made.body._id}` };
  /** @param {string} text @param {object} [more] */
  const body = (text, more) => ({ model: "m", messages: [{ role: "user", content: text }], ...more });
  return { running, call, headers, body };
}

test("an isolate that went away: the next one knows the policies and blocks as before", async () => {
  const data = folder();
  const upstream = await fakeUpstream();
  after(() => upstream.stop());
  const first = await gateway(data, upstream.url);
  const asked = (/** @type {any} */ { call, headers, body }) => call("POST", "/v1/chat/completions", headers, body("a heron"));
  const before = await asked(first);
  await first.running.stop();
  const again = await start({ data, log: false, playground: false });
  after(() => again.stop());
  const later = await asked({ ...first, call: client(again.url, again.adminKey).call });
  const told = (/** @type {import("./lib.mjs").Answer} */ { status, body }) => [status, body.choices?.[0].finish_reason, body.error?.code];
  assert.deepEqual(told(later), told(before));
  assert.equal(upstream.requests.length, 0);
});

test("an upstream that is down, breaks off, or talks nonsense is a 502, and no text slips out", async () => {
  let answer = (/** @type {import("node:http").ServerResponse} */ response) => void response.destroy();
  let closed = 0;
  const server = createServer((request, response) => {
    response.on("close", () => {
      closed += 1;
    });
    request.resume().on("end", () => answer(response));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  after(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  const { running, call, headers, body } = await gateway(folder(), `http://127.0.0.1:${port}/v1`);
  after(() => running.stop());
  for (const reply of [
    (/** @type {import("node:http").ServerResponse} */ response) => void response.destroy(),
    (/** @type {import("node:http").ServerResponse} */ response) => void response.end("<html>"),
    (/** @type {import("node:http").ServerResponse} */ response) => void response.end('{"choices": 5}'),
    (/** @type {import("node:http").ServerResponse} */ response) => void response.writeHead(302, { location: "http://127.0.0.1:1/" }).end(),
  ]) {
    answer = reply;
    const got = await call("POST", "/v1/chat/completions", headers, body("hello"));
    assert.equal(got.status, 502, got.text);
  }
  const chunk = (/** @type {string} */ content) =>
    `data: {"id":"c","choices":[{"index":0,"delta":{"content":"${content}"},"finish_reason":null}]}\n\n`;
  // Breaks off in the middle of a word that may be a blocked one.
  answer = (response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.write(chunk("There is a her"));
    setTimeout(() => response.destroy(), 30);
  };
  const broken = await fetch(`${running.url}/v1/chat/completions`, {
    method: "POST",
    headers: { ...headers, "content-type": "application/json" },
    body: JSON.stringify(body("hello", { stream: true })),
  });
  const text = await broken.text().catch(() => "");
  assert.ok(!text.includes('"finish_reason":"stop"') && !/heron/.test(text), text);
  // A client that goes away is no reason to go on asking.
  answer = (response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    const timer = setInterval(() => response.write(chunk("and so it goes on for a long time. ")), 10);
    response.on("close", () => clearInterval(timer));
  };
  const before = closed;
  const control = new AbortController();
  const going = await fetch(`${running.url}/v1/chat/completions`, {
    method: "POST",
    headers: { ...headers, "content-type": "application/json" },
    body: JSON.stringify(body("hello", { stream: true })),
    signal: control.signal,
  });
  await going.body?.getReader().read();
  control.abort();
  for (let waited = 0; closed === before && waited < 5000; waited += 50) await new Promise((resolve) => setTimeout(resolve, 50));
  assert.ok(closed > before, "the upstream's stream is given up");
  answer = (response) => void response.end("{}");
  assert.equal((await call("GET", "/health", {})).status, 200);
});
