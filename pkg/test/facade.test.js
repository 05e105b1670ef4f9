// The façade over a stand-in for the wasm: what a real one cannot be made to do on demand.
import assert from "node:assert/strict";
import { test } from "node:test";
import { bind } from "../lib/api.js";
import { Engine } from "../lib/engine.js";
import { readAnswer } from "../lib/judge.js";
import { VERSION } from "../lib/version.js";

const CLEAN = { decision: "allow", detected: "allow", complete: true, decidedBy: null, message: null };
/** Where the stand-in has its layout, its verdicts and their text. */
const [LAYOUT, NUMBERS, TEXT] = [1 << 16, 2 << 16, 3 << 16];
const POLICY = { name: "Stand-in", hash: "00" };

/** @param {Partial<Record<string, (...args: any[]) => any>>} over */
function standIn(over = {}) {
  const memory = new WebAssembly.Memory({ initial: 4 });
  const calls = { resets: 0, made: 0, freed: 0, scratch: /** @type {number[]} */ ([]) };
  class RawGuard {
    static create() {
      calls.made += 1;
      return new RawGuard();
    }
    static fromBytes() {
      return RawGuard.create();
    }
    info() {
      return JSON.stringify({
        ...POLICY,
        kind: "edgeward.policy",
        rules: [],
        limits: { textBytes: 1000 },
        faultAction: over.fault?.() ?? "block",
        diagnostics: [],
      });
    }
    /** @param {number} texts @param {number} inputs */
    evaluate(texts, inputs) {
      const layout = new Uint32Array(memory.buffer, LAYOUT, texts * 6);
      const many = inputs !== 1 || over.evaluate === undefined;
      const json = many ? over.evaluateAll?.(layout, inputs) : over.evaluate?.(layout);
      const { written } = new TextEncoder().encodeInto(json ?? "", new Uint8Array(memory.buffer, TEXT));
      // A head that says where the words are, and a verdict for each input: of the guard's words there are none.
      const verdicts = json === undefined ? Array(inputs).fill(0) : [2, -2];
      const words = json === undefined ? [0] : [1, json.length];
      new Int32Array(memory.buffer, NUMBERS).set([5 + verdicts.length, 0, 0, TEXT, written, ...verdicts, ...words]);
      return inputs === 1 && json === undefined ? 0 : NUMBERS;
    }
    words() {
      return "[]";
    }
    /** @param {any[]} args */
    resolve(...args) {
      return over.resolve?.(...args);
    }
    free() {
      calls.freed += 1;
    }
  }
  const glue = {
    RawGuard,
    default: async () => ({ memory }),
    initSync: () => ({ memory }),
    buildInfo: () => JSON.stringify({ version: over.version?.() ?? VERSION }),
    /** @param {number} bytes */
    scratch: (bytes) => {
      calls.scratch.push(bytes);
      return 0;
    },
    layout: () => LAYOUT,
    __wbg_reset_state: () => {
      calls.resets += 1;
      over.reset?.();
    },
    validate: () => {
      throw new WebAssembly.RuntimeError("unreachable");
    },
  };
  return { engine: new Engine(/** @type {any} */ (glue)), calls, memory };
}

/** @param {Parameters<typeof standIn>[0]} [over] */
function started(over) {
  const { engine, ...rest } = standIn(over);
  engine.loadSync(new Uint8Array());
  return { api: bind(engine), engine, ...rest };
}

/** @param {string} id @param {"violation" | "rephrase"} [purpose] */
const request = (id, purpose = "violation") => ({
  id,
  rule: "r",
  purpose,
  messages: [],
  temperature: 0,
  topP: 1,
  maxTokens: 1,
  violationWhen: true,
});

/** @param {object[]} pending @param {string} [decision] */
const raw = (pending, decision = "block") =>
  JSON.stringify({
    ...CLEAN,
    decision,
    prompt: { decision, edits: [] },
    response: null,
    findings: [],
    truncated: false,
    notEvaluated: [],
    pending,
    policy: POLICY,
  });

test("before init every call names the next step", () => {
  const api = bind(standIn().engine);
  const bytes = new Uint8Array(8);
  const calls = [() => api.validate("{}"), () => api.create("{}"), () => api.templates(), () => api.build.version];
  for (const call of [...calls, () => api.Guard.fromBytes(bytes)]) {
    assert.throws(call, { name: "EdgewardError", code: "not_initialized", message: /await init\(\)/ });
  }
});

test("an entry without a source asks for one", async () => {
  await assert.rejects(bind(standIn().engine).init(), { code: "load_failed" });
});

test("a failed load can be tried again", async () => {
  const { engine } = standIn();
  engine.source = () => Promise.reject(new Error("offline"));
  await assert.rejects(engine.load(), { code: "load_failed", message: /offline/ });
  await engine.load(new ArrayBuffer(8));
  assert.equal(bind(engine).create("{}").guard.name, "Stand-in");
});

test("a wasm file of another version is refused", async () => {
  const version = () => "0.0.9";
  const refused = { name: "EdgewardError", code: "load_failed", message: /of edgeward 0\.0\.9, .* give the file of this package/ };
  const { engine } = standIn({ version });
  assert.throws(() => engine.loadSync(new Uint8Array()), refused);
  await assert.rejects(engine.load(new ArrayBuffer(8)), refused);
  assert.throws(() => bind(engine).validate("{}"), { code: "not_initialized" });
});

test("the clean verdict has the key order of the others", () => {
  const { api } = started();
  const verdict = api.create("{}").guard.evaluate({ messages: [{ role: "user", content: "hi" }] });
  const order = "decision detected complete decidedBy message prompt response messages findings truncated notEvaluated pending policy";
  assert.equal(Object.keys(verdict).join(" "), order);
  assert.equal(Object.keys(verdict.prompt ?? {}).join(" "), "decision text edits");
});

test("a trap becomes a verdict, and the next call works", () => {
  let trap = true;
  const { api, calls } = started({
    evaluate: () => {
      if (trap) throw new WebAssembly.RuntimeError("unreachable");
    },
  });
  const { guard } = api.create("{}");
  const other = api.create("{}").guard;
  const verdict = guard.evaluate({ prompt: "x" });
  assert.equal(verdict.decision, "block");
  assert.equal(verdict.detected, "allow");
  assert.equal(verdict.complete, false);
  assert.equal(verdict.prompt?.text, null);
  assert.deepEqual(
    verdict.notEvaluated.map(({ rule, reason, action }) => [rule, reason, action]),
    [[null, "fault", "block"]],
  );
  trap = false;
  assert.equal(guard.evaluate({ prompt: "x" }).decision, "allow");
  assert.equal(other.evaluate({ prompt: "x" }).decision, "allow");
  assert.deepEqual([calls.resets, calls.made], [1, 4], "one new instance, every guard made again once");
});

test("a guard of a dead instance frees nothing in the next", () => {
  const { api, calls } = started({
    evaluate: () => {
      throw new RangeError("Maximum call stack size exceeded");
    },
  });
  const one = api.create("{}").guard;
  const two = api.create("{}").guard;
  one.evaluate({ prompt: "x" });
  two.free();
  assert.equal(calls.freed, 0);
});

test("what a fault does is asked of the call, then of the guard", () => {
  const evaluate = () => {
    throw new WebAssembly.RuntimeError("unreachable");
  };
  const { guard } = started({ evaluate, fault: () => "flag" }).api.create("{}");
  assert.equal(guard.evaluate({ prompt: "x" }).decision, "flag");
  assert.equal(guard.evaluate({ prompt: "x" }, { failureMode: "allow" }).decision, "allow");
  assert.equal(guard.evaluate({ prompt: "x" }, { failureMode: { default: "block" } }).decision, "block");
  assert.equal(guard.evaluate({ prompt: "x" }, { failureMode: { needs_judge: "block" } }).decision, "flag");
});

test("one text that traps does not cost the others their verdicts", () => {
  const evaluateAll = () => {
    throw new WebAssembly.RuntimeError("unreachable");
  };
  const evaluate = (/** @type {Uint32Array} */ layout) => {
    if (layout[4] === 4) evaluateAll();
  };
  const inputs = [{ prompt: "fine" }, { prompt: "so" }].reverse();
  const { guard } = started({ evaluate, evaluateAll }).api.create("{}");
  assert.deepEqual(
    guard.evaluateAll(inputs).map(({ decision }) => decision),
    ["allow", "block"],
  );
});

test("many inputs go over in batches, each text with the number of its input", () => {
  /** @type {string[]} */
  const seen = [];
  const { guard } = started({
    evaluateAll: (/** @type {Uint32Array} */ layout, /** @type {number} */ inputs) => {
      seen.push(`${inputs}: ${[...layout].filter((_, at) => at % 6 === 5).join(" ")}`);
    },
  }).api.create("{}");
  guard.evaluateAll([{ prompt: "a", response: "b" }, {}, { response: "c" }, { prompt: "x".repeat(2 << 20) }, { prompt: "d" }]);
  assert.deepEqual(seen, ["4: 0 0 2 3", "1: 0"]);
});

test("an instance that cannot be started again still answers, and recovers later", () => {
  let broken = true;
  const { api } = started({
    evaluate: () => {
      if (broken) throw new WebAssembly.RuntimeError("unreachable");
    },
    reset: () => {
      if (broken) throw new RangeError("out of memory");
    },
  });
  const { guard } = api.create("{}");
  assert.equal(guard.evaluate({ prompt: "x" }).decision, "block");
  assert.equal(guard.evaluate({ prompt: "x" }).decision, "block");
  broken = false;
  assert.equal(guard.evaluate({ prompt: "x" }).decision, "allow");
});

test("a trap where there is no verdict is an error with a code", () => {
  const { api, calls } = started();
  assert.throws(() => api.validate("{}"), { name: "EdgewardError", code: "fault" });
  assert.equal(calls.resets, 1);
});

test("texts are written one after another, with their lengths", () => {
  /** @type {number[]} */
  let layout = [];
  const { api, memory } = started({
    evaluate: (/** @type {Uint32Array} */ given) => {
      layout = [...given];
    },
  });
  /** @type {import("../index.js").Message[]} */
  const messages = [
    { role: "tool", content: "t" },
    { role: "user", content: [{ type: "text", text: "é" }, { type: "image" }, { type: "text", text: "" }] },
  ];
  api.create("{}").guard.evaluate({ messages, response: "語", context: ["a", "bc"] });
  const rows = [];
  for (let i = 0; i < layout.length; i += 6) rows.push(layout.slice(i, i + 6).join(" "));
  assert.deepEqual(rows, ["0 2 1 0 2 0", "0 2 3 0 0 0", "1 0 0 0 3 0", "2 0 0 1 1 0", "2 0 0 2 2 0", "2 1 0 0 1 0"]);
  assert.equal(Buffer.from(memory.buffer).toString("utf8", 0, 9), "é語abct");
});

test("texts beyond the limit are not copied", () => {
  const { api, calls } = started();
  api.create("{}").guard.evaluate({ prompt: "x".repeat(5_000_000) });
  assert.ok(Math.max(...calls.scratch) < 10_000);
});

test("only a clear TRUE or FALSE is an answer", () => {
  const read = (/** @type {any} */ answer) => readAnswer({ purpose: "violation" }, answer);
  for (const yes of [true, "TRUE", " true.\n", "**True**", '"true"']) assert.equal(read(yes), true);
  for (const no of [false, "FALSE", "false!"]) assert.equal(read(no), false);
  for (const none of ["yes", "TRUE or FALSE", "not true", "", null, undefined, 1, {}, "truefalse"]) assert.equal(read(none), null);
  assert.equal(readAnswer({ purpose: "rephrase" }, "Kindly."), "Kindly.");
  assert.equal(readAnswer({ purpose: "rephrase" }, "  "), null);
});

test("the judge is asked, again where it is unclear, and a rewriting after that", async () => {
  /** @type {any[]} */
  const seen = [];
  const { api } = started({
    evaluate: () => raw([request("a"), request("b")]),
    resolve: (_layout, answers) => {
      seen.push(JSON.parse(answers));
      return seen.length === 1 ? raw([request("c", "rephrase")], "rephrase") : raw([], "flag");
    },
  });
  /** @type {Record<string, any[]>} */
  const script = { a: ["TRUE"], b: ["hm", "FALSE"], c: ["Nicer."] };
  const verdict = await api
    .create("{}")
    .guard.evaluate({ prompt: "x" }, { judge: (/** @type {{ id: string }} */ { id }) => script[id].shift() });
  assert.deepEqual(seen, [{ a: true, b: false }, { c: "Nicer." }]);
  assert.equal(verdict.decision, "flag");
});

test("a judge that hangs is given up after its time, and few run at once", async () => {
  /** @type {any} */
  let answers;
  let [running, most, aborted] = [0, 0, 0];
  const { api } = started({
    evaluate: () => raw(["a", "b", "c", "d", "e"].map((id) => request(id))),
    resolve: (_layout, given) => {
      answers = JSON.parse(given);
      return raw([]);
    },
  });
  const judge = (/** @type {any} */ { id }, /** @type {{ signal: AbortSignal }} */ { signal }) => {
    most = Math.max(most, ++running);
    return new Promise((resolve) => {
      const done = () => {
        running -= 1;
        resolve(id === "c" ? true : undefined);
      };
      if (id === "c") setTimeout(done, 1);
      signal.addEventListener("abort", () => {
        aborted += 1;
        done();
      });
    });
  };
  await api.create("{}").guard.evaluate({ prompt: "x" }, { judge, judgeTimeout: 20, judgeRetries: 0, judgeConcurrency: 2 });
  // null: asked, and no answer.
  assert.deepEqual([answers, most, aborted], [{ a: null, b: null, c: true, d: null, e: null }, 2, 4]);
});

test("an abort while the judge thinks rejects with its reason", async () => {
  const { api } = started({ evaluate: () => raw([request("a")]), resolve: () => raw([]) });
  const control = new AbortController();
  const asked = api.create("{}").guard.evaluate({ prompt: "x" }, { judge: () => new Promise(() => {}), signal: control.signal });
  control.abort(new Error("the client left"));
  await assert.rejects(asked, /the client left/);
});

test("no randomness: the document says what to do, or does without", () => {
  const { api } = started();
  const { guard } = api.create("{}");
  const real = Object.getOwnPropertyDescriptor(globalThis, "crypto");
  Object.defineProperty(globalThis, "crypto", {
    configurable: true,
    value: {
      getRandomValues: () => {
        throw new Error("Disallowed operation called within global scope");
      },
    },
  });
  try {
    assert.throws(() => api.create("{}").document, { code: "invalid_input", message: /inside a request/ });
  } finally {
    Object.defineProperty(globalThis, "crypto", /** @type {PropertyDescriptor} */ (real));
  }
  assert.ok(guard);
});

test("values come back in a text for their tokens", () => {
  const { api } = started();
  /** @type {import("../index.d.ts").Vault} */
  const vault = {
    version: 1,
    entries: [
      { token: "[A_1]", value: "one $& $1", type: "A" },
      { token: "[A_12]", value: "[A_1]", type: "A" },
      { token: "", value: "never", type: "A" },
    ],
  };
  assert.equal(api.restore("\ud800 [A_1], [A_12]; [A_2]", vault), "\ud800 one $& $1, [A_1]; [A_2]");
  assert.equal(api.restore("as it was", { version: 1, entries: [] }), "as it was");
  for (const wrong of [undefined, null, {}, { version: 2, entries: [] }, { version: 1, entries: [{}] }]) {
    assert.throws(() => api.restore("x", /** @type {any} */ (wrong)), { code: "invalid_input" });
  }
  assert.throws(() => api.restore(/** @type {any} */ (1), vault), { code: "invalid_input" });
});

test("a verdict in which nothing happened hands the vault on", () => {
  const { api } = started();
  const { guard } = api.create("{}");
  const vault = { version: /** @type {const} */ (1), entries: [] };
  assert.deepEqual(guard.evaluate({ prompt: "x" }, { vault }).vault, vault);
  assert.equal("vault" in guard.evaluate({ prompt: "x" }), false);
});
