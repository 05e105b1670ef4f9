// The workloads of bench/core: built as the product is built, run in wasm and in a native child, one beside the other.
import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { rustTargets } from "./setup.mjs";
import { Failure, ROOT, run, say } from "./shell.mjs";

const MANIFEST = join(ROOT, "bench/core/Cargo.toml");
// A folder of its own: the builds of the product have the same `libedgeward.rlib`, with other features, and cargo does not
// notice when one of them has replaced it.
const TARGET = join(ROOT, "target/workloads");
export const WASM = join(TARGET, "wasm32-unknown-unknown/release/edgeward_bench_core.wasm");
export const NATIVE = join(TARGET, "release/bench-core");

/** @returns {string} the release profile of the product, as a file for `cargo --config` */
function profile() {
  const sections = readFileSync(join(ROOT, "Cargo.toml"), "utf8").split(/^(?=\[)/m);
  const folder = join(ROOT, "target/bench");
  mkdirSync(folder, { recursive: true });
  const file = join(folder, "profile.toml");
  writeFileSync(file, sections.filter((section) => section.startsWith("[profile.release")).join(""));
  return file;
}

/** @param {...string} args */
function cargo(...args) {
  run("cargo", [...args, "--locked", "--quiet", "--manifest-path", MANIFEST, "--target-dir", TARGET, "--config", profile()]);
}

/** The wasm build and the native one. */
export function buildHarness() {
  rustTargets("wasm32-unknown-unknown");
  say("building the workloads for wasm");
  cargo("build", "--release", "--lib", "--target", "wasm32-unknown-unknown");
  say("building the workloads natively");
  cargo("build", "--release", "--bin", "bench-core");
}

/** Every named task under criterion. */
export function criterion() {
  cargo("bench", "--bench", "core");
}

/** @typedef {{ op: string, policy: unknown, text: unknown, target?: string, chunk?: number }} Spec see bench/core/src/task.rs */
/** @typedef {{ run: (times: number) => { ns: number, answer: number }, drop: () => void }} Task */

/** The wasm build in this process. Its times are those of the processor: a busy machine changes them little. */
export class WasmHarness {
  /** @type {any} */
  #exports;

  /** @param {string} [file] */
  constructor(file = WASM) {
    const module = new WebAssembly.Module(readFileSync(file));
    this.#exports = new WebAssembly.Instance(module, {}).exports;
  }

  /** @param {string} text */
  #write(text) {
    const bytes = new TextEncoder().encode(text);
    const at = this.#exports.room(bytes.length);
    new Uint8Array(this.#exports.memory.buffer, at, bytes.length).set(bytes);
  }

  /** @param {number} bytes */
  #read(bytes) {
    return new TextDecoder().decode(new Uint8Array(this.#exports.memory.buffer, this.#exports.out(), bytes));
  }

  /** @param {Record<string, unknown>} question @returns {string} */
  ask(question) {
    this.#write(JSON.stringify(question));
    return this.#read(this.#exports.ask());
  }

  /** @param {unknown} spec @returns {string} */
  text(spec) {
    return this.ask({ text: spec });
  }

  /** @param {string} name @returns {string} */
  policy(name) {
    return this.ask({ policy: name });
  }

  /** @param {Spec} spec @returns {Task} */
  prepare(spec) {
    this.#write(JSON.stringify(spec));
    const task = this.#exports.prepare();
    if (task < 0) throw new Failure(this.#read(this.#exports.reason()));
    return {
      run: (times) => {
        const before = process.cpuUsage();
        const answer = this.#exports.run(task, times);
        const { user, system } = process.cpuUsage(before);
        return { ns: (user + system) * 1000, answer };
      },
      drop: () => this.#exports.drop_task(task),
    };
  }
}

/** The native build in a child, which measures itself. */
export class NativeHarness {
  #child = spawn(NATIVE, ["serve"], { stdio: ["pipe", "pipe", "inherit"] });
  #lines = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();

  /** @param {string} line @returns {Promise<string>} */
  async #ask(line) {
    this.#child.stdin.write(`${line}\n`);
    const { value, done } = await this.#lines.next();
    if (done) throw new Failure("the native workloads ended");
    return value;
  }

  /** @param {Spec} spec */
  async prepare(spec) {
    const task = await this.#ask(`new ${JSON.stringify(spec)}`);
    if (task.startsWith("-1")) throw new Failure(task.slice(3));
    return {
      run: async (/** @type {number} */ times) => {
        const [ns, answer] = (await this.#ask(`run ${task} ${times}`)).split(" ").map(Number);
        return { ns, answer };
      },
      drop: () => void this.#ask(`drop ${task}`),
    };
  }

  end() {
    this.#child.stdin.end();
  }
}
