// Any value anywhere: every call answers or throws an EdgewardError, and the instance goes on.
// EDGEWARD_ROUNDS sets how many calls, EDGEWARD_SEED which; a failure prints the seed of its call.
import assert from "node:assert/strict";
import { test } from "node:test";

import { atomize, build, convert, create, evaluate, Guard, init, initSync, readForm, restore, restoreStream, validate } from "edgeward";
import { EdgewardError } from "../lib/error.js";
import { maker, random } from "./hostile.js";

const ROUNDS = Number(process.env.EDGEWARD_ROUNDS ?? 4000);
const SEED = Number(process.env.EDGEWARD_SEED ?? Date.now() % 1_000_000);
const CODES =
  "not_initialized load_failed invalid_policy invalid_input input_required invalid_artifact artifact_version guard_freed blocked fault";

const POLICY = {
  kind: "edgeward.policy",
  version: 1,
  name: "Hostile",
  rules: [
    { id: "stop", detector: "keyword", settings: { entries: ["lawsuit"] } },
    { id: "ask", detector: "custom", action: "flag", settings: { mode: "simple", instructions: "{answer} is rude", modality: "violate" } },
  ],
};
const { guard } = create(POLICY);
const stream = () => guard.stream({ target: "response" });

/** @type {Record<string, (make: () => any) => unknown>} */
const CALLS = {
  validate: (make) => validate(make(), make()),
  create: (make) => create(make(), make()).document,
  "create, of a policy": (make) => create(POLICY, make()).document,
  evaluate: (make) => evaluate(make(), make(), make()),
  "guard.evaluate": (make) => guard.evaluate(make(), make()),
  "guard.evaluate, of a text": (make) => guard.evaluate({ response: "a lawsuit" }, make()),
  "guard.evaluate, with a judge": (make) => guard.evaluate({ response: "x" }, { ...quick, judge: make() }),
  "guard.evaluate, with options of a judge": (make) => guard.evaluate({ response: "x" }, judging(make())),
  "guard.evaluateAll": (make) => guard.evaluateAll(make(), make()),
  "guard.evaluateAll, of a list": (make) => guard.evaluateAll([make(), { prompt: "x" }, make()], make()),
  "guard.resolve": (make) => guard.resolve(make(), make(), make(), make()),
  "guard.resolve, of a verdict": (make) => guard.resolve({ response: "x" }, guard.evaluate({ response: "x" }), make(), make()),
  "guard.report": (make) => guard.report(make(), make(), make()),
  "guard.report, of a verdict": (make) => guard.report(guard.evaluate({ response: "x" }), make(), make()),
  "guard.stream": (make) => guard.stream(make()).push(make()),
  "guard.stream, options": (make) => guard.stream({ target: "response", release: make(), input: make(), failureMode: make() }).end(),
  "guard.holdback": (make) => guard.holdback(make()),
  "stream.push": (make) => stream().push(make()),
  "stream.endAsync": (make) => guard.stream({ target: "response", ...quick, judge: () => make() }).endAsync(),
  textStream: (make) => piped(guard.textStream({ target: "response" }), make()),
  byteStream: (make) => piped(guard.byteStream({ target: "response" }), make()),
  sseStream: (make) => piped(guard.sseStream({ target: "response" }), make()),
  "sseStream, options": (make) => piped(guard.sseStream(make()), new Uint8Array([100])),
  "textStream, options": (make) => piped(guard.textStream(make()), "x"),
  restore: (make) => restore(make(), make()),
  "restore, of a vault": (make) => restore("[A_1]", { version: 1, entries: make() }),
  restoreStream: (make) => piped(restoreStream(make()), make()),
  convert: (make) => convert(make(), make(), make()),
  "convert, of a policy": (make) => convert(POLICY, make(), make()),
  atomize: (make) => atomize(make()),
  readForm: (make) => readForm(make()),
  "Guard.fromBytes": (make) => Guard.fromBytes(make()),
  "new Guard": (make) => Reflect.construct(Guard, [make()]),
  "a method elsewhere": (make) => Reflect.apply(guard.evaluate, make(), [make()]),
  "a property elsewhere": (make) => Reflect.get(Guard.prototype, "name", Object(make())),
  init: (make) => init(make()),
  initSync: (make) => initSync(make()),
};
const quick = { judgeTimeout: 5, judgeRetries: 0 };
/** @param {any} options */
const judging = (options) =>
  Object.setPrototypeOf({ ...quick, judge: () => true }, options !== null && typeof options === "object" ? options : null);

/**
 * @param {{ readable: ReadableStream<any>, writable: WritableStream<any> }} through
 * @param {unknown} chunk
 */
async function piped({ readable, writable }, chunk) {
  const writer = writable.getWriter();
  const reader = readable.getReader();
  // A stream that was stopped is closed already: only what a reader sees is the package's.
  const written = writer.write(chunk).then(() => writer.close());
  await Promise.all([reader.read(), written.catch(() => {})]);
}

/** What is wrong with how a call ended. */
function misfit(/** @type {unknown} */ error) {
  if (!EdgewardError.is(error)) return `it threw ${describe(error)}`;
  if (!CODES.split(" ").includes(error.code)) return `no such code: ${error.code}`;
  if (error.code === "fault") return "the instance stopped";
  if (error.code === "invalid_policy" && error.diagnostics.length === 0) return "a policy is not valid, and nothing says why";
  return error.message === "" || error.message.includes("\n") ? `a message of ${JSON.stringify(error.message)}` : null;
}

/** @param {unknown} error */
function describe(error) {
  try {
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  } catch {
    return "something that cannot be read";
  }
}

test("any value anywhere is answered", async () => {
  console.log(`${ROUNDS} calls from EDGEWARD_SEED=${SEED}`);
  const names = Object.keys(CALLS);
  const answered = new Set();
  /** @type {string[]} */
  const faults = [];
  for (let at = 0; at < ROUNDS; at += 1) {
    const { value, one } = maker(random(SEED + at));
    const name = one(names);
    try {
      // What a value of the test itself does when it is built, `Object.assign` say, is not the package's.
      await CALLS[name](value);
      answered.add(name);
    } catch (error) {
      const wrong = ownDoing(error) ? null : misfit(error);
      if (wrong !== null) faults.push(`EDGEWARD_SEED=${SEED + at} EDGEWARD_ROUNDS=1, ${name}: ${wrong}`);
    }
    if (at % 100 === 0) alive();
  }
  alive();
  assert.deepEqual(faults.slice(0, 5), [], `${faults.length} faults`);
  // Values that are all refused at once would say little.
  if (ROUNDS >= 4000) assert.ok(answered.size > 12, [...answered].join(", "));
});

/** @param {unknown} error an abort that the call was given rejects with its own reason */
function ownDoing(error) {
  try {
    return error instanceof DOMException && error.name === "AbortError";
  } catch {
    return false;
  }
}

function alive() {
  assert.equal(guard.evaluate({ prompt: "a lawsuit" }).decision, "block");
  assert.equal(guard.evaluate({ prompt: "x" }).decision, "allow");
  assert.equal(/** @type {any} */ ({}).polluted, undefined);
  assert.deepEqual(Object.keys(Object.prototype), []);
}

test("a huge text is over the limit, and a huge payload too large", () => {
  const huge = "lawsuit ".repeat(8 << 20);
  const verdict = guard.evaluate({ prompt: huge });
  assert.deepEqual([verdict.decision, verdict.notEvaluated[0].reason], ["block", "over_limit"]);
  const { ok, diagnostics } = validate(huge);
  assert.deepEqual([ok, diagnostics.map(({ code }) => code)], [false, ["payload_too_large"]]);
  alive();
});

test("keys of a prototype are keys like others", () => {
  const payload =
    JSON.parse(`{"kind": "edgeward.policy", "version": 1, "name": "P", "__proto__": {"polluted": 1}, "constructor": 1, "rules": [
    {"id": "a", "detector": "keyword", "settings": {"entries": ["__proto__", "constructor"]}}]}`);
  const report = validate(payload);
  assert.deepEqual(
    report.diagnostics.map(({ path, code }) => [path, code]),
    [
      ["/__proto__", "unknown_key"],
      ["/constructor", "unknown_key"],
    ],
  );
  const rules = [{ id: "__proto__", detector: "keyword", settings: { entries: ["hasOwnProperty"] } }];
  const made = create({ kind: "edgeward.policy", version: 1, name: "toString", rules }).guard;
  const verdict = made.evaluate({ prompt: "call hasOwnProperty" });
  assert.deepEqual([verdict.decidedBy, verdict.findings[0].type], ["__proto__", "hasOwnProperty"]);
  const answers = JSON.parse('{"__proto__": {"ask:response": true}}');
  assert.equal(guard.resolve({ response: "x" }, guard.evaluate({ response: "x" }), answers).notEvaluated[0].reason, "judge_failed");
  alive();
});

test("guards share nothing: what one is told, another does not know", () => {
  const word = (/** @type {string} */ text) =>
    create(
      { ...POLICY, name: text, rules: [{ id: text, detector: "keyword", settings: { entries: [text] } }] },
      { placeholder: `<${text}>` },
    ).guard;
  const [one, two] = [word("lemon"), word("lime")];
  const text = "lemon and lime";
  const alone = JSON.stringify(two.evaluate({ prompt: text }));
  const open = two.stream({ target: "prompt", failureMode: "allow" });
  const before = open.push("a lem");
  one.evaluate({ prompt: text }, { failureMode: "allow", placeholder: "!" });
  one.stream({ target: "prompt" }).push("a lime, a lemon");
  one.free();
  assert.equal(JSON.stringify(two.evaluate({ prompt: text })), alone);
  const rest = open.push("on tree, and nothing else");
  assert.equal(before + rest + open.end().text, "a lemon tree, and nothing else");
  assert.ok(Object.isFrozen(build) || build.variant === "full");
});
