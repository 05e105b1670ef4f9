// `node start-child.mjs whole|wasm NAME`: milliseconds of wall clock and of the processor from nothing to the first answer.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const require = createRequire(import.meta.url);
const TEXT = "You can write to jane.doe@example.com about the invoice.";
const POLICY = JSON.stringify({
  kind: "edgeward.policy",
  version: 1,
  name: "Start",
  rules: [{ id: "pii", detector: "pii", settings: { types: ["email_address", "credit_card"] } }],
});
const DIST = new URL("../../pkg/dist/", import.meta.url);

/** @param {any} api */
function edgeward({ create }) {
  return create(POLICY).guard.evaluate({ prompt: TEXT }).findings.length;
}

const others = () => import("../peers/others.mjs");
/** @type {Record<string, () => unknown>} */
const whole = {
  "edgeward/core": async () => edgeward(await import("../../pkg/entry/core-inline.js")),
  edgeward: async () => edgeward(await import("../../pkg/entry/inline.js")),
  "@cedar-policy/cedar-wasm": () => {
    const request = { principal: { type: "User", id: "a" }, action: { type: "Action", id: "see" }, resource: { type: "Page", id: "b" } };
    const policies = { staticPolicies: "permit(principal, action, resource);" };
    const answer = require("@cedar-policy/cedar-wasm/nodejs").isAuthorized({ ...request, context: {}, policies, entities: [] });
    return answer.type === "success" && 1;
  },
  "@arcjet/redact": async () => (await (await others()).arcjet()).find(TEXT),
  "@openai/guardrails": async () => (await (await others()).openaiPii()).find(TEXT),
  secretlint: async () => (await (await others()).secretlint()).run(TEXT),
  "redact-pii": async () => (await (await others()).redactPii()).find(TEXT),
  obscenity: async () => (await (await others()).obscenity()).run(TEXT),
  "node-sql-parser": async () => (await (await others()).nodeSqlParser()).find("SELECT a FROM b"),
};

/** What is read and imported before the clock starts. @type {Record<string, () => Promise<{ bytes: Uint8Array, start: () => unknown }>>} */
const wasm = {
  "edgeward-core.wasm": () => glue("edgeward-core"),
  "edgeward.wasm": () => glue("edgeward"),
  "cedar_wasm_bg.wasm": async () => {
    const folder = join(dirname(require.resolve("@cedar-policy/cedar-wasm/nodejs")), "../web");
    const bytes = readFileSync(join(folder, "cedar_wasm_bg.wasm"));
    const { initSync } = await import(join(folder, "cedar_wasm.js"));
    return { bytes, start: () => initSync({ module: bytes }) };
  },
  "@arcjet/redact-wasm": async () => {
    const from = createRequire(require.resolve("@arcjet/redact/package.json"));
    const text = readFileSync(from.resolve("@arcjet/redact-wasm"), "utf8");
    const bytes = wasmIn(text) ?? (await neighbours(from));
    return { bytes, start: () => new WebAssembly.Module(bytes) };
  },
};

/** @param {string} text @returns {Uint8Array | null} */
function wasmIn(text) {
  const found = /AGFzbQ[A-Za-z0-9+/=]+/.exec(text);
  return found === null ? null : Buffer.from(found[0], "base64");
}

/** @param {NodeJS.Require} from @returns {Promise<Uint8Array>} */
async function neighbours(from) {
  const { readdirSync } = await import("node:fs");
  const folder = dirname(from.resolve("@arcjet/redact-wasm"));
  for (const file of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    if (file.endsWith(".wasm")) return readFileSync(join(folder, file));
    const bytes = file.endsWith(".js") ? wasmIn(readFileSync(join(folder, file), "utf8")) : null;
    if (bytes !== null) return bytes;
  }
  throw new Error("@arcjet/redact-wasm holds no wasm");
}

/** @param {string} name */
async function glue(name) {
  const bytes = readFileSync(new URL(`${name}.wasm`, DIST));
  const { initSync } = await import(String(new URL(`${name}.js`, DIST)));
  return { bytes, start: () => initSync({ module: bytes }) };
}

const [mode, name] = process.argv.slice(2);
const prepared = mode === "wasm" ? await wasm[name]() : null;
const [began, before] = [performance.now(), process.cpuUsage()];
const answer = prepared === null ? await whole[name]() : prepared.start();
const wall = performance.now() - began;
const { user, system } = process.cpuUsage(before);
if (!answer) throw new Error(`${name} answered nothing`);
console.log(JSON.stringify({ wall, cpu: (user + system) / 1000, bytes: prepared?.bytes.length }));
