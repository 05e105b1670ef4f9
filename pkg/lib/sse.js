/** @import { GuardedStream, OnBlock, StreamOptions, Verdict } from "../index.d.ts" */
/** @import { RawVerdict } from "./verdict.js" */
/** @import { Host } from "./stream.js" */
import { Fault } from "./engine.js";
import { invalidInput, reading } from "./error.js";
import { named } from "./payload.js";
import { streamText } from "./stream.js";
import { blockError, deferred, readOnBlock, STOPS, WITHHELD } from "./transforms.js";
import { faultAction, faultVerdict } from "./verdict.js";

/**
 * @param {Uint8Array} chunk
 * @returns {Uint8Array}
 */
function bytesOf(chunk) {
  if (!ArrayBuffer.isView(chunk)) throw invalidInput(`a chunk is a Uint8Array, not ${named(chunk)}`);
  return reading("a chunk", () => new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength));
}

/**
 * Server-sent events in OpenAI's format through a guard.
 * @param {Host} host
 * @param {StreamOptions & { onBlock?: OnBlock, toolCalls?: boolean }} options
 * @returns {GuardedStream<Uint8Array>}
 */
export function sseStream(host, options) {
  const onBlock = readOnBlock(options.onBlock);
  const settings = JSON.stringify({
    ...JSON.parse(streamText(options)),
    toolCalls: options.toolCalls ?? true,
    message: onBlock === "message" ? WITHHELD : undefined,
  });
  const { engine } = host;
  const raw = host.run((guard) => guard.events(settings));
  const { generation } = engine;
  const verdict = deferred();
  /**
   * @template T
   * @param {() => T} job
   * @returns {T}
   */
  const call = (job) =>
    host.run(() => {
      if (generation !== engine.generation) throw new Fault("the stream's instance is gone");
      return job();
    });
  const free = () => {
    if (generation === engine.generation) raw.free();
  };
  const found = () => /** @type {{ verdict: RawVerdict & Verdict }} */ (JSON.parse(call(() => raw.verdict()))).verdict;
  /**
   * Fail closed: the events that wait are gone with the instance.
   * @param {unknown} error
   */
  const failed = (error) => {
    if (!(error instanceof Fault)) throw error;
    const prompt = options.target === "prompt" ? "" : null;
    const reading = { texts: [], layout: [], prompt, response: prompt === null ? "" : null, messages: null };
    const action = faultAction(options.failureMode, host.info.faultAction);
    const left = faultVerdict(reading, host.info, action);
    for (const outcome of [left.prompt, left.response]) if (outcome !== null) outcome.text = null;
    return left;
  };
  /** @type {Transformer<Uint8Array, Uint8Array> & { cancel: (reason: unknown) => void }} */
  const transformer = {
    transform(chunk, controller) {
      try {
        // Read before the crossing: what throws there is taken for a trap.
        const bytes = bytesOf(chunk);
        const out = call(() => raw.push(bytes));
        if (out.length > 0) controller.enqueue(out);
        if (onBlock !== "error" || !call(() => raw.blocked)) return;
      } catch (error) {
        const left = failed(error);
        verdict.resolve(left);
        return controller.error(blockError(left));
      }
      const stopped = found();
      free();
      verdict.resolve(stopped);
      controller.error(blockError(stopped));
    },
    flush(controller) {
      try {
        const out = call(() => raw.finish());
        if (out.length > 0) controller.enqueue(out);
        const end = found();
        free();
        verdict.resolve(end);
        if (onBlock === "error" && STOPS.includes(end.decision)) controller.error(blockError(end));
      } catch (error) {
        const left = failed(error);
        verdict.resolve(left);
        controller.error(blockError(left));
      }
    },
    cancel(reason) {
      free();
      verdict.reject(reason);
    },
  };
  const { readable, writable } = new TransformStream(transformer);
  return { readable, writable, verdict: verdict.promise };
}
