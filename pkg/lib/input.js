/** @import { EvaluateInput, Message } from "../index.d.ts" */
/** @import { Engine, Glue } from "./engine.js" */
import { invalidInput, reading } from "./error.js";
import { named } from "./payload.js";

/** Numbers of the sides and words per text: what the binding reads. */
const SIDES = { prompt: 0, response: 1, context: 2 };
const WORDS = 6;
const LENGTH = 4;
const INPUT = 5;
const FIELDS = ["prompt", "response", "context", "messages"];

/**
 * An input, read once. `layout` has six numbers per text: side, message + 1, part + 1, context + 1, bytes, input.
 * @typedef {object} Reading
 * @property {string[]} texts
 * @property {number[]} layout
 * @property {string | null} prompt
 * @property {string | null} response
 * @property {Message[] | null} messages
 */

/**
 * @param {EvaluateInput} input
 * @returns {Reading}
 */
export function readInput(input) {
  return reading("the input", () => collect(input));
}

/**
 * @param {EvaluateInput} input
 * @returns {Reading}
 */
function collect(input) {
  if (input === null || typeof input !== "object" || Array.isArray(input)) {
    throw invalidInput(`the input is an object with prompt, response, context or messages, not ${named(input)}`);
  }
  const { prompt, response, context, messages } = input;
  // A slip of the key must not pass as a text without findings.
  if (!FIELDS.some((field) => field in input) && Object.keys(input).length > 0) {
    throw invalidInput("the input has none of prompt, response, context, messages");
  }
  const collected = new Collected();
  /** @type {string | null} */
  let question = null;
  if (messages !== undefined) {
    if (prompt !== undefined) throw invalidInput("the input has both messages and prompt: the prompt is the last user message");
    if (!Array.isArray(messages)) throw invalidInput(`messages is a list, not ${named(messages)}`);
    messages.forEach(checkMessage);
    const asked = messages.findLastIndex((message) => message.role === "user");
    question = asked < 0 ? null : collected.message("prompt", messages[asked], asked);
  } else if (prompt !== undefined) {
    question = collected.one("prompt", prompt);
  }
  const answer = response === undefined ? null : collected.one("response", response);
  if (Array.isArray(context)) {
    context.forEach((text, index) => {
      collected.one("context", text, 0, 0, index + 1);
    });
  } else if (context !== undefined) {
    collected.one("context", context, 0, 0, 1);
  }
  messages?.forEach((message, index) => {
    if (message.role === "tool") collected.message("context", message, index);
  });
  const { texts, layout } = collected;
  return { texts, layout, prompt: question, response: answer, messages: messages ?? null };
}

/** The texts in the order in which they are handed over. */
class Collected {
  /** @type {string[]} */
  texts = [];
  /** @type {number[]} */
  layout = [];

  /**
   * @param {keyof typeof SIDES} side
   * @param {string} text
   */
  one(side, text, message = 0, part = 0, context = 0) {
    if (typeof text !== "string") throw invalidInput(`${side} is a string, not ${named(text)}`);
    this.texts.push(text);
    this.layout.push(SIDES[side], message, part, context, 0, 0);
    return text;
  }

  /**
   * @param {"prompt" | "context"} side
   * @param {Message} message
   * @param {number} index
   * @returns {string | null} its text, null if it has none
   */
  message(side, message, index) {
    const { content } = message;
    if (typeof content === "string") return this.one(side, content, index + 1);
    const parts = (content ?? []).map((part, place) => (isText(part) ? this.one(side, part.text, index + 1, place + 1) : null));
    const written = parts.filter((text) => text !== null);
    return written.length === 0 ? null : written.join("\n");
  }
}

/**
 * @param {number[]} layout
 * @param {number} segment
 * @returns {{ message: number, part: number }} where the text stands, -1 for nowhere
 */
export function placeOf(layout, segment) {
  const at = segment * WORDS;
  return { message: layout[at + 1] - 1, part: layout[at + 2] - 1 };
}

/**
 * @param {{ type: string, text?: string }} part
 * @returns {part is { type: string, text: string }}
 */
export function isText(part) {
  return typeof part?.text === "string";
}

/**
 * @param {Message} message
 * @param {number} index
 */
function checkMessage(message, index) {
  if (message === null || typeof message !== "object") throw invalidInput(`messages[${index}] is an object, not ${named(message)}`);
  const { content } = message;
  if (content !== null && content !== undefined && typeof content !== "string" && !Array.isArray(content)) {
    throw invalidInput(`messages[${index}].content is a string, a list of parts or null, not ${named(content)}`);
  }
}

/** So many units go over at once: much less work than a crossing for each, and no more memory than one large text. */
const BATCH = 1 << 20;

/**
 * @param {Reading[]} readings
 * @returns {Reading[][]}
 */
export function batches(readings) {
  /** @type {Reading[][]} */
  const all = [];
  let units = BATCH;
  for (const reading of readings) {
    if (units >= BATCH) {
      all.push([]);
      units = 0;
    }
    all.at(-1)?.push(reading);
    units += unitsOf(reading.texts);
  }
  return all;
}

/** @param {string[]} texts */
function unitsOf(texts) {
  return texts.reduce((sum, text) => sum + text.length, 0);
}

/** Bytes of the smallest buffer. */
const LEAST = 4096;

/** Hands texts over in the instance's own buffer: `encodeInto` runs at ten times the speed of the glue's string copy. */
export class Writer {
  #encoder = new TextEncoder();
  #buffer = new Uint8Array(0);

  /**
   * @param {Engine} engine
   * @param {Glue} glue
   * @param {Reading[]} readings
   * @param {number} limit of the guard for each, in bytes
   * @returns {Uint32Array} the layout of all, with the lengths and the number of the input
   */
  write(engine, glue, readings, limit) {
    const [only] = readings;
    const texts = readings.length === 1 ? bounded(only.texts, limit) : readings.flatMap((reading) => bounded(reading.texts, limit));
    const layout = layoutOf(readings);
    if (texts.length === 0) return layout;
    const units = unitsOf(texts);
    // Most texts take little more than one byte a unit; none takes more than three.
    const likely = Math.max(LEAST, units + (units >> 3), engine.room);
    if (!this.#fill(engine, glue, texts, layout, likely)) this.#fill(engine, glue, texts, layout, units * 3);
    return layout;
  }

  /**
   * The same with the layout written where the instance reads it.
   * @param {Engine} engine
   * @param {Glue} glue
   * @param {Reading[]} readings
   * @param {number} limit
   * @returns {number} how many texts there are
   */
  place(engine, glue, readings, limit) {
    const [only] = readings;
    if (readings.length === 1 && only.texts.length === 1 && this.#placed(engine, glue, only, limit)) return 1;
    const layout = this.write(engine, glue, readings, limit);
    const address = engine.layout(glue, layout.length / WORDS);
    engine.views().words.set(layout, address >>> 2);
    return layout.length / WORDS;
  }

  /**
   * One text of one input, if it finds room.
   * @param {Engine} engine
   * @param {Glue} glue
   * @param {Reading} reading
   * @param {number} limit
   */
  #placed(engine, glue, { texts: [text], layout }, limit) {
    const { length } = text;
    if (length > limit || length * 3 > engine.room) return false;
    const at = engine.layout(glue, 1) >>> 2;
    const { bytes, words } = engine.views();
    const address = engine.scratch(glue, 0);
    if (this.#buffer.buffer !== bytes.buffer || this.#buffer.byteOffset !== address)
      this.#buffer = bytes.subarray(address, address + engine.room);
    const { written } = this.#encoder.encodeInto(text, this.#buffer);
    for (let word = 0; word < WORDS; word += 1) words[at + word] = layout[word];
    words[at + LENGTH] = written;
    return true;
  }

  /**
   * One text, for a stream.
   * @param {Engine} engine
   * @param {Glue} glue
   * @param {string} text
   * @returns {number} its bytes
   */
  one(engine, glue, text) {
    for (let capacity = Math.max(LEAST, engine.room); ; capacity = text.length * 3) {
      const address = engine.scratch(glue, capacity);
      const { read, written } = this.#encoder.encodeInto(text, new Uint8Array(engine.memory(), address, capacity));
      if (read === text.length) return written;
    }
  }

  /**
   * @param {Engine} engine
   * @param {Glue} glue
   * @param {string[]} texts
   * @param {Uint32Array} layout
   * @param {number} capacity
   * @returns {boolean} whether everything found room
   */
  #fill(engine, glue, texts, layout, capacity) {
    const address = engine.scratch(glue, capacity);
    const buffer = new Uint8Array(engine.memory(), address, capacity);
    let at = 0;
    return texts.every((text, index) => {
      const { read, written } = this.#encoder.encodeInto(text, at === 0 ? buffer : buffer.subarray(at));
      layout[index * WORDS + LENGTH] = written;
      at += written;
      return read === text.length;
    });
  }
}

/**
 * @param {Reading[]} readings
 * @returns {Uint32Array} with the number of the input for each text
 */
function layoutOf(readings) {
  const layout = new Uint32Array(readings.reduce((sum, reading) => sum + reading.layout.length, 0));
  let at = 0;
  for (const [input, reading] of readings.entries()) {
    layout.set(reading.layout, at);
    const end = at + reading.layout.length;
    for (let word = at + INPUT; word < end; word += WORDS) layout[word] = input;
    at = end;
  }
  return layout;
}

/**
 * The texts, cut where their sum is beyond the limit in any case (a unit has at least one byte): the verdict is
 * `over_limit` whatever follows, and the memory is not spent.
 * @param {string[]} texts
 * @param {number} limit
 */
function bounded(texts, limit) {
  if (unitsOf(texts) <= limit) return texts;
  let left = limit + 1;
  return texts.map((text) => {
    const kept = text.slice(0, left);
    left -= kept.length;
    return kept;
  });
}
