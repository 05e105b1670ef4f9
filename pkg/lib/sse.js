/** @import { EvaluateInput, GuardedStream, OnBlock, StreamOptions, Verdict } from "../index.d.ts" */
/** @import { RawVerdict } from "./verdict.js" */
/** @import { Host } from "./stream.js" */
import { Fault } from "./engine.js";
import { readInput, Writer } from "./input.js";
import { allAnswers, askAll } from "./judge.js";
import { streamText } from "./stream.js";
import { blockError, deferred, readOnBlock, stops, WITHHELD } from "./transforms.js";
import { faultAction, faultVerdict } from "./verdict.js";

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
  const { judge, signal } = options;
  const beside = readInput(/** @type {EvaluateInput} */ (options.input ?? {}));
  const raw = host.run((guard, glue) => {
    const layout = new Writer().write(engine, glue, [beside], host.info.limits.textBytes);
    return guard.events(layout, settings);
  });
  const { generation } = engine;
  let gone = false;
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
    if (!gone && generation === engine.generation) raw.free();
    gone = true;
  };
  const last = () => /** @type {{ verdict: RawVerdict & Verdict }} */ (JSON.parse(call(() => raw.verdict()))).verdict;
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
  /** @typedef {TransformStreamDefaultController<Uint8Array>} Controller */
  /** @param {Controller} controller @param {Uint8Array} out */
  const write = (controller, out) => {
    if (out.length > 0) controller.enqueue(out);
  };
  /**
   * Asks about what has ended, until nothing waits for an answer.
   * @param {Controller} controller
   */
  const asked = async (controller) => {
    while (judge !== undefined && !gone) {
      const text = call(() => raw.pending());
      if (text === undefined) return;
      signal?.throwIfAborted();
      const pending = JSON.parse(text);
      const given = await askAll(pending, { ...options, judge });
      signal?.throwIfAborted();
      // Whoever read may have gone meanwhile.
      if (!gone) write(controller, call(() => raw.resolve(JSON.stringify(allAnswers({ pending }, given)))));
    }
  };
  /** @param {Controller} controller @param {Verdict} stopped */
  const stop = (controller, stopped) => {
    verdict.resolve(stopped);
    controller.error(blockError(stopped));
  };
  /**
   * @param {Controller} controller
   * @param {unknown} error
   */
  const broken = (controller, error) => {
    try {
      stop(controller, failed(error));
    } catch (thrown) {
      free();
      verdict.reject(thrown);
      throw thrown;
    }
  };
  /** @param {Controller} controller */
  const blocked = (controller) => {
    if (gone || onBlock !== "error" || !call(() => raw.blocked)) return;
    const found = last();
    free();
    stop(controller, found);
  };
  /** @param {Controller} controller */
  const ended = (controller) => {
    if (gone) return;
    const end = last();
    free();
    verdict.resolve(end);
    if (onBlock === "error" && stops(end)) controller.error(blockError(end));
  };
  /**
   * What is done with the events that came, then what follows once nothing waits for a judge.
   * @param {Controller} controller
   * @param {() => Uint8Array} job
   * @param {(controller: Controller) => void} then
   */
  const step = (controller, job, then) => {
    try {
      write(controller, call(job));
      if (judge === undefined) return then(controller);
    } catch (error) {
      return broken(controller, error);
    }
    return asked(controller)
      .then(() => then(controller))
      .catch((error) => broken(controller, error));
  };
  /** @type {Transformer<Uint8Array, Uint8Array> & { cancel: (reason: unknown) => void }} */
  const transformer = {
    transform: (chunk, controller) => step(controller, () => raw.push(chunk), blocked),
    flush: (controller) => step(controller, () => raw.finish(), ended),
    cancel(reason) {
      free();
      verdict.reject(reason);
    },
  };
  const { readable, writable } = new TransformStream(transformer);
  return { readable, writable, verdict: verdict.promise };
}
