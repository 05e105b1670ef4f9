/** @import { EvaluateInput, StreamEnd, StreamOptions, Verdict } from "../index.d.ts" */
/** @import { Engine, Glue } from "./engine.js" */
/** @import { Info, RawGuard } from "./guard.js" */
/** @import { RawVerdict } from "./verdict.js" */
import { guardMethods } from "./boundary.js";
import { Fault } from "./engine.js";
import { invalidInput, jsonOf, reading } from "./error.js";
import { readInput, Writer } from "./input.js";
import { allAnswers, askAll, checkJudge, ROUNDS } from "./judge.js";
import { checkFormat, named } from "./payload.js";
import { edited, faultAction, faultVerdict } from "./verdict.js";

/** @typedef {ReturnType<RawGuard["stream"]>} RawStream */
/** @typedef {{ units: number, edits: { start: number, end: number, replacement: string, rules: string[] }[] }} Step */
/**
 * What a stream needs of its guard.
 * @typedef {object} Host
 * @property {Engine} engine
 * @property {Info} info
 * @property {<T>(job: (raw: RawGuard, glue: Glue) => T) => T} run
 */

const BLOCKED = -1;
const ALL = -2;

/** A text that is judged while it is being written. The text itself stays here: only numbers come back. */
export class StreamGuard {
  #host;
  #options;
  /** @type {RawStream | null} */
  #raw;
  #generation;
  #writer = new Writer();
  /** What came and was not let go. Only cut where something goes: to look into a text that grows copies all of it. */
  #pending = "";
  /** Half a surrogate pair at its end, which is not handed over yet. */
  #half = "";
  /** @type {"open" | "blocked" | "ended"} */
  #state = "open";
  #faulty = false;

  /**
   * @param {Host} host
   * @param {StreamOptions} options
   */
  constructor(host, options) {
    const settings = streamText(options);
    const beside = readInput(/** @type {EvaluateInput} */ (options.input ?? {}));
    this.#host = host;
    this.#options = options;
    this.#raw = host.run((raw, glue) => {
      const layout = this.#writer.write(host.engine, glue, [beside], host.info.limits.textBytes);
      return raw.stream(layout, settings);
    });
    this.#generation = host.engine.generation;
  }

  get state() {
    return this.#state;
  }

  get held() {
    return this.#state === "open" ? this.#pending.length : 0;
  }

  /**
   * @param {string} chunk
   * @returns {string}
   */
  push(chunk) {
    if (typeof chunk !== "string") throw invalidInput(`a chunk is a string, not ${named(chunk)}`);
    if (this.#state === "ended") throw invalidInput("the stream has ended");
    if (this.#state === "open") this.#pending += chunk;
    const piece = this.#half + chunk;
    this.#half = isHigh(piece.charCodeAt(piece.length - 1)) ? piece.slice(-1) : "";
    return this.#hand(this.#half === "" ? piece : piece.slice(0, -1));
  }

  /** @returns {StreamEnd} */
  end() {
    const text = this.#rest();
    return this.#finish(text, undefined);
  }

  /** @returns {Promise<StreamEnd>} */
  async endAsync() {
    const { judge, signal } = this.#options;
    const text = this.#rest();
    if (judge === undefined || this.#faulty) return this.#finish(text, undefined);
    /** @type {string | undefined} */
    let answers;
    for (let round = 0; round < ROUNDS; round += 1) {
      signal?.throwIfAborted();
      /** @type {Partial<Verdict>} */
      const { pending = [], answers: before } = JSON.parse(this.#call((raw) => raw.verdict(answers), "{}"));
      if (pending.length === 0) break;
      const given = await askAll(pending, { ...this.#options, judge });
      signal?.throwIfAborted();
      answers = JSON.stringify(allAnswers({ pending, answers: before }, given));
    }
    return this.#finish(text, answers);
  }

  cancel() {
    this.#state = "ended";
    this.#pending = "";
    this.#free();
  }

  /** Nothing comes any more that could make half a character whole. */
  #rest() {
    const half = this.#half;
    this.#half = "";
    return this.#hand(half);
  }

  /**
   * Hands over what came.
   * @param {string} piece
   * @returns {string} what may go
   */
  #hand(piece) {
    if (piece === "") return "";
    if (this.#faulty) return this.#state === "blocked" ? "" : this.#let({ units: this.#handed, edits: [] });
    const { engine } = this.#host;
    const answer = this.#call((raw, glue) => raw.push(this.#writer.one(engine, glue, piece)), this.#afterFault());
    if (typeof answer === "string") return this.#let(JSON.parse(answer));
    if (answer === BLOCKED) {
      this.#state = "blocked";
      this.#pending = "";
      return "";
    }
    return this.#let({ units: answer === ALL ? this.#handed : answer, edits: [] });
  }

  /** Units that were handed over and are held. */
  get #handed() {
    return this.#pending.length - this.#half.length;
  }

  /** What a fault means for the text that comes: nothing goes, unless the policy lets faults pass. */
  #afterFault() {
    const { info } = this.#host;
    return faultAction(this.#options.failureMode, info.faultAction) === "block" ? BLOCKED : ALL;
  }

  /** @param {Step} step */
  #let({ units, edits }) {
    if (units === 0 && edits.length === 0) return "";
    const gone = this.#pending.slice(0, units);
    this.#pending = this.#pending.slice(units);
    return edits.length === 0 ? gone : edited(gone, edits);
  }

  /**
   * @param {string} before what the last half character let go
   * @param {string | undefined} answers
   * @returns {StreamEnd}
   */
  #finish(before, answers) {
    if (this.#state === "ended") throw invalidInput("the stream has ended");
    const json = this.#faulty ? "" : this.#call((raw) => raw.end(answers), "");
    this.#free();
    const blocked = this.#state === "blocked";
    this.#state = "ended";
    if (json === "") return this.#faultEnd(before, blocked);
    /** @type {Step & { verdict: RawVerdict }} */
    const { verdict, ...step } = JSON.parse(json);
    delete verdict.segmentEdits;
    return { text: before + (blocked ? "" : this.#let(step)), verdict };
  }

  /**
   * @param {string} before
   * @param {boolean} blocked
   * @returns {StreamEnd}
   */
  #faultEnd(before, blocked) {
    const { info } = this.#host;
    const action = faultAction(this.#options.failureMode, info.faultAction);
    const prompt = this.#options.target === "prompt" ? "" : null;
    const response = prompt === null ? "" : null;
    const verdict = faultVerdict({ texts: [], layout: [], prompt, response, messages: null }, info, action);
    for (const outcome of [verdict.prompt, verdict.response]) if (outcome !== null) outcome.text = null;
    const text = blocked || action === "block" ? "" : before + this.#pending;
    this.#pending = "";
    return { text, verdict };
  }

  /**
   * Runs `job` on the live handle; a trap, here or in another guard of the same instance, takes the stream with it.
   * @template T
   * @param {(raw: RawStream, glue: Glue) => T} job
   * @param {T} fallback
   * @returns {T}
   */
  #call(job, fallback) {
    const { engine, run } = this.#host;
    try {
      return run((_, glue) => {
        if (this.#raw === null || this.#generation !== engine.generation) throw new Fault("the stream's instance is gone");
        return job(this.#raw, glue);
      });
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      this.#faulty = true;
      return fallback;
    }
  }

  #free() {
    // A handle of a dead instance must not free in the memory of the one that followed.
    if (this.#generation === this.#host.engine.generation) this.#raw?.free();
    this.#raw = null;
  }
}

guardMethods(StreamGuard);

/** @param {number} unit */
const isHigh = (unit) => unit >= 0xd800 && unit < 0xdc00;

/**
 * The options that Rust reads.
 * @param {StreamOptions} options
 * @returns {string}
 */
export function streamText(options) {
  if (options === null || typeof options !== "object") throw invalidInput(`stream options are an object, not ${named(options)}`);
  const { target, release, failureMode, scores, placeholder, format, judge } = /** @type {StreamOptions} */ (
    reading("the stream options", () => ({ ...options }))
  );
  checkFormat(format);
  if (judge !== undefined) checkJudge(/** @type {import("../index.d.ts").JudgeOptions} */ (options));
  if (target !== "prompt" && target !== "response") throw invalidInput('target is "prompt" or "response"');
  return jsonOf("the stream options", { target, release, failureMode, scores, placeholder, format, judge: judge !== undefined });
}
