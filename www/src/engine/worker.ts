// Everything that evaluates runs here, through the npm package, so that the page never waits.

import wasm from "edgeward/edgeward.wasm?url";
import * as edgeward from "edgeward/slim";
import type { Calls, Compiled } from "./protocol";
import { replay } from "./replay";
import { openStream, type Streaming } from "./stream";

let compiled: WebAssembly.Module | undefined;
let guard: edgeward.Guard | null = null;
let last: { input: edgeward.EvaluateInput; verdict: edgeward.Verdict } | null = null;
let streaming: Streaming | null = null;

const ready = (async () => {
  const { data } = await first();
  if (data.module) compiled = data.module as WebAssembly.Module;
  else compiled = await load(new URL(wasm, import.meta.url));
  await edgeward.init(compiled);
})();

async function load(url: URL): Promise<WebAssembly.Module> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`the evaluator could not be loaded: status ${response.status}`);
  // Some hosts do not know the type of wasm files, and then it cannot be compiled while it loads.
  if (response.headers.get("content-type")?.startsWith("application/wasm")) return WebAssembly.compileStreaming(response);
  return WebAssembly.compile(await response.arrayBuffer());
}

/** The first message says where the code comes from: a page's own worker loads it, the others are given it. */
function first(): Promise<MessageEvent> {
  return new Promise((resolve) => addEventListener("message", resolve, { once: true }));
}

const calls: { [K in keyof Calls]: (...args: Parameters<Calls[K]>) => ReturnType<Calls[K]> | Promise<ReturnType<Calls[K]>> } = {
  // What is answered is that the evaluator is there.
  start() {},

  compile(payload): Compiled {
    const begun = performance.now();
    const { ok, kind, vendor, diagnostics } = edgeward.validate(payload);
    let report: edgeward.CompileReport | null = null;
    if (ok) {
      const made = edgeward.create(payload);
      guard?.free();
      guard = made.guard;
      report = made.report;
    }
    return { ok, kind, vendor, diagnostics, report, time: performance.now() - begun };
  },

  judge(input, { body }) {
    if (guard === null) throw new Error("there is no valid policy yet");
    const begun = performance.now();
    const verdict = guard.evaluate(input, { scores: true });
    last = { input, verdict };
    const time = performance.now() - begun;
    return { verdict, body: body ? calls.report("same" as never) : "", time } as ReturnType<Calls["judge"]>;
  },

  report(as) {
    if (guard === null || last === null) return "there is no verdict yet";
    try {
      return guard.report(last.verdict, last.input, (as as string) === "same" ? {} : { as });
    } catch (error) {
      return (error as Error).message;
    }
  },

  convert(payload, to) {
    return edgeward.convert(payload, to);
  },

  atomize(text) {
    return edgeward.atomize(text);
  },

  streamOpen(input, release) {
    if (guard === null) throw new Error("there is no valid policy yet");
    streaming = openStream(guard, input, release);
  },

  streamPush(chunk) {
    if (streaming === null) throw new Error("no stream is open");
    return streaming.push(chunk);
  },

  streamEnd() {
    if (streaming === null) throw new Error("no stream is open");
    return streaming.end();
  },

  policy: () => (guard as edgeward.Guard).toPolicy() as unknown as edgeward.Json,
  module: () => compiled as WebAssembly.Module,
  replay: () => undefined,
};

addEventListener("message", async ({ data: { id, name, args } }) => {
  if (id === undefined) return;
  try {
    await ready;
    const value =
      name === "replay" ? await replay(args[0], (slice) => postMessage({ id, slice })) : await calls[name as "start"](...(args as []));
    postMessage({ id, value });
  } catch (error) {
    const { message, code } = error as Error & { code?: string };
    postMessage({ id, error: { message, code } });
  }
});
