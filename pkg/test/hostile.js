/** Values that mean harm, from a seed: the same seed gives the same values. */

/**
 * @param {number} seed
 * @returns {() => number} numbers from 0 to 1
 */
export function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Names that the package reads, so that values get past the first look. */
const NAMES =
  "prompt response context messages role content type text failureMode scores placeholder vault version entries token value judge judgeTimeout judgeRetries judgeConcurrency signal limits textBytes payloadBytes kind vendor strict name rules id detector settings targets extractions customPolicies document now target input release onBlock toolCalls pending findings decision toJSON then length constructor as explain default".split(
    " ",
  );
const WORDS = [
  "edgeward.policy",
  "keyword",
  "lawsuit",
  "user",
  "tool",
  "response",
  "prompt",
  "block",
  "allow",
  "lyzr",
  "",
  "\ud800",
  "\0",
  "{}",
  "[",
  "a".repeat(300),
];

/** Thrown by what must not be trusted: not always an error, and not always something that can be looked at. */
function harm(/** @type {() => number} */ next) {
  const revoked = Proxy.revocable({}, {});
  revoked.revoke();
  const kinds = [new Error("boom"), "text", undefined, null, 7n, Symbol("s"), revoked.proxy, { name: "EdgewardError", code: "fault" }];
  return kinds[Math.floor(next() * kinds.length)];
}

/**
 * A maker of values.
 * @param {() => number} next
 */
export function maker(next) {
  const below = (/** @type {number} */ end) => Math.floor(next() * end);
  /** @template T @param {T[]} list */
  const one = (list) => list[below(list.length)];
  const thrower = () => {
    const thrown = harm(next);
    return () => {
      throw thrown;
    };
  };
  const leaves = [
    () => undefined,
    () => null,
    () => next() < 0.5,
    () => one([0, -0, 1, -1, 0.5, Number.NaN, Infinity, 2 ** 31, 2 ** 53, Number.MAX_VALUE]),
    () => one(WORDS),
    () => one(NAMES),
    () => 5n,
    () => Symbol("x"),
    () => () => "TRUE",
    () => thrower(),
    () => new Date(Number.NaN),
    () => new Map([["prompt", "x"]]),
    () => new String("lawsuit"),
    () => new Uint8Array([1, 2, 3]),
    () => new WeakMap(),
    () => new ArrayBuffer(8),
    () => AbortSignal.abort(),
    () => Promise.resolve("x"),
    () => /x/g,
    detached,
    revoked,
    pollution,
    () => ({ toJSON: thrower() }),
    () => new Proxy({}, traps()),
    () => new Proxy([], traps()),
    () => Object.assign(Object.create(null), { prompt: "x" }),
    () => new Proxy(new FormData(), traps()),
    circle,
    () => one(["", "x", "lawsuit "]).repeat(below(2000)),
  ];

  /** Some traps throw, the others do as usual. */
  function traps() {
    /** @type {Record<string, () => never>} */
    const handler = {};
    for (const name of ["get", "has", "ownKeys", "getPrototypeOf", "getOwnPropertyDescriptor"]) if (next() < 0.4) handler[name] = thrower();
    return handler;
  }
  function detached() {
    const view = new Uint8Array(8);
    structuredClone(view.buffer, { transfer: [view.buffer] });
    return view;
  }
  function revoked() {
    const made = Proxy.revocable(one([{}, [], () => {}]), {});
    made.revoke();
    return made.proxy;
  }
  function pollution() {
    return JSON.parse('{"__proto__": {"polluted": true}, "constructor": {"prototype": {"polluted": true}}, "prompt": "x"}');
  }
  function circle() {
    /** @type {Record<string, unknown>} */
    const ring = { prompt: "x" };
    ring.context = ring;
    return ring;
  }

  /** @param {number} depth @returns {any} */
  function value(depth = 3) {
    const at = depth === 0 ? 1 : next();
    if (at < 0.45) return object(depth);
    if (at < 0.55) return Array.from({ length: below(4) }, () => value(depth - 1));
    return one(leaves)();
  }
  /** @param {number} depth */
  function object(depth) {
    /** @type {Record<string, unknown>} */
    const made = {};
    for (let count = below(5); count > 0; count -= 1) {
      const name = one(NAMES);
      if (next() < 0.1) Object.defineProperty(made, name, { enumerable: true, configurable: true, get: thrower() });
      else Object.defineProperty(made, name, { enumerable: true, configurable: true, writable: true, value: value(depth - 1) });
    }
    return next() < 0.1 ? new Proxy(made, traps()) : made;
  }
  return { value, one, below };
}
