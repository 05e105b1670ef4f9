/** @import { Finding, NotEvaluated, Outcome, Verdict } from "../index.d.ts" */
/** @import { Engine } from "./engine.js" */
/** @import { Reading } from "./input.js" */
/** @import { SegmentEdits } from "./verdict.js" */
import { cleanVerdict, completed, edited, fullVerdict, KEPT } from "./verdict.js";

/** @typedef {{ name: string, hash: string }} Policy */

/** What comes before the verdicts, as `engine::numbers` writes it. */
const HEAD = { own: 0, age: 1, words: 2, address: 3, bytes: 4 };
const HEAD_WORDS = 5;
/** How a verdict comes. */
const CLEAN = 0;
const NUMBERS = 1;
const REFUSED = 3;
/** Scores have four decimals. */
const WHOLE = 10_000;

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
/** @type {string[]} */
const NO_WORDS = [];

/** The verdicts of a guard, read where the instance wrote them as numbers; its words cross once. */
export class Numbers {
  /** @type {string[]} */
  #known = [];
  #age = -1;
  #generation = -1;
  /** @type {string[]} */
  #own = NO_WORDS;
  #words = new Int32Array(0);
  #at = 0;

  /**
   * Goes to where verdicts begin. What is refused is thrown, as the binding throws it.
   * @param {Engine} engine
   * @param {{ words: (from: number) => string }} raw
   * @param {number} address
   */
  open(engine, raw, address) {
    const start = address >>> 2;
    let { bytes, words } = engine.views();
    const age = words[start + HEAD.age];
    const count = words[start + HEAD.words];
    if (this.#generation !== engine.generation || this.#age !== age) {
      this.#known = [];
      this.#age = age;
      this.#generation = engine.generation;
    }
    if (this.#known.length < count) {
      this.#known.push(...JSON.parse(raw.words(this.#known.length)));
      // The memory may have grown.
      ({ bytes, words } = engine.views());
    }
    this.#words = words;
    this.#own = ownWords(bytes, words, start);
    this.#at = start + HEAD_WORDS;
    if (words[this.#at] !== REFUSED) return;
    this.#at += 1;
    throw this.#word();
  }

  /**
   * The next verdict.
   * @param {Reading} reading
   * @param {Policy} policy
   * @param {Verdict["vault"]} vault
   * @returns {Verdict}
   */
  next(reading, policy, vault) {
    const how = this.#words[this.#at++];
    if (how === NUMBERS) return this.#verdict(reading, policy);
    return how === CLEAN ? cleanVerdict(reading, policy, vault) : fullVerdict(JSON.parse(/** @type {string} */ (this.#word())), reading);
  }

  /** @returns {any} the next word, null where there is none */
  #word() {
    const number = this.#words[this.#at++];
    return number >= 0 ? this.#known[number] : number === -1 ? null : this.#own[-2 - number];
  }

  /**
   * @param {Reading} reading
   * @param {Policy} policy
   * @returns {Verdict}
   */
  #verdict(reading, { name, hash }) {
    const decision = this.#word();
    const detected = this.#word();
    const complete = this.#words[this.#at++] === 1;
    const decidedBy = this.#word();
    const message = this.#word();
    const prompt = this.#outcome(reading.prompt);
    const response = this.#outcome(reading.response);
    const findings = this.#findings();
    const truncated = this.#words[this.#at++] === 1;
    const notEvaluated = this.#notEvaluated();
    const segmentEdits = this.#segmentEdits();
    const policy = { name, hash };
    const raw = {
      decision,
      detected,
      complete,
      decidedBy,
      message,
      prompt,
      response,
      findings,
      truncated,
      notEvaluated,
      pending: [],
      policy,
    };
    return reading.messages === null ? raw : completed(raw, reading, segmentEdits);
  }

  /**
   * @param {string | null} text
   * @returns {Outcome | null}
   */
  #outcome(text) {
    if (this.#words[this.#at] === -1) {
      this.#at += 1;
      return null;
    }
    const decision = this.#word();
    const instead = this.#word();
    const edits = this.#edits();
    return { decision, text: text !== null && KEPT.includes(decision) ? edited(text, edits) : instead, edits };
  }

  /** @returns {Outcome["edits"]} */
  #edits() {
    const words = this.#words;
    const count = words[this.#at++];
    /** @type {Outcome["edits"]} */
    const edits = [];
    for (let done = 0; done < count; done += 1) {
      const at = this.#at;
      this.#at = at + 2;
      const replacement = this.#word();
      let rules = words[this.#at++];
      const list = [];
      for (; rules > 0; rules -= 1) list.push(this.#word());
      edits.push({ start: words[at], end: words[at + 1], replacement, rules: list });
    }
    return edits;
  }

  /** @returns {Finding[]} */
  #findings() {
    const words = this.#words;
    const count = words[this.#at++];
    /** @type {Finding[]} */
    const findings = [];
    for (let done = 0; done < count; done += 1) {
      const rule = this.#word();
      const detector = this.#word();
      const type = this.#word();
      const target = this.#word();
      const at = this.#at;
      this.#at = at + 7;
      const span = words[at + 3] < 0 ? null : { start: words[at + 3], end: words[at + 4] };
      const score = words[at + 5] / WHOLE;
      const threshold = words[at + 6] / WHOLE;
      const action = this.#word();
      const explanation = this.#word();
      const views = this.#views();
      const alone = words[at] + words[at + 1] + words[at + 2] === -3;
      findings.push(
        alone
          ? { rule, detector, type, target, span, score, threshold, action, views, explanation }
          : { rule, detector, type, target, ...placed(words, at), span, score, threshold, action, views, explanation },
      );
    }
    return findings;
  }

  /** @returns {Finding["views"]} */
  #views() {
    let count = this.#words[this.#at++];
    /** @type {Finding["views"]} */
    const views = [];
    for (; count > 0; count -= 1) views.push(this.#word());
    return views;
  }

  /** @returns {NotEvaluated[]} */
  #notEvaluated() {
    let count = this.#words[this.#at++];
    /** @type {NotEvaluated[]} */
    const all = [];
    for (; count > 0; count -= 1) {
      const [rule, detector, target] = [this.#word(), this.#word(), this.#word()];
      const [reason, action, explanation] = [this.#word(), this.#word(), this.#word()];
      all.push({ rule, detector, target, reason, action, explanation });
    }
    return all;
  }

  /** @returns {SegmentEdits} */
  #segmentEdits() {
    let count = this.#words[this.#at++];
    /** @type {SegmentEdits} */
    const all = [];
    for (; count > 0; count -= 1) all.push([this.#words[this.#at++], this.#edits()]);
    return all;
  }
}

/**
 * Where a finding of a message or a document is.
 * @param {Int32Array} words
 * @param {number} at
 */
function placed(words, at) {
  /** @type {{ message?: number, part?: number, context?: number }} */
  const place = {};
  if (words[at] >= 0) place.message = words[at];
  if (words[at + 1] >= 0) place.part = words[at + 1];
  if (words[at + 2] >= 0) place.context = words[at + 2];
  return place;
}

/**
 * The words of these verdicts alone: one text, cut by their lengths.
 * @param {Uint8Array} bytes
 * @param {Int32Array} words
 * @param {number} start
 * @returns {string[]}
 */
function ownWords(bytes, words, start) {
  let at = start + words[start + HEAD.own];
  let count = words[at++];
  if (count === 0) return NO_WORDS;
  const from = words[start + HEAD.address] >>> 0;
  const text = decoder.decode(bytes.subarray(from, from + words[start + HEAD.bytes]));
  /** @type {string[]} */
  const own = [];
  for (let done = 0; count > 0; count -= 1) {
    const length = words[at++];
    own.push(text.slice(done, done + length));
    done += length;
  }
  return own;
}
