/** @import { CreateOptions, Diagnostic, EvaluateInput, EvaluateOptions, FailureAction, JudgeAnswer, JudgeOptions, Kind, Limits, OnBlock, ReportOptions, RuleReport, StreamOptions, Verdict } from "../index.d.ts" */
/** @import { Engine, Glue } from "./engine.js" */
/** @import { Reading } from "./input.js" */
/** @import { Host } from "./stream.js" */
import { guardMethods, ours } from "./boundary.js";
import { BRAND, foreign, OUR_BRAND } from "./brand.js";
import { Fault } from "./engine.js";
import { EdgewardError, invalidInput, jsonOf, reading } from "./error.js";
import { batches, readInput, Writer } from "./input.js";
import { allAnswers, checkJudge, judged } from "./judge.js";
import { Numbers } from "./numbers.js";
import { checkFormat, checkOptions, named } from "./payload.js";
import { sseStream } from "./sse.js";
import { stampText } from "./stamp.js";
import { StreamGuard, streamText } from "./stream.js";
import { byteStream, textStream } from "./transforms.js";
import { cleanVerdict, faultAction, faultVerdict, fullVerdict } from "./verdict.js";

/** @typedef {ReturnType<Glue["RawGuard"]["create"]>} RawGuard */
/** @typedef {{ name: string, kind: Kind, hash: string, rules: RuleReport[], limits: Limits, faultAction: FailureAction, diagnostics: Diagnostic[] }} Info */

/** Only `create` and `fromBytes` have it. */
export const OURS = Symbol("edgeward");
/** For `create`: what goes to nobody else. */
export const inside = Symbol("inside");
export const documented = Symbol("documented");

/** @type {(value: unknown) => void} */
let own;

/** A compiled policy. */
export class BaseGuard {
  static {
    own = (value) => {
      if (value !== null && typeof value === "object" && #engine in value) return;
      throw foreign(value) ?? invalidInput("a method of a guard is called on the guard, as in `guard.evaluate(input)`");
    };
  }

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
  #numbers = new Numbers();

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

  #alive() {
    if (this.#freed) throw new EdgewardError("guard_freed", "the guard was freed: create it again");
  }

  /**
   * Runs `job` with the live handle; a trap is the host's to know.
   * @template T
   * @param {(raw: RawGuard, glue: Glue) => T} job
   * @returns {T}
   */
  #run(job) {
    this.#alive();
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
    own(this);
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
    own(this);
    const judge = reading("the options", () => /** @type {JudgeOptions | undefined} */ (options)?.judge);
    if (judge !== undefined) {
      checkJudge(/** @type {JudgeOptions} */ (options));
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
    own(this);
    this.#alive();
    if (!Array.isArray(inputs)) throw invalidInput(`evaluateAll takes a list of inputs, not ${named(inputs)}`);
    return batches(inputs.map(readInput)).flatMap((readings) => this.#many(readings, options));
  }

  /**
   * @param {Reading} read
   * @param {EvaluateOptions | undefined} options
   * @returns {Verdict}
   */
  #one(read, options) {
    const settings = settingsText(options);
    const info = this[inside];
    let said;
    try {
      said = this.#said([read], settings, info.limits.textBytes);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      return faultVerdict(read, info, faultAction(options?.failureMode, info.faultAction), options?.vault);
    }
    return reading("the input", () => (said ? this.#numbers.next(read, info, options?.vault) : cleanVerdict(read, info, options?.vault)));
  }

  /**
   * @param {Reading[]} readings
   * @param {EvaluateOptions | undefined} options
   * @returns {Verdict[]}
   */
  #many(readings, options) {
    const settings = settingsText(options);
    const info = this[inside];
    try {
      this.#said(readings, settings, info.limits.textBytes);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      // One of them is to blame: the others get their verdicts.
      return readings.map((read) => this.#one(read, options));
    }
    return reading("the input", () => readings.map((read) => this.#numbers.next(read, info, options?.vault)));
  }

  /**
   * Has the instance judge, and goes to where it wrote the verdicts.
   * @param {Reading[]} readings
   * @param {string | undefined} settings
   * @param {number} limit
   * @returns {boolean} whether it wrote any: not where there is one input, and nothing happened
   */
  #said(readings, settings, limit) {
    return this.#run((raw, glue) => {
      const texts = this.#writer.place(this.#engine, glue, readings, limit);
      const address = raw.evaluate(texts, readings.length, settings);
      if (address === 0) return false;
      this.#numbers.open(this.#engine, raw, address);
      return true;
    });
  }

  /**
   * @param {EvaluateInput} input
   * @param {Verdict} verdict
   * @param {Record<string, JudgeAnswer>} answers
   * @param {EvaluateOptions} [options]
   * @returns {Verdict}
   */
  resolve(input, verdict, answers, options) {
    own(this);
    if (answers === null || typeof answers !== "object") throw invalidInput(`answers is an object by request id, not ${named(answers)}`);
    const settings = settingsText(options);
    const clear = reading("the verdict or the answers", () => {
      if (!Array.isArray(verdict?.pending)) throw invalidInput("resolve takes the verdict that evaluate answered");
      return JSON.stringify(allAnswers(verdict, answers));
    });
    const read = readInput(input);
    const info = this[inside];
    try {
      const json = this.#run((raw, glue) =>
        raw.resolve(this.#writer.write(this.#engine, glue, [read], info.limits.textBytes), clear, settings),
      );
      return reading("the input", () => fullVerdict(JSON.parse(json), read));
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      return faultVerdict(read, info, faultAction(options?.failureMode, info.faultAction), options?.vault);
    }
  }

  /**
   * @param {Verdict} verdict
   * @param {EvaluateInput} [input]
   * @param {ReportOptions} [options]
   */
  report(verdict, input, options) {
    own(this);
    if (options !== undefined) checkOptions(options);
    const reading = input === undefined ? null : readInput(input);
    const { limits } = this[inside];
    // Written before the crossing: what throws there is taken for a trap.
    const [verdictText, settings] = [jsonOf("the verdict", verdict), jsonOf("the options", options ?? {})];
    const text = this.#call((raw, glue) => {
      const layout = this.#writer.write(this.#engine, glue, reading === null ? [] : [reading], limits.textBytes);
      return raw.report(verdictText, layout, settings);
    });
    return JSON.parse(text);
  }

  /** @param {StreamOptions} options */
  stream(options) {
    own(this);
    return new StreamGuard(this.#streams(), options);
  }

  /** @param {StreamOptions} options */
  holdback(options) {
    own(this);
    const settings = streamText(options);
    return this.#call((raw) => raw.holdback(settings));
  }

  /** @param {StreamOptions & { onBlock?: OnBlock }} options */
  textStream(options) {
    own(this);
    return textStream(this.stream(options), options);
  }

  /** @param {StreamOptions & { onBlock?: OnBlock }} options */
  byteStream(options) {
    own(this);
    return byteStream(this.stream(options), options);
  }

  /** @param {StreamOptions & { onBlock?: OnBlock, toolCalls?: boolean }} options */
  sseStream(options) {
    own(this);
    return sseStream(this.#streams(), options);
  }

  /** @returns {Host} what a stream needs of its guard */
  #streams() {
    return { engine: this.#engine, info: this[inside], run: (job) => this.#run(job) };
  }

  toBytes() {
    own(this);
    return this.#call((raw) => raw.toBytes());
  }

  toPolicy() {
    own(this);
    return JSON.parse(this.#call((raw) => raw.toPolicy()));
  }

  /**
   * The vendor's success document.
   * @param {NonNullable<CreateOptions["document"]>} given
   */
  [documented](given) {
    const stamp = stampText(given, this.hash);
    return JSON.parse(this.#call((raw) => raw.document(stamp)));
  }

  free() {
    own(this);
    if (this.#freed) return;
    this.#freed = true;
    // A handle of a dead instance must not free in the memory of the one that followed.
    if (this.#raw !== null && this.#generation === this.#engine.generation) this.#raw.free();
    this.#raw = null;
  }
}
guardMethods(BaseGuard);
Object.defineProperty(BaseGuard.prototype, BRAND, { value: OUR_BRAND });
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
    throw ours(error);
  }
}

/**
 * @param {EvaluateOptions | undefined} options
 * @returns {string | undefined} nothing when nothing is set
 */
function settingsText(options) {
  if (options === undefined) return undefined;
  checkOptions(options);
  const text = reading("the options", () => {
    const { failureMode, scores, placeholder, vault, format } = options;
    checkFormat(format);
    return JSON.stringify({ failureMode, scores, placeholder, vault, format });
  });
  return text === "{}" ? undefined : text;
}
