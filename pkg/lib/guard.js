/** @import { CreateOptions, Diagnostic, EvaluateInput, EvaluateOptions, FailureAction, JudgeAnswer, JudgeOptions, Kind, Limits, ReportOptions, RuleReport, Verdict } from "../index.d.ts" */
/** @import { Engine, Glue } from "./engine.js" */
/** @import { Reading } from "./input.js" */
/** @import { RawVerdict } from "./verdict.js" */
import { Fault } from "./engine.js";
import { EdgewardError, invalidInput } from "./error.js";
import { batches, readInput, Writer } from "./input.js";
import { clearAnswers, judged } from "./judge.js";
import { named } from "./payload.js";
import { cleanVerdict, faultAction, faultVerdict, fullVerdict } from "./verdict.js";

/** @typedef {ReturnType<Glue["RawGuard"]["create"]>} RawGuard */
/** @typedef {{ name: string, kind: Kind, hash: string, rules: RuleReport[], limits: Limits, faultAction: FailureAction, diagnostics: Diagnostic[] }} Info */

/** Only `create` and `fromBytes` have it. */
export const OURS = Symbol("edgeward");
/** For `create`: what goes to nobody else. */
export const inside = Symbol("inside");
export const documented = Symbol("documented");

/** A compiled policy. */
export class BaseGuard {
  /** @type {Engine} */
  #engine;
  /** @type {(glue: Glue) => RawGuard} */
  #make;
  /** @type {RawGuard | null} */
  #raw = null;
  #generation = -1;
  #freed = false;
  /** @type {Info | undefined} */
  #info;
  #writer = new Writer();

  /**
   * @param {symbol} token
   * @param {Engine} engine
   * @param {(glue: Glue) => RawGuard} make also makes it again, in the instance that follows a dead one
   */
  constructor(token, engine, make) {
    if (token !== OURS) throw invalidInput("a guard comes from create() or Guard.fromBytes()");
    this.#engine = engine;
    this.#make = make;
    this.#call(() => {});
  }

  /**
   * Runs `job` with the live handle; a trap is the host's to know.
   * @template T
   * @param {(raw: RawGuard, glue: Glue) => T} job
   * @returns {T}
   */
  #run(job) {
    if (this.#freed) throw new EdgewardError("guard_freed", "the guard was freed: create it again");
    return this.#engine.run((glue) => {
      if (this.#raw === null || this.#generation !== this.#engine.generation) {
        this.#raw = this.#make(glue);
        this.#generation = this.#engine.generation;
      }
      return job(this.#raw, glue);
    });
  }

  /**
   * The same where there is no verdict to put a trap into.
   * @template T
   * @param {(raw: RawGuard, glue: Glue) => T} job
   * @returns {T}
   */
  #call(job) {
    return orThrow(() => this.#run(job));
  }

  /** @returns {Info} */
  get [inside]() {
    this.#info ??= /** @type {Info} */ (JSON.parse(this.#call((raw) => raw.info())));
    return this.#info;
  }

  get name() {
    return this[inside].name;
  }

  get kind() {
    return this[inside].kind;
  }

  get hash() {
    return this[inside].hash;
  }

  get rules() {
    return this[inside].rules;
  }

  get limits() {
    return this[inside].limits;
  }

  /**
   * @param {EvaluateInput} input
   * @param {EvaluateOptions | JudgeOptions} [options]
   * @returns {any}
   */
  evaluate(input, options) {
    const judge = /** @type {JudgeOptions | undefined} */ (options)?.judge;
    if (judge !== undefined) {
      if (typeof judge !== "function") throw invalidInput(`judge is a function, not ${named(judge)}`);
      return judged(/** @type {any} */ (this), input, /** @type {JudgeOptions} */ (options));
    }
    return this.#one(readInput(input), options);
  }

  /**
   * @param {EvaluateInput[]} inputs
   * @param {EvaluateOptions} [options]
   * @returns {Verdict[]}
   */
  evaluateAll(inputs, options) {
    if (!Array.isArray(inputs)) throw invalidInput(`evaluateAll takes a list of inputs, not ${named(inputs)}`);
    return batches(inputs.map(readInput)).flatMap((readings) => this.#many(readings, options));
  }

  /**
   * @param {Reading} reading
   * @param {EvaluateOptions | undefined} options
   */
  #one(reading, options) {
    const settings = settingsText(options);
    return this.#judge(reading, options, (raw, layout) => raw.evaluate(layout, settings));
  }

  /**
   * @param {Reading[]} readings
   * @param {EvaluateOptions | undefined} options
   * @returns {Verdict[]}
   */
  #many(readings, options) {
    const settings = settingsText(options);
    const { limits } = this[inside];
    let json;
    try {
      json = this.#run((raw, glue) =>
        raw.evaluateAll(this.#writer.write(this.#engine, glue, readings, limits.textBytes), readings.length, settings),
      );
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      // One of them is to blame: the others get their verdicts.
      return readings.map((reading) => this.#one(reading, options));
    }
    const raws = JSON.parse(json);
    return readings.map((reading, index) => this.#finished(raws[index], reading, options));
  }

  /**
   * @param {RawVerdict | null} raw
   * @param {Reading} reading
   * @param {EvaluateOptions | undefined} options
   */
  #finished(raw, reading, options) {
    return raw === null ? cleanVerdict(reading, this[inside], options?.vault) : fullVerdict(raw, reading);
  }

  /**
   * @param {EvaluateInput} input
   * @param {Verdict} verdict
   * @param {Record<string, JudgeAnswer>} answers
   * @param {EvaluateOptions} [options]
   * @returns {Verdict}
   */
  resolve(input, verdict, answers, options) {
    if (!Array.isArray(verdict?.pending)) throw invalidInput("resolve takes the verdict that evaluate answered");
    if (answers === null || typeof answers !== "object") throw invalidInput(`answers is an object by request id, not ${named(answers)}`);
    const settings = settingsText(options);
    const clear = JSON.stringify(clearAnswers(verdict, answers));
    return this.#judge(readInput(input), options, (raw, layout) => raw.resolve(layout, clear, settings));
  }

  /**
   * @param {Reading} reading
   * @param {EvaluateOptions | undefined} options
   * @param {(raw: RawGuard, layout: Uint32Array) => string | undefined} job
   * @returns {Verdict}
   */
  #judge(reading, options, job) {
    const { limits, faultAction: usual } = this[inside];
    try {
      const json = this.#run((raw, glue) => job(raw, this.#writer.write(this.#engine, glue, [reading], limits.textBytes)));
      return this.#finished(json === undefined ? null : JSON.parse(json), reading, options);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      return faultVerdict(reading, this[inside], faultAction(options?.failureMode, usual), options?.vault);
    }
  }

  /**
   * @param {Verdict} verdict
   * @param {EvaluateInput} [input]
   * @param {ReportOptions} [options]
   */
  report(verdict, input, options) {
    const reading = input === undefined ? null : readInput(input);
    const { limits } = this[inside];
    // Written before the crossing: what throws there is taken for a trap.
    const [verdictText, settings] = [JSON.stringify(verdict), JSON.stringify(options ?? {})];
    const text = this.#call((raw, glue) => {
      const layout = this.#writer.write(this.#engine, glue, reading === null ? [] : [reading], limits.textBytes);
      return raw.report(verdictText, layout, settings);
    });
    return JSON.parse(text);
  }

  toBytes() {
    return this.#call((raw) => raw.toBytes());
  }

  toPolicy() {
    return JSON.parse(this.#call((raw) => raw.toPolicy()));
  }

  /**
   * The vendor's success document.
   * @param {NonNullable<CreateOptions["document"]>} given
   */
  [documented](given) {
    const stamp = JSON.stringify({ ...given, now: instant(given.now), entropy: this.#entropy(given.id !== undefined) });
    return JSON.parse(this.#call((raw) => raw.document(stamp)));
  }

  /** @param {boolean} named whether the caller gave the id, so that the host's randomness can be done without */
  #entropy(named) {
    try {
      const bytes = crypto.getRandomValues(new Uint8Array(16));
      return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
    } catch (error) {
      if (named) return this.hash.slice(0, 32);
      throw new EdgewardError(
        "invalid_input",
        "there is no randomness here: read `document` inside a request, or give its id and time",
        [],
        error,
      );
    }
  }

  free() {
    if (this.#freed) return;
    this.#freed = true;
    // A handle of a dead instance must not free in the memory of the one that followed.
    if (this.#raw !== null && this.#generation === this.#engine.generation) this.#raw.free();
    this.#raw = null;
  }
}
if (Symbol.dispose) Object.defineProperty(BaseGuard.prototype, Symbol.dispose, { value: BaseGuard.prototype.free });

/**
 * @template T
 * @param {() => T} job
 * @returns {T}
 */
export function orThrow(job) {
  try {
    return job();
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    throw new EdgewardError("fault", "the evaluator stopped unexpectedly and was started again: the next call works", [], error);
  }
}

/**
 * @param {EvaluateOptions | undefined} options
 * @returns {string | undefined} nothing when nothing is set
 */
function settingsText(options) {
  if (options === undefined) return undefined;
  if (options === null || typeof options !== "object") throw invalidInput(`options are an object, not ${named(options)}`);
  const { failureMode, scores, placeholder, vault } = options;
  const text = JSON.stringify({ failureMode, scores, placeholder, vault });
  return text === "{}" ? undefined : text;
}

/** @param {number | string | undefined} now */
function instant(now) {
  const date = new Date(now ?? Date.now());
  if (Number.isNaN(date.getTime())) throw invalidInput("document.now is a time in milliseconds or an ISO 8601 string");
  return date.toISOString();
}
