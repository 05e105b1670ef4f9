/** @import { GuardedStream, OnBlock, StreamOptions, Vault, Verdict } from "../index.d.ts" */
/** @import { StreamGuard } from "./stream.js" */
import { EdgewardError, invalidInput, reading } from "./error.js";
import { tokensOf } from "./vault.js";

/** What is shown for a block without a message. */
export const WITHHELD = "This message was withheld by a policy.";
const CHOICES = ["message", "error", "close"];

/**
 * @param {OnBlock | undefined} given
 * @returns {OnBlock}
 */
export function readOnBlock(given = "message") {
  if (!CHOICES.includes(given)) throw invalidInput(`onBlock is one of ${CHOICES.join(", ")}`);
  return given;
}

/** @param {Verdict} verdict */
export const blockError = (verdict) => new EdgewardError("blocked", verdict.message ?? WITHHELD);

/** A promise with its ends; nobody has to wait for it. */
export function deferred() {
  /** @type {(verdict: Verdict) => void} */
  let resolve = () => {};
  /** @type {(reason: unknown) => void} */
  let reject = () => {};
  /** @type {Promise<Verdict>} */
  const promise = new Promise((yes, no) => {
    resolve = yes;
    reject = no;
  });
  promise.catch(() => {});
  return { promise, resolve, reject };
}

/** Decisions after which the text does not go on. */
const STOPS = ["override", "rephrase", "block"];

/**
 * Whether something else stands in the text's place; what a judge wrote is a text again.
 * @param {Verdict} verdict
 */
export const stops = (verdict) => STOPS.includes(verdict.decision) && (verdict.prompt ?? verdict.response)?.rewritten !== true;

/**
 * The way of text through a guard: `read` and `write` turn chunks into text and back.
 * @template C
 * @param {StreamGuard} guard
 * @param {StreamOptions & { onBlock?: OnBlock }} options
 * @param {(chunk: C | undefined) => string} read undefined at the end
 * @param {(text: string) => C} write
 * @returns {GuardedStream<C>}
 */
function guarded(guard, options, read, write) {
  const onBlock = readOnBlock(options.onBlock);
  const verdict = deferred();
  /**
   * @param {TransformStreamDefaultController<C>} controller
   * @param {Verdict} found
   */
  const stop = (controller, found) => {
    if (onBlock === "error") return controller.error(blockError(found));
    if (onBlock === "message") controller.enqueue(write(found.message ?? WITHHELD));
    controller.terminate();
  };
  /** @type {Transformer<C, C> & { cancel: (reason: unknown) => void }} */
  const transformer = {
    transform(chunk, controller) {
      try {
        const text = guard.push(read(chunk));
        if (text !== "") controller.enqueue(write(text));
      } catch (error) {
        guard.cancel();
        verdict.reject(error);
        throw error;
      }
      if (guard.state !== "blocked") return;
      const end = guard.end();
      verdict.resolve(end.verdict);
      stop(controller, end.verdict);
    },
    async flush(controller) {
      try {
        const rest = guard.push(read(undefined));
        const end = guard.state === "blocked" ? guard.end() : await guard.endAsync();
        verdict.resolve(end.verdict);
        const text = rest + end.text;
        if (text !== "") controller.enqueue(write(text));
        if (stops(end.verdict)) stop(controller, end.verdict);
      } catch (error) {
        verdict.reject(error);
        throw error;
      }
    },
    // Whoever read, or wrote, went away.
    cancel(reason) {
      guard.cancel();
      verdict.reject(reason);
    },
  };
  const { readable, writable } = new TransformStream(transformer);
  return { readable, writable, verdict: verdict.promise };
}

/**
 * @param {StreamGuard} guard
 * @param {StreamOptions & { onBlock?: OnBlock }} options
 * @returns {GuardedStream<string>}
 */
export function textStream(guard, options) {
  return guarded(
    guard,
    options,
    (chunk) => chunk ?? "",
    (text) => text,
  );
}

/**
 * @param {StreamGuard} guard
 * @param {StreamOptions & { onBlock?: OnBlock }} options
 * @returns {GuardedStream<Uint8Array>}
 */
export function byteStream(guard, options) {
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  const encoder = new TextEncoder();
  return guarded(
    guard,
    options,
    (chunk) => reading("a chunk", () => (chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true }))),
    (text) => encoder.encode(text),
  );
}

/**
 * Puts the values of a vault back into a stream of text.
 * @param {Vault} vault
 * @returns {{ readable: ReadableStream<string>, writable: WritableStream<string> }}
 */
export function restoreStream(vault) {
  const { values, pattern } = tokensOf(vault);
  /** What a token may begin with, whole tokens that begin longer ones included. */
  const beginnings = new Set();
  let longest = 0;
  for (const token of values.keys()) {
    longest = Math.max(longest, token.length);
    for (let end = 1; end < token.length; end += 1) beginnings.add(token.slice(0, end));
  }
  let held = "";
  /** @param {string} text */
  const restored = (text) => (pattern === null ? text : text.replace(pattern, (token) => values.get(token) ?? token));
  /** Where the text may still go on to a token, or to a longer one. */
  const open = () => {
    for (let at = Math.max(0, held.length - longest); at < held.length; at += 1) {
      if (beginnings.has(held.slice(at))) return at;
    }
    return held.length;
  };
  return new TransformStream({
    transform(chunk, controller) {
      if (typeof chunk !== "string") throw invalidInput("a chunk is a string");
      held += chunk;
      const at = cutOf(held, open(), pattern);
      if (at > 0) controller.enqueue(restored(held.slice(0, at)));
      held = held.slice(at);
    },
    flush(controller) {
      if (held !== "") controller.enqueue(restored(held));
    },
  });
}

/**
 * A token that is complete may hold the beginning of another: it is not cut.
 * @param {string} text
 * @param {number} at
 * @param {RegExp | null} pattern
 */
function cutOf(text, at, pattern) {
  for (const match of pattern === null ? [] : text.matchAll(pattern)) {
    const end = match.index + match[0].length;
    if (match.index < at && end > at) return match.index;
  }
  return at;
}
