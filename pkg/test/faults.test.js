// What can fail under the package, with the real wasm: the file, its memory, the instance in the middle of a stream.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import * as glue from "../dist/edgeward.js";
import { bind } from "../lib/api.js";
import { Engine } from "../lib/engine.js";

const WASM = readFileSync(new URL("../dist/edgeward.wasm", import.meta.url));
const PAGE = 1 << 16;
const POLICY = {
  kind: "edgeward.policy",
  version: 1,
  name: "Faults",
  rules: [
    { id: "stop", detector: "keyword", settings: { entries: ["lawsuit"] } },
    { id: "mask", detector: "keyword", action: "redact", settings: { entries: ["lemon"] } },
  ],
};

/**
 * A number of wasm, and where the next begins.
 * @param {Uint8Array} bytes @param {number} at
 */
function leb(bytes, at) {
  let [value, shift] = [0, 0];
  for (;;) {
    const byte = bytes[at++];
    value |= (byte & 0x7f) << shift;
    shift += 7;
    if (byte < 0x80) return { value, at };
  }
}

/** @param {number} value */
function written(value) {
  const out = [];
  for (let rest = value; ; rest >>>= 7) {
    out.push(rest > 0x7f ? (rest & 0x7f) | 0x80 : rest);
    if (rest <= 0x7f) return out;
  }
}

/**
 * The module with so many pages of memory more than it starts with, and never another.
 * @param {number} more
 */
function bounded(more) {
  for (let at = 8; at < WASM.length; ) {
    const size = leb(WASM, at + 1);
    if (WASM[at] === 5) {
      const least = leb(WASM, size.at + 2).value;
      const body = [1, 1, ...written(least), ...written(least + more)];
      return Buffer.concat([WASM.subarray(0, at), Buffer.from([5, ...written(body.length), ...body]), WASM.subarray(size.at + size.value)]);
    }
    at = size.at + size.value;
  }
  throw new Error("no memory section");
}

/** The bound of the memory is the module's, so one instance serves every test: nothing that follows needs more. */
const engine = new Engine(/** @type {any} */ (glue));
const api = bind(engine);

test("a wasm file that is none, or half of one, is refused, and the next is taken", async () => {
  for (const wrong of [new Uint8Array(), new Uint8Array([0, 97, 115, 109]), WASM.subarray(0, WASM.length >> 1), new Uint8Array(64)]) {
    assert.throws(() => api.initSync(wrong), { name: "EdgewardError", code: "load_failed" });
    await assert.rejects(api.init(wrong), { name: "EdgewardError", code: "load_failed" });
  }
  const missing = new Response("not found", { status: 404, headers: { "content-type": "text/html" } });
  await assert.rejects(api.init(missing), { name: "EdgewardError", code: "load_failed" });
  await assert.rejects(api.init(Promise.reject(new Error("offline"))), { code: "load_failed", message: /offline/ });
  assert.throws(() => api.validate("{}"), { code: "not_initialized" });
  await api.init(bounded(160));
  assert.equal(api.build.variant, "full");
});

test("memory at its limit: the verdict says so and blocks, and the next call works", () => {
  const { guard } = api.create(POLICY, { limits: { textBytes: 1 << 30 } });
  const { guard: other } = api.create(POLICY);
  const before = engine.generation;
  const verdict = guard.evaluate({ prompt: "a lemon ".repeat(4 << 20) });
  assert.deepEqual([verdict.decision, verdict.complete, verdict.prompt?.text], ["block", false, null]);
  assert.deepEqual(
    verdict.notEvaluated.map(({ reason, rule }) => [reason, rule]),
    [["fault", null]],
  );
  assert.equal(engine.generation, before + 1, "a new instance");
  for (const each of [guard, other]) assert.equal(each.evaluate({ prompt: "a lemon" }).prompt?.text, "a [KEYWORD]");
  assert.equal(guard.evaluate({ prompt: "a lemon ".repeat(4 << 20) }, { failureMode: "flag" }).decision, "flag");
  other.free();
  assert.equal(guard.evaluate({ prompt: "x" }).decision, "allow");
  assert.ok(engine.memory().byteLength < 400 * PAGE);
});

test("memory at its limit where there is no verdict is an error with a code", () => {
  assert.throws(() => api.validate(`{"a": "${"x".repeat(64 << 20)}"}`), { name: "EdgewardError", code: "fault" });
  assert.equal(api.validate(POLICY).ok, true);
});

test("an instance that goes takes its streams along, closed", async () => {
  const { guard } = api.create(POLICY, { limits: { textBytes: 1 << 30 } });
  const kill = () => guard.evaluate({ prompt: "a lemon ".repeat(4 << 20) });
  const stream = guard.stream({ target: "response" });
  const open = guard.stream({ target: "response", failureMode: "allow" });
  const text = guard.textStream({ target: "response" });
  const events = guard.sseStream({ target: "response" });
  stream.push("one lemon and ");
  const let1 = open.push("one lemon and ");
  kill();
  assert.equal(stream.push("more"), "");
  assert.equal(stream.state, "blocked");
  const end = stream.end();
  assert.deepEqual([end.text, end.verdict.decision, end.verdict.notEvaluated[0].reason], ["", "block", "fault"]);
  const let2 = open.push("more");
  const last = open.end();
  assert.deepEqual([last.verdict.decision, last.verdict.notEvaluated[0].reason], ["allow", "fault"]);
  assert.ok(`${let1}${let2}${last.text}`.endsWith("more"), "the failure mode lets it through");
  for (const { readable, writable, verdict } of /** @type {any[]} */ ([text, events])) {
    const writer = writable.getWriter();
    const reader = readable.getReader();
    const chunk = readable === text.readable ? "more" : new TextEncoder().encode("data: {}\n\n");
    const read = reader.read().catch(() => ({ done: true }));
    await writer.write(chunk).catch(() => {});
    await writer.close().catch(() => {});
    await read;
    assert.equal((await verdict).notEvaluated[0].reason, "fault");
  }
  assert.equal(guard.evaluate({ prompt: "lawsuit" }).decision, "block");
});
