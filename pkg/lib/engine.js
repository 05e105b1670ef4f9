/** @import { ErrorCode, WasmSource } from "../index.d.ts" */
import { EdgewardError } from "./error.js";
import { VERSION } from "./version.js";

/** @typedef {typeof import("../dist/edgeward.js")} Glue */
/** @typedef {{ memory: WebAssembly.Memory }} Exports */

/** The instance trapped: whatever it was doing has no answer. */
export class Fault extends Error {}

/** One wasm instance, its start and its replacement after a trap. */
export class Engine {
  #glue;
  /** @type {Promise<void> | undefined} */
  #loading;
  #started = false;
  /** The instance is dead and its replacement could not be made yet. */
  #dead = false;
  /** Counts instances: a handle of an earlier one is stale. */
  generation = 0;
  #scratch = { generation: -1, room: 0, address: 0 };
  #layout = { generation: -1, room: 0, address: 0 };
  #views = { generation: -1, bytes: new Uint8Array(0), words: new Int32Array(0) };
  /**
   * Where the wasm comes from when `init` is not told.
   * @type {(() => Promise<WasmSource>) | undefined}
   */
  source;

  /** @param {Glue} glue */
  constructor(glue) {
    this.#glue = glue;
  }

  /**
   * @param {WasmSource} [source]
   * @returns {Promise<void>}
   */
  load(source) {
    if (this.#started) return Promise.resolve();
    this.#loading ??= this.#load(source).finally(() => {
      this.#loading = undefined;
    });
    return this.#loading;
  }

  /** @param {WasmSource | undefined} given */
  async #load(given) {
    if (given === undefined && this.source === undefined) {
      throw new EdgewardError("load_failed", "this entry loads nothing by itself: pass the wasm module or its bytes to init()");
    }
    try {
      const from = /** @type {WasmSource} */ (given ?? (await this.source?.()));
      await this.#glue.default({ module_or_path: /** @type {any} */ (from) });
      this.#start();
    } catch (error) {
      throw new EdgewardError("load_failed", `the wasm module could not be loaded: ${text(error)}`, [], error);
    }
  }

  /** @param {WebAssembly.Module | ArrayBuffer | ArrayBufferView} module */
  loadSync(module) {
    if (this.#started) return;
    try {
      this.#glue.initSync({ module: /** @type {any} */ (module) });
      this.#start();
    } catch (error) {
      throw new EdgewardError("load_failed", `the wasm module could not be started: ${text(error)}`, [], error);
    }
  }

  #start() {
    const { version } = JSON.parse(this.#glue.buildInfo());
    if (version !== VERSION) throw new Error(`it is of edgeward ${version}, this package is ${VERSION}: give the file of this package`);
    this.#started = true;
  }

  /**
   * Runs `job` on the live instance. What Rust refuses becomes an `EdgewardError`; a trap becomes a `Fault`, with a new
   * instance in place of the dead one.
   * @template T
   * @param {(glue: Glue) => T} job
   * @returns {T}
   */
  run(job) {
    if (!this.#started) {
      throw new EdgewardError("not_initialized", "the wasm module is not loaded yet: call `await init()` once before anything else");
    }
    if (this.#dead) this.#restart();
    try {
      return job(this.#glue);
    } catch (error) {
      if (EdgewardError.is(error) || error instanceof Fault) throw error;
      if (typeof error === "string") throw refused(error);
      this.#restart();
      throw new Fault(text(error), { cause: error });
    }
  }

  #restart() {
    this.#dead = true;
    this.generation += 1;
    try {
      this.#glue.__wbg_reset_state();
    } catch (error) {
      throw new Fault(text(error), { cause: error });
    }
    this.#dead = false;
  }

  /**
   * The address of the text buffer with room for so many bytes, asked for only when it has to grow.
   * @param {Glue} glue
   * @param {number} bytes
   * @returns {number}
   */
  scratch(glue, bytes) {
    const { generation, room } = this.#scratch;
    if (generation !== this.generation || room < bytes) {
      this.#scratch = { generation: this.generation, room: bytes, address: glue.scratch(bytes) };
    }
    return this.#scratch.address;
  }

  /** @returns {number} bytes that the text buffer has room for: what a dead instance had is gone */
  get room() {
    return this.#scratch.generation === this.generation ? this.#scratch.room : 0;
  }

  /**
   * The address of the layout with room for so many texts.
   * @param {Glue} glue
   * @param {number} texts
   * @returns {number}
   */
  layout(glue, texts) {
    const { generation, room } = this.#layout;
    if (generation !== this.generation || room < texts) {
      this.#layout = { generation: this.generation, room: texts, address: glue.layout(texts) };
    }
    return this.#layout.address;
  }

  /** The memory of the live instance as bytes and as numbers, good until the next call. */
  views() {
    // What a grown memory has left behind is empty.
    if (this.#views.generation !== this.generation || this.#views.bytes.length === 0) {
      const memory = this.memory();
      this.#views = { generation: this.generation, bytes: new Uint8Array(memory), words: new Int32Array(memory) };
    }
    return this.#views;
  }

  /**
   * The wasm memory of the live instance, at this moment: it moves when it grows.
   * @returns {ArrayBuffer}
   */
  memory() {
    // Once started, `initSync` answers the live instance's exports and does nothing else.
    const exports = /** @type {Exports} */ (/** @type {unknown} */ (this.#glue.initSync(/** @type {any} */ (undefined))));
    return exports.memory.buffer;
  }
}

/**
 * @param {string} thrown what the binding throws: `{code, message, diagnostics}` as JSON
 * @returns {EdgewardError}
 */
function refused(thrown) {
  /** @type {{ code: ErrorCode, message: string, diagnostics?: [] }} */
  const { code, message, diagnostics } = JSON.parse(thrown);
  return new EdgewardError(code, message, diagnostics ?? []);
}

/** @param {unknown} error */
function text(error) {
  return error instanceof Error ? error.message : String(error);
}
