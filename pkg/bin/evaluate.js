/** `edgeward evaluate` */
import { EdgewardError } from "../lib/error.js";
import { guardOf } from "./compile.js";
import { EXIT, InputError, UsageError } from "./exit.js";
import { decoded, linesOf, parsed, sizeOf, sources, textOf, titleOf } from "./input.js";
import { DECISIONS, judging } from "./options.js";
import { json, progress, write } from "./output.js";
import { VerdictTable } from "./verdicts.js";

/** @import { Values } from "./args.js" */
/** @import { EvaluateInput, EvaluateOptions, Guard, Verdict } from "../index.d.ts" */
/** @typedef {{ title: string, id?: unknown, input?: EvaluateInput, error?: { code: string, message: string } }} Row */

/** So many rows cross at once. */
const BATCH = 256;

/**
 * @param {string[]} files
 * @param {Values} values
 * @returns {Promise<number>}
 */
export async function evaluate(files, values) {
  check(files, values);
  const guard = await guardOf(values.policy, values, "evaluate");
  if (guard === null) return EXIT.failed;
  const run = new Run(guard, values);
  const direct = directInput(values);
  if (direct !== null) await run.add([{ title: "(arguments)", input: direct }]);
  else for (const file of sources(files, "evaluate")) await run.file(file);
  return run.finish();
}

/** @param {string[]} files @param {Values} values */
function check(files, values) {
  const wrong = (/** @type {string} */ message) => new UsageError(message, "evaluate");
  if (values.policy === undefined) throw wrong("--policy names the policy");
  if (directInput(values) !== null && files.length > 0) throw wrong("give the input as files or as options, not both");
  const other = ["report", "json"].find((key) => values[key] !== undefined);
  if (values.text && other !== undefined) throw wrong(`--text goes without --${other}`);
  if (values.policy === "-" && directInput(values) === null && (files.length === 0 || files.includes("-"))) {
    throw wrong("the policy and the input cannot both be the standard input");
  }
}

/**
 * @param {Values} values
 * @returns {EvaluateInput | null}
 */
function directInput({ prompt, response, context }) {
  if (prompt === undefined && response === undefined && context === undefined) return null;
  return Object.fromEntries(Object.entries({ prompt, response, context }).filter(([, text]) => text !== undefined));
}

/** One call: its output and what its exit code will be. */
class Run {
  #guard;
  #values;
  /** @type {EvaluateOptions} */
  #options;
  #failOn;
  #code = /** @type {number} */ (EXIT.ok);
  #count = 0;
  #table = new VerdictTable();

  /** @param {Guard} guard @param {Values} values */
  constructor(guard, values) {
    this.#guard = guard;
    this.#values = values;
    const format = values["text-format"];
    this.#options = {
      ...judging(values, "evaluate"),
      ...(values.scores ? { scores: true } : {}),
      ...(format === undefined ? {} : { format }),
    };
    const failOn = values["fail-on"] ?? "block";
    // A wrong option is said once, not at every input.
    guard.evaluate({}, this.#options);
    this.#failOn = failOn === "never" ? Number.POSITIVE_INFINITY : DECISIONS.indexOf(failOn);
  }

  /** @param {string} file */
  async file(file) {
    const format = this.#values.format ?? formatOf(file);
    if (format === "lines") return this.#lines(file);
    const title = titleOf(file);
    if (format === "text") {
      const text = (await textOf(file)).replace(/^\ufeff/, "");
      return this.add([{ title, input: { [this.#values.target ?? "prompt"]: text } }]);
    }
    const given = parsed(await textOf(file), title);
    const rows = Array.isArray(given) ? given.map((value, index) => row(`${title}[${index}]`, value)) : [row(title, given)];
    for (let at = 0; at < rows.length; at += BATCH) await this.add(rows.slice(at, at + BATCH));
  }

  /** @param {string} file */
  async #lines(file) {
    const bar = progress(sizeOf(file), { beside: this.#values.json || this.#values.report !== undefined });
    let unread = 0;
    /** @type {Row[]} */
    let batch = [];
    const flush = async () => {
      await this.add(batch);
      batch = [];
      bar.step(unread, `${this.#count} inputs`);
      unread = 0;
    };
    try {
      for await (const { line, bytes } of linesOf(file, (amount) => (unread += amount))) {
        batch.push(lineRow(`${titleOf(file)}:${line}`, bytes));
        if (batch.length >= BATCH) await flush();
      }
      await flush();
    } finally {
      bar.end();
    }
  }

  /** @param {Row[]} rows */
  async add(rows) {
    const verdicts = this.#judge(rows);
    for (const [index, one] of rows.entries()) {
      this.#count += 1;
      const verdict = verdicts[index];
      if (verdict === null) await this.#refused(one);
      else await this.#judged(one, verdict);
    }
  }

  /**
   * @param {Row[]} rows
   * @returns {(Verdict | null)[]} null: the row has an error
   */
  #judge(rows) {
    try {
      // One crossing for all, unless one of them is no input.
      if (rows.every(({ input }) => input !== undefined)) {
        return this.#guard.evaluateAll(
          rows.map(({ input }) => /** @type {EvaluateInput} */ (input)),
          this.#options,
        );
      }
    } catch (error) {
      if (!(error instanceof EdgewardError) || error.code !== "invalid_input") throw error;
    }
    return rows.map((one) => {
      try {
        return one.input === undefined ? null : this.#guard.evaluate(one.input, this.#options);
      } catch (error) {
        if (!(error instanceof EdgewardError)) throw error;
        one.error = { code: error.code, message: error.message };
        return null;
      }
    });
  }

  /** @param {Row} row */
  async #refused({ title, id, error = { code: "invalid_input", message: "it is no input" } }) {
    if (this.#values.text) throw new InputError(`${title}: ${error.message}`);
    this.#worse(EXIT.io);
    if (this.#values.json || this.#values.report) await write(json({ input: title, ...(id === undefined ? {} : { id }), error }));
    else this.#table.error(title, error.message);
  }

  /** @param {Row} row @param {Verdict} verdict */
  async #judged({ title, id, input }, verdict) {
    if (DECISIONS.indexOf(verdict.decision) >= this.#failOn) this.#worse(EXIT.failed);
    if (verdict.notEvaluated.some(({ reason }) => reason === "fault")) this.#worse(EXIT.fault);
    const name = { input: title, ...(id === undefined ? {} : { id }) };
    const { report, text } = this.#values;
    if (report !== undefined) await write(json(this.#guard.report(verdict, input, { as: report })));
    else if (this.#values.json) await write(json({ ...name, ...verdict }));
    else if (text) await this.#forward(verdict);
    else this.#table.add(title, verdict);
  }

  /** @param {Verdict} verdict */
  async #forward({ response, prompt }) {
    if (this.#count > 1) throw new UsageError("--text is for one input", "evaluate");
    await write((response ?? prompt)?.text ?? "");
  }

  /** @param {number} code */
  #worse(code) {
    this.#code = Math.max(this.#code, code);
  }

  async finish() {
    const { json: asked, report, text } = this.#values;
    if (!asked && report === undefined && !text) await write(this.#table.text());
    return this.#code;
  }
}

/** @param {string} file */
function formatOf(file) {
  if (/\.(jsonl|ndjson)$/i.test(file)) return "lines";
  return /\.json$/i.test(file) ? "json" : "text";
}

/**
 * @param {string} title
 * @param {any} value
 * @returns {Row}
 */
function row(title, value) {
  const id = value?.id;
  return id === undefined ? { title, input: value } : { title, id, input: value };
}

/**
 * A bad line does not cost the others their verdicts.
 * @param {string} title
 * @param {Uint8Array} bytes
 * @returns {Row}
 */
function lineRow(title, bytes) {
  try {
    return row(title, parsed(decoded(bytes, title), title));
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { title, error: { code: "invalid_input", message: error.message } };
  }
}
