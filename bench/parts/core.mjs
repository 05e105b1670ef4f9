// The crate inside wasm and natively, one beside the other, and through the package where callers meet it.
import { engine } from "../../pkg/lib/full-engine.js";
import { guardOf, judge } from "../peers/edgeward.mjs";

/** @import { NativeHarness, Spec, WasmHarness } from "../../scripts/lib/harness.mjs" */
/** @typedef {typeof import("../lib/measure.mjs")} Tools */
/** @typedef {import("../lib/measure.mjs").Effort} Effort */

const prose = (/** @type {number} */ bytes) => ({ kind: "prose", bytes });
const letter = (/** @type {number} */ bytes) => ({ kind: "letter", bytes });

/** @type {{ id: string, title: string, spec: Spec, api?: boolean }[]} */
const TASKS = [
  { id: "prose", title: "clean prose, 250 rules, 64 KB", spec: { op: "evaluate", policy: "rules:250", text: prose(65_536) }, api: true },
  {
    id: "deterministic",
    title: "deterministic blocks of a Lyzr policy, 1 KB",
    spec: { op: "evaluate", policy: "deterministic", text: letter(1_024) },
    api: true,
  },
  { id: "lyzr", title: "full Lyzr policy, 1 KB", spec: { op: "evaluate", policy: "lyzr", text: letter(1_024) }, api: true },
  {
    id: "findings",
    title: "a finding every 200 bytes, 64 KB",
    spec: { op: "evaluate", policy: "pii", text: { kind: "findings", bytes: 65_536, every: 200 } },
    api: true,
  },
  { id: "keywords", title: "10,000 keywords, 64 KB", spec: { op: "evaluate", policy: "keywords:10000", text: prose(65_536) }, api: true },
  {
    id: "data",
    title: "every detector of data, prose, 64 KB",
    spec: { op: "evaluate", policy: "everything", text: prose(65_536) },
    api: true,
  },
  { id: "create", title: "create, full Lyzr policy", spec: { op: "create", policy: "lyzr", text: "" } },
  { id: "from_bytes", title: "fromBytes, full Lyzr policy", spec: { op: "from_bytes", policy: "lyzr", text: "" } },
  { id: "create_keywords", title: "create, 10,000 keywords", spec: { op: "create", policy: "keywords:10000", text: "" } },
  {
    id: "stream",
    title: "stream, full Lyzr policy, 64 KB in 20-byte chunks",
    spec: { op: "stream", policy: "lyzr", text: letter(65_536), target: "response", chunk: 20 },
  },
  {
    id: "stream_deterministic",
    title: "stream, deterministic, 64 KB in 20-byte chunks",
    spec: { op: "stream", policy: "deterministic", text: letter(65_536), target: "response", chunk: 20 },
  },
];

/**
 * @param {{ wasm: WasmHarness, native: NativeHarness }} harness
 * @param {Effort} effort
 * @param {Tools} tools
 */
export async function core({ wasm, native }, effort, tools) {
  const out = [];
  for (const { id, title, spec, api } of TASKS) {
    const inside = wasm.prepare(spec);
    const beside = await native.prepare(spec);
    const contestants = [
      { name: "wasm", batch: (/** @type {number} */ times) => inside.run(times).ns },
      { name: "native", batch: async (/** @type {number} */ times) => (await beside.run(times)).ns },
    ];
    const text = wasm.text(spec.text);
    const call = throughPackage(spec, api, wasm, text);
    if (call !== null) contestants.push(tools.contestant("API", call));
    const times = await tools.measure(contestants, effort);
    const bytes = Buffer.byteLength(text);
    const found = inside.run(1).answer;
    // What both find is the same, or the numbers are of different work.
    if (found !== (await beside.run(1)).answer) throw new Error(`${title}: wasm and native answer differently`);
    out.push({ id, title, spec, bytes, chunks: spec.chunk ? Math.ceil(bytes / spec.chunk) : 0, answer: found, times });
    inside.drop();
    beside.drop();
    console.log(`  ${title}`);
  }
  return out;
}

/** @param {Spec} spec @param {boolean | undefined} api @param {WasmHarness} wasm @param {string} text */
function throughPackage(spec, api, wasm, text) {
  const payload = wasm.policy(String(spec.policy));
  const limits = { rules: 100_000, keywords: 1_000_000 };
  if (spec.op === "create") return () => guardOf(payload, { limits }).free();
  const guard = guardOf(payload, { limits });
  if (spec.op === "from_bytes") {
    const bytes = guard.toBytes();
    const { fromBytes } = guard.constructor;
    return () => fromBytes.call(guard.constructor, bytes).free();
  }
  if (spec.op === "stream") return () => streamed(guard, text, spec.chunk ?? 20);
  return api ? () => judge(guard)(text) : null;
}

/** @param {any} guard @param {string} text @param {number} chunk */
function streamed(guard, text, chunk) {
  const stream = guard.stream({ target: "response", failureMode: "allow" });
  let out = 0;
  for (let at = 0; at < text.length; at += chunk) out += stream.push(text.slice(at, at + chunk)).length;
  out += stream.end().text.length;
  if (out !== text.length) throw new Error("the stream kept something back");
  return out;
}

/**
 * The worst texts beside prose, time per byte, in wasm; the worst of them again at 1 MB.
 * @param {WasmHarness} wasm
 * @param {Effort} effort
 * @param {Tools} tools
 * @param {boolean} quick
 */
export async function hostile(wasm, effort, tools, quick) {
  /** @type {string[]} */
  const pieces = JSON.parse(wasm.ask({ hostile: 0 }));
  const bytes = 16_384;
  const light = { ...effort, rounds: 3, batchMs: 3, warmMs: 20 };
  const each = async (/** @type {string | null} */ piece, /** @type {number} */ size, /** @type {Effort} */ how) => {
    const text = piece === null ? prose(size) : { kind: "hostile", piece, bytes: size };
    const task = wasm.prepare({ op: "evaluate", policy: "everything", text });
    const { times } = { times: await tools.measure([{ name: "wasm", batch: (count) => task.run(count).ns }], how) };
    task.drop();
    return "ns" in times.wasm ? times.wasm.ns / size : times.wasm.over / size;
  };
  const base = await each(null, bytes, { ...light, rounds: 9, warmMs: 300 });
  const rows = [];
  for (const piece of pieces) rows.push({ piece, times: (await each(piece, bytes, light)) / base });
  rows.sort((a, b) => b.times - a.times);
  const long = quick ? 262_144 : 1_048_576;
  const baseLong = await each(null, long, light);
  const worst = [];
  for (const { piece } of rows.slice(0, quick ? 2 : 5)) worst.push({ piece, times: (await each(piece, long, light)) / baseLong });
  return { policy: "personal data of every kind, secrets, two keywords with obfuscation", bytes, nsPerByte: base, rows, long, worst };
}

/**
 * After so many evaluations the memory is what it was.
 * @param {WasmHarness} wasm
 * @param {boolean} quick
 */
export function memory(wasm, quick) {
  const count = quick ? 10_000 : 100_000;
  const guard = guardOf(wasm.policy("pii"));
  const run = judge(guard);
  const text = wasm.text({ kind: "findings", bytes: 512, every: 200 });
  const state = () => {
    /** @type {any} */ (globalThis).gc?.();
    return { heap: process.memoryUsage().heapUsed, wasm: engine.memory().byteLength };
  };
  for (let done = 0; done < count / 10; done += 1) run(text);
  const before = state();
  for (let done = 0; done < count; done += 1) run(text);
  return { count, before, after: state() };
}
