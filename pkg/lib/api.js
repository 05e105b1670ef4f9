/** @import { Atomized, CompileReport, Conversion, CreateOptions, EvaluateInput, EvaluateOptions, Kind, Payload, Template, ValidateOptions, ValidationReport, Verdict, WasmSource } from "../index.d.ts" */
/** @import { Engine } from "./engine.js" */
import { guarded } from "./boundary.js";
import { foreign } from "./brand.js";
import { invalidInput, reading } from "./error.js";
import { BaseGuard, documented, inside, OURS, orThrow } from "./guard.js";
import { named, optionsText, payloadText, readForm } from "./payload.js";
import { restoreStream } from "./transforms.js";
import { restore } from "./vault.js";

/** @typedef {Omit<typeof import("../index.js"), "EdgewardError">} Public */

/**
 * The public functions over one wasm instance.
 * @param {Engine} engine
 * @returns {Public}
 */
export function bind(engine) {
  class Guard extends BaseGuard {
    static fromBytes = guarded((/** @type {Uint8Array} */ bytes) => {
      if (!ArrayBuffer.isView(bytes)) throw invalidInput(`fromBytes takes a Uint8Array, not ${named(bytes)}`);
      // A copy, which `slice` of a Node buffer is not: the caller's may change before it is needed again.
      const kept = reading("the bytes", () => new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength).slice());
      return new Guard(OURS, engine, (glue) => glue.RawGuard.fromBytes(kept));
    });
  }

  /**
   * @param {Payload} payload
   * @param {ValidateOptions} [options]
   * @returns {ValidationReport}
   */
  function validate(payload, options) {
    const text = payloadText(payload);
    // Before the crossing: what throws there is taken for a trap.
    const settings = optionsText(options);
    const report = JSON.parse(orThrow(() => engine.run((glue) => glue.validate(text, settings))));
    if (typeof payload !== "string") withoutPositions(report.diagnostics);
    return report;
  }

  /**
   * @param {Payload} payload
   * @param {CreateOptions} [options]
   */
  function create(payload, options) {
    const text = payloadText(payload);
    const settings = optionsText(options);
    const guard = new Guard(OURS, engine, (glue) => glue.RawGuard.create(text, settings));
    const { name, kind, hash, rules, diagnostics } = guard[inside];
    if (typeof payload !== "string") withoutPositions(diagnostics);
    /** @type {CompileReport} */
    const report = { policy: { name, kind, hash }, rules };
    /** @type {unknown} */
    let document;
    return {
      guard,
      kind,
      get document() {
        document ??= guard[documented](reading("the options", () => options?.document ?? {}));
        return document;
      },
      report,
      diagnostics,
    };
  }

  /**
   * @param {BaseGuard} guard
   * @param {EvaluateInput} input
   * @param {EvaluateOptions} [options]
   * @returns {Verdict}
   */
  function evaluate(guard, input, options) {
    if (!(guard instanceof BaseGuard)) throw foreign(guard) ?? invalidInput(`evaluate takes a guard first, not ${named(guard)}`);
    return guard.evaluate(input, options);
  }

  /** @returns {Template[]} */
  function templates() {
    return JSON.parse(orThrow(() => engine.run((glue) => glue.templates())));
  }

  /**
   * @param {Payload} payload
   * @param {Kind} to
   * @param {ValidateOptions} [options]
   * @returns {Conversion}
   */
  function convert(payload, to, options) {
    const text = payloadText(payload);
    if (typeof to !== "string") throw invalidInput(`convert takes the kind to convert to, not ${named(to)}`);
    const settings = optionsText(options);
    return JSON.parse(orThrow(() => engine.run((glue) => glue.convert(text, to, settings))));
  }

  /**
   * @param {string} text
   * @returns {Atomized}
   */
  function atomize(text) {
    if (typeof text !== "string") throw invalidInput(`atomize takes a text, not ${named(text)}`);
    return JSON.parse(orThrow(() => engine.run((glue) => glue.atomize(text))));
  }

  /** @param {WasmSource} [source] */
  function init(source) {
    return engine.load(source);
  }

  /** @param {WebAssembly.Module | ArrayBuffer | ArrayBufferView} source */
  function initSync(source) {
    engine.loadSync(source);
  }

  const names = {
    init,
    initSync,
    build: buildInfo(engine),
    validate: guarded(validate),
    readForm,
    create: guarded(create),
    evaluate: guarded(evaluate),
    restore: guarded(restore),
    restoreStream: guarded(restoreStream),
    templates: guarded(templates),
    convert: guarded(convert),
    atomize: guarded(atomize),
    Guard,
  };
  return /** @type {Public} */ (/** @type {unknown} */ (names));
}

/**
 * @param {{ position?: unknown }[]} diagnostics of a payload that was no text, so that nobody can look there
 */
function withoutPositions(diagnostics) {
  for (const diagnostic of diagnostics) delete diagnostic.position;
}

/** @param {Engine} engine */
function buildInfo(engine) {
  /** @type {{ version: string, variant: string, artifact: number, detectors: string[] } | undefined} */
  let known;
  const read = () => {
    known ??= JSON.parse(orThrow(() => engine.run((glue) => glue.buildInfo())));
    return /** @type {NonNullable<typeof known>} */ (known);
  };
  return {
    get version() {
      return read().version;
    },
    get variant() {
      return read().variant;
    },
    get artifact() {
      return read().artifact;
    },
    get detectors() {
      return read().detectors;
    },
  };
}
