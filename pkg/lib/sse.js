/** @import { EvaluateInput, GuardedEvents, JudgeOptions, OnBlock, StreamOptions, Verdict } from "../index.d.ts" */
/** @import { RawGuard } from "./guard.js" */
/** @import { RawVerdict } from "./verdict.js" */
/** @import { Host } from "./stream.js" */
import { Fault } from "./engine.js";
import { invalidInput, reading } from "./error.js";
import { readInput, Writer } from "./input.js";
import { allAnswers, askAll } from "./judge.js";
import { named } from "./payload.js";
import { streamText } from "./stream.js";
import { blockError, deferred, readOnBlock, stops, WITHHELD } from "./transforms.js";
import { faultAction, faultVerdict } from "./verdict.js";

/** @typedef {StreamOptions & { onBlock?: OnBlock, toolCalls?: boolean }} Options */
/** @typedef {ReturnType<RawGuard["events"]>} RawEvents */
/** @typedef {TransformStreamDefaultController<Uint8Array>} Controller */

/** The events in Rust, as long as they live. */
class Events {
  #host;
  /** @type {RawEvents} */
  #raw;
  #generation;
  /** Ended, or left by whoever read. */
  gone = false;
  /** Events that could not be read, as far as there is a verdict. */
  malformed = 0;

  /**
   * @param {Host} host
   * @param {EvaluateInput} input
   * @param {string} settings
   */
  constructor(host, input, settings) {
    const { engine, info } = host;
    const beside = readInput(input);
    this.#host = host;
    this.#raw = host.run((guard, glue) => guard.events(new Writer().write(engine, glue, [beside], info.limits.textBytes), settings));
    this.#generation = engine.generation;
  }

  /**
   * @template T
   * @param {(raw: RawEvents) => T} job
   * @returns {T}
   */
  call(job) {
    return this.#host.run(() => {
      if (this.#generation !== this.#host.engine.generation) throw new Fault("the stream's instance is gone");
      return job(this.#raw);
    });
  }

  /** @returns {Verdict} of the texts that have ended */
  verdict() {
    /** @type {{ verdict: RawVerdict & Verdict, malformed: number }} */
    const { verdict, malformed } = JSON.parse(this.call((raw) => raw.verdict()));
    this.malformed = malformed;
    return verdict;
  }

  free() {
    // A handle of a dead instance must not free in the memory of the one that followed.
    if (!this.gone && this.#generation === this.#host.engine.generation) this.#raw.free();
    this.gone = true;
  }
}

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
 * @param {Options} options
 * @returns {GuardedEvents}
 */
export function sseStream(host, options) {
  const onBlock = readOnBlock(options.onBlock);
  const settings = JSON.stringify({
    ...JSON.parse(streamText(options)),
    toolCalls: options.toolCalls ?? true,
    message: onBlock === "message" ? WITHHELD : undefined,
  });
  const { judge } = options;
  const events = new Events(host, /** @type {EvaluateInput} */ (options.input ?? {}), settings);
  const verdict = deferred();
  /** @param {Controller} controller @param {Verdict} stopped */
  const fail = (controller, stopped) => {
    verdict.resolve(stopped);
    controller.error(blockError(stopped));
  };
  /** @param {Controller} controller @param {unknown} error */
  const broken = (controller, error) => {
    if (error instanceof Fault) return fail(controller, faultOf(host, options));
    events.free();
    verdict.reject(error);
    throw error;
  };
  /** @param {Controller} controller */
  const passed = (controller) => {
    if (events.gone || onBlock !== "error" || !events.call((raw) => raw.blocked)) return;
    const found = events.verdict();
    events.free();
    fail(controller, found);
  };
  /** @param {Controller} controller */
  const ended = (controller) => {
    if (events.gone) return;
    const found = events.verdict();
    events.free();
    verdict.resolve(found);
    if (onBlock === "error" && stops(found)) controller.error(blockError(found));
  };
  /**
   * Does something with the events, asks the judge about what has ended, and goes on.
   * @param {Controller} controller
   * @param {(raw: RawEvents) => Uint8Array} job
   * @param {(controller: Controller) => void} then
   */
  const step = (controller, job, then) => {
    try {
      write(controller, events.call(job));
      if (judge === undefined) return then(controller);
    } catch (error) {
      return broken(controller, error);
    }
    const asked = askAbout(events, controller, { ...options, judge });
    return asked.then(() => then(controller)).catch((error) => broken(controller, error));
  };
  /** @type {Transformer<Uint8Array, Uint8Array> & { cancel: (reason: unknown) => void }} */
  const transformer = {
    transform(chunk, controller) {
      /** @type {Uint8Array} */
      let bytes;
      try {
        // Read before the crossing: what throws there is taken for a trap.
        bytes = bytesOf(chunk);
      } catch (error) {
        return broken(controller, error);
      }
      return step(controller, (raw) => raw.push(bytes), passed);
    },
    flush: (controller) => step(controller, (raw) => raw.finish(), ended),
    cancel(reason) {
      events.free();
      verdict.reject(reason);
    },
  };
  const { readable, writable } = new TransformStream(transformer);
  return {
    readable,
    writable,
    verdict: verdict.promise,
    get malformed() {
      return events.malformed;
    },
  };
}

/** @param {Controller} controller @param {Uint8Array} out */
function write(controller, out) {
  if (out.length > 0) controller.enqueue(out);
}

/**
 * Until nothing waits for an answer; nothing more comes in meanwhile.
 * @param {Events} events
 * @param {Controller} controller
 * @param {JudgeOptions} options
 */
async function askAbout(events, controller, options) {
  while (!events.gone) {
    const text = events.call((raw) => raw.pending());
    if (text === undefined) return;
    options.signal?.throwIfAborted();
    const pending = JSON.parse(text);
    const given = await askAll(pending, options);
    options.signal?.throwIfAborted();
    // Whoever read may have gone meanwhile.
    if (events.gone) return;
    const answers = JSON.stringify(allAnswers({ pending }, given));
    write(
      controller,
      events.call((raw) => raw.resolve(answers)),
    );
  }
}

/**
 * Fail closed: the events that wait are gone with the instance.
 * @param {Host} host
 * @param {Options} options
 * @returns {Verdict}
 */
function faultOf({ info }, { target, failureMode }) {
  const prompt = target === "prompt" ? "" : null;
  const reading = { texts: [], layout: [], prompt, response: prompt === null ? "" : null, messages: null };
  const left = faultVerdict(reading, info, faultAction(failureMode, info.faultAction));
  for (const outcome of [left.prompt, left.response]) if (outcome !== null) outcome.text = null;
  return left;
}
