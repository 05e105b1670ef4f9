/** The edge of the package: whatever a caller's values do, a call answers or throws an `EdgewardError`. */
import { Fault } from "./engine.js";
import { EdgewardError, whyOf } from "./error.js";

/**
 * @param {unknown} error
 * @returns {EdgewardError}
 */
export function ours(error) {
  if (EdgewardError.is(error)) return error;
  if (isFault(error)) {
    return new EdgewardError("fault", "the evaluator stopped unexpectedly and was started again: the next call works", [], error);
  }
  return new EdgewardError("invalid_input", `the arguments cannot be read, give plain values: ${whyOf(error)}`, [], error);
}

/** @param {unknown} error */
function isFault(error) {
  try {
    return error instanceof Fault;
  } catch {
    return false;
  }
}

/**
 * The same function, which throws nothing else.
 * @template {(...args: any[]) => any} F
 * @param {F} job
 * @returns {F}
 */
export function guarded(job) {
  /** @this {unknown} */
  function call() {
    try {
      // biome-ignore lint/complexity/noArguments: a list of rest arguments would be made for every call
      return job.apply(this, /** @type {any} */ (arguments));
    } catch (error) {
      throw ours(error);
    }
  }
  Object.defineProperty(call, "name", { value: job.name });
  Object.defineProperty(call, "length", { value: job.length });
  return /** @type {F} */ (/** @type {unknown} */ (call));
}

/**
 * Does so with every method and every getter of a class.
 * @param {{ prototype: object }} owner
 */
export function guardMethods({ prototype }) {
  for (const [name, descriptor] of Object.entries(Object.getOwnPropertyDescriptors(prototype))) {
    if (name === "constructor") continue;
    if (typeof descriptor.value === "function") descriptor.value = guarded(descriptor.value);
    if (descriptor.get !== undefined) descriptor.get = guarded(descriptor.get);
    Object.defineProperty(prototype, name, descriptor);
  }
}
