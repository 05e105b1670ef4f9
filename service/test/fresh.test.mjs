// What is kept between requests: for a second at most, read again by one of many, and never what a text said.
import assert from "node:assert/strict";
import { test } from "node:test";
import { inNode, policy, service } from "./lib.mjs";

const { Fresh, isFresh, same, TableRouter } = await inNode(
  'export * from "./crypto.ts"; export * from "./fresh.ts"; export * from "./router.ts";',
);

/**
 * Runs `job` with a clock that it moves.
 * @param {(clock: { now: number }) => Promise<void>} job
 */
async function withClock(job) {
  const real = Date.now;
  const clock = { now: 1_000_000 };
  Date.now = () => clock.now;
  try {
    await job(clock);
  } finally {
    Date.now = real;
  }
}

test("a clock that went back keeps nothing alive", async () => {
  assert.deepEqual([isFresh(5000, 5000), isFresh(5000, 5999), isFresh(5000, 6000), isFresh(5000, 4000)], [true, true, false, false]);
  await withClock(async (clock) => {
    const kept = new Fresh(10);
    let value = "before";
    const read = () => kept.read("row", async () => value);
    assert.equal(await read(), "before");
    value = "after";
    assert.equal(await read(), "before", "for a second");
    clock.now -= 3_600_000;
    assert.equal(await read(), "after");
  });
});

test("before a value is too old one request of many reads it again, another where that one was given up", async () => {
  await withClock(async (clock) => {
    const kept = new Fresh(10);
    let reads = 0;
    const never = () => new Promise(() => {});
    const load = async () => {
      reads += 1;
      return reads;
    };
    assert.equal(await kept.read("row", load), 1);
    clock.now += 700;
    kept.read("row", never);
    assert.equal(await kept.read("row", load), 1, "the others go on with what is there");
    clock.now += 200;
    assert.equal(await kept.read("row", load), 2, "the first never came back");
    clock.now += 999;
    kept.read("row", never);
    clock.now += 1;
    assert.equal(await kept.read("row", load), 3, "too old: nobody waits for another");
    assert.equal(reads, 3);
  });
});

test("what was read before a write of this isolate is not kept after it", async () => {
  const kept = new Fresh(10);
  let value = "old";
  /** @type {() => void} */
  let go = () => {};
  const waiting = kept.read("row", async () => {
    const read = value;
    await new Promise((resolve) => {
      go = () => resolve(undefined);
    });
    return read;
  });
  value = "new";
  kept.clear();
  go();
  assert.equal(await waiting, "old");
  assert.equal(await kept.read("row", async () => value), "new");
});

test("texts are the same to the last unit, and only then", () => {
  const key = `ew_0123456789abcdef_${"A".repeat(43)}`;
  assert.ok(same(key, `${key}`) && same("", "") && same("\u{1f600}", "\u{1f600}"));
  for (let at = 0; at < key.length; at += 1) assert.ok(!same(key, `${key.slice(0, at)}~${key.slice(at + 1)}`), `${at}`);
  for (const other of ["", key.slice(1), key.slice(0, -1), `${key}A`, `${key}\0`, `\0${key}`]) {
    assert.ok(!same(key, other) && !same(other, key), other);
  }
  // Beyond the end of a shorter one there is nothing that could count as equal.
  assert.ok(!same("\0\0", "") && !same("", "\0\0") && !same("a\0", "a"));
});

test("one handler a request: exact paths, parameters, and what every method shares", () => {
  const router = new TableRouter();
  router.add("GET", "/a", "get");
  router.add("GET", "/a", "second");
  router.add("PUT", "/a/:id{[0-9]+}", "put");
  router.add("ALL", "/a", "other");
  router.add("ALL", "/a/:id{[0-9]+}", "others");
  /** @param {string} method @param {string} path */
  const found = (method, path) => router.match(method, path)[0].map((/** @type {any} */ [handler, params]) => [handler, { ...params }]);
  assert.deepEqual(found("GET", "/a"), [["get", {}]]);
  assert.deepEqual(found("POST", "/a"), [["other", {}]]);
  assert.deepEqual(found("PUT", "/a/7"), [["put", { id: "7" }]]);
  assert.deepEqual(found("GET", "/a/7"), [["others", { id: "7" }]]);
  assert.deepEqual(found("PUT", "/a/x"), []);
  assert.deepEqual(found("GET", "/a/"), []);
});

test("Lyzr's answer to a text without findings is the whole report, whatever was asked before", async () => {
  const { create } = await import("edgeward");
  const { call, tenant } = await service();
  const { key } = await tenant();
  const headers = { "x-api-key": key };
  const texts = [
    "Where is my order?",
    "",
    '\u{1f600} \u2028 "quoted"',
    "my mail is ann.bell@example.com",
    "Where is my parcel?",
    "please pay 4111 1111 1111 1111",
  ];
  for (const name of ["lyzr-support.json", "lyzr-page.json"]) {
    const { body } = await call("POST", "/v1/rai/policies", headers, policy(name));
    const { guard } = create(JSON.stringify(policy(name)), { kind: "lyzr.rai_policy" });
    let clean = 0;
    for (const text of [...texts, ...texts]) {
      for (const stage of ["llm_input", "llm_output"]) {
        const answer = await call("POST", "/v1/rai/inference", headers, { policy_id: body._id, input_text: text, stage });
        const input = stage === "llm_input" ? { prompt: text } : { response: text };
        const verdict = guard.evaluate(input);
        if (verdict.decision === "allow" && verdict.findings.length === 0) clean += 1;
        assert.equal(answer.text, JSON.stringify(guard.report(verdict, input)), `${name}, ${stage}: ${JSON.stringify(text)}`);
      }
    }
    if (name === "lyzr-support.json") assert.ok(clean >= 8, `${clean} clean`);
  }
});
