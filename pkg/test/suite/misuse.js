/** @import { Api } from "./cases.js" */
import { expectCode, ok } from "./check.js";

const POLICY = {
  kind: "edgeward.policy",
  version: 1,
  name: "Misuse",
  rules: [{ id: "mask", detector: "keyword", action: "redact", settings: { entries: ["secret"] } }],
};

/**
 * What a host may do wrong: each is an `EdgewardError` with a code and what to do instead, and none costs an instance.
 * @param {Api} api
 * @returns {[string, () => unknown][]}
 */
export function misuseChecks(api) {
  const freed = () => {
    const { guard } = api.create(POLICY);
    guard.free();
    return guard;
  };
  const rows = [...payloads(api), ...inputs(api), ...judges(api), ...handles(api, freed)];
  return rows.map(([name, job, code, says]) => [`misuse: ${name}`, () => expectError(job, code, says)]);
}

/** @typedef {[name: string, job: () => unknown, code: string, says: RegExp]} Row */

/** @param {string} key @returns {any} */
const throwing = (key) => ({
  get [key]() {
    throw new TypeError("boom");
  },
});

/** @returns {any} */
function circle() {
  /** @type {{ self?: unknown }} */
  const ring = {};
  ring.self = ring;
  return ring;
}

/** @type {any} */
const BIG = 5n;

/** @param {Api} api @returns {Row[]} */
function payloads({ create, validate, readForm, Guard }) {
  const any = /** @type {any} */ (undefined);
  return [
    ["validate nothing", () => validate(any), "invalid_input", /JSON text, an object or a FormData, not nothing/],
    ["validate a circle", () => validate(circle()), "invalid_input", /plain values/],
    ["a payload whose getter throws", () => validate(throwing("name")), "invalid_input", /plain values: boom/],
    ["options that are text", () => validate("{}", /** @type {any} */ ("lyzr")), "invalid_input", /options are an object, not a string/],
    ["options that are a list", () => validate("{}", /** @type {any} */ ([])), "invalid_input", /not a list/],
    ["options whose getter throws", () => validate("{}", throwing("vendor")), "invalid_input", /boom/],
    ["options that are a circle", () => create(POLICY, { targets: circle() }), "invalid_input", /plain values/],
    ["a limit that JSON lacks", () => create(POLICY, { limits: { rules: BIG } }), "invalid_input", /plain values/],
    ["a document that is a number", () => create(POLICY, { document: BIG }).document, "invalid_input", /document is an object/],
    ["a time that is none", () => create(POLICY, { document: { now: "soon" } }).document, "invalid_input", /ISO 8601/],
    ["a bad policy", () => create({ ...POLICY, rules: 5 }), "invalid_policy", /./],
    ["an artifact that is an object", () => Guard.fromBytes(/** @type {any} */ ({})), "invalid_input", /Uint8Array, not an object/],
    ["an artifact of no bytes", () => Guard.fromBytes(new Uint8Array()), "invalid_artifact", /not a compiled policy/],
    ["a guard by hand", () => Reflect.construct(Guard, []), "invalid_input", /create\(\) or Guard.fromBytes/],
    ["a form that is none", () => readForm(/** @type {any} */ (null)), "invalid_input", /FormData, not null/],
  ];
}

/** @param {Api} api @returns {Row[]} */
function inputs({ create, evaluate }) {
  const { guard } = create(POLICY);
  /** @param {any} input @param {any} [options] */
  const judge = (input, options) => () => guard.evaluate(input, options);
  return [
    ["evaluate(null)", () => evaluate(/** @type {any} */ (null), { prompt: "x" }), "invalid_input", /takes a guard first, not null/],
    ["an input that is null", judge(null), "invalid_input", /prompt, response, context or messages, not null/],
    ["an input that is text", judge("x"), "invalid_input", /not a string/],
    ["an input that is a list", judge([{ prompt: "x" }]), "invalid_input", /not a list/],
    ["a slip in the key", judge({ promt: "secret" }), "invalid_input", /none of prompt/],
    ["an input whose getter throws", judge(throwing("prompt")), "invalid_input", /boom/],
    ["a message whose getter throws", judge({ messages: [throwing("role")] }), "invalid_input", /boom/],
    ["a part whose getter throws", judge({ messages: [{ role: "user", content: [throwing("text")] }] }), "invalid_input", /boom/],
    ["a message that is null", judge({ messages: [null] }), "invalid_input", /messages\[0\] is an object, not null/],
    ["a context of numbers", judge({ context: [1] }), "invalid_input", /context is a string, not a number/],
    ["options that are null", judge({ prompt: "x" }, null), "invalid_input", /options are an object/],
    ["an option whose getter throws", judge({ prompt: "x" }, throwing("failureMode")), "invalid_input", /boom/],
    ["an option that JSON lacks", judge({ prompt: "x" }, { scores: BIG }), "invalid_input", /plain values/],
    ["a failure mode that is none", judge({ prompt: "x" }, { failureMode: "shrug" }), "invalid_input", /options are not accepted/],
    ["one bad input of many", () => guard.evaluateAll([{}, throwing("prompt")]), "invalid_input", /boom/],
    ["a report of nothing", () => guard.report(/** @type {any} */ (undefined)), "invalid_input", /the verdict/],
    ["a report of a circle", () => guard.report(circle()), "invalid_input", /the verdict/],
    [
      "a report that lacks its input",
      () => guard.report(guard.evaluate({}), undefined, { as: "lyzr" }),
      "input_required",
      /give the input/,
    ],
  ];
}

/** @param {Api} api @returns {Row[]} */
function judges({ create }) {
  const { guard } = create(POLICY);
  const verdict = guard.evaluate({ prompt: "x" });
  /** @param {any} options */
  const asked = (options) => () => guard.evaluate({ prompt: "x" }, { judge: () => true, ...options });
  const pending = /** @type {any} */ ({ pending: [{ id: "a", purpose: "violation" }] });
  return [
    ["a judge that is text", asked({ judge: "yes" }), "invalid_input", /judge is a function/],
    ["a signal that is a number", asked({ signal: 1 }), "invalid_input", /AbortSignal/],
    ["no judge at once", asked({ judgeConcurrency: Number.NaN }), "invalid_input", /judgeConcurrency is a number from 1/],
    ["a time that never comes", asked({ judgeTimeout: Infinity }), "invalid_input", /judgeTimeout is a number from 1/],
    ["a format that is not read", () => guard.evaluate({}, /** @type {any} */ ({ format: "xml" })), "invalid_input", /"text" or "json"/],
    [
      "a stream's format that is not read",
      () => guard.stream(/** @type {any} */ ({ target: "response", format: "xml" })),
      "invalid_input",
      /"text" or "json"/,
    ],
    ["options of a judge whose getter throws", () => guard.evaluate({}, judged("placeholder")), "invalid_input", /boom/],
    [
      "an input of a judge that is null",
      () => guard.evaluate(/** @type {any} */ (null), { judge: () => true }),
      "invalid_input",
      /not null/,
    ],
    ["resolve without a verdict", () => guard.resolve({}, /** @type {any} */ (null), {}), "invalid_input", /the verdict that evaluate/],
    ["resolve without answers", () => guard.resolve({}, verdict, /** @type {any} */ (null)), "invalid_input", /by request id/],
    ["answers whose getter throws", () => guard.resolve({}, pending, throwing("a")), "invalid_input", /boom/],
  ];
}

/** @param {string} key */
function judged(key) {
  const options = throwing(key);
  options.judge = () => true;
  return options;
}

/** @param {Api} api @param {() => ReturnType<Api["create"]>["guard"]} freed @returns {Row[]} */
function handles({ create, Guard }, freed) {
  const { guard } = create(POLICY);
  const { evaluate } = guard;
  const again = /create it again/;
  return [
    ["evaluate of a freed guard", () => freed().evaluate({ prompt: "x" }), "guard_freed", again],
    ["evaluate of a freed guard, with a judge", () => freed().evaluate({ prompt: "x" }, { judge: () => true }), "guard_freed", again],
    ["evaluateAll of a freed guard", () => freed().evaluateAll([]), "guard_freed", again],
    ["report of a freed guard", () => freed().report(guard.evaluate({})), "guard_freed", again],
    ["toBytes of a freed guard", () => freed().toBytes(), "guard_freed", again],
    ["toPolicy of a freed guard", () => freed().toPolicy(), "guard_freed", again],
    ["a method without its guard", () => evaluate({ prompt: "x" }), "invalid_input", /guard\.evaluate/],
    ["a method of another object", () => Guard.prototype.toBytes.call(/** @type {any} */ ({})), "invalid_input", /called on the guard/],
    ["a property of the prototype", () => Guard.prototype.name, "invalid_input", /called on the guard/],
  ];
}

/** @param {() => unknown} job @param {string} code @param {RegExp} says */
async function expectError(job, code, says) {
  let error;
  try {
    await job();
  } catch (thrown) {
    error = thrown;
  }
  if (error === undefined) throw new Error(`expected ${code}, but nothing was thrown`);
  expectCode(error, code);
  const { message } = /** @type {Error} */ (error);
  ok(says.test(message), `the message does not match ${says}: ${message}`);
  ok(!message.includes("\n"), "one line");
}
