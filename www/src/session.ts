// What the user has written, and what the engine says about it now.
import type { EvaluateInput } from "edgeward";
import { type Engine, latest } from "./engine/client";
import type { Compiled, Judged } from "./engine/protocol";

export interface Texts {
  policy: string;
  prompt: string;
  context: string;
  response: string;
}

interface Events {
  compiled: Compiled;
  judged: Judged;
  failed: string;
}

/** Texts that are longer wait for a pause in typing, milliseconds. */
const LONG = 50_000;
const PAUSE = 200;

export class Session {
  readonly texts: Texts = { policy: "", prompt: "", context: "", response: "" };
  compiled: Compiled | null = null;
  /** The last policy that could be created; its text. */
  valid: { text: string; compiled: Compiled } | null = null;
  judged: Judged | null = null;
  /** Whether somebody looks at the vendor's body. */
  wantsBody = false;
  readonly #listeners: { [K in keyof Events]?: ((event: Events[K]) => void)[] } = {};
  readonly #compile = latest(() => this.#compileNow());
  readonly #judge = latest(() => this.#judgeNow());
  #timer = 0;

  constructor(readonly engine: Engine) {
    engine.call("start").catch((error: Error) => this.#tell("failed", error.message));
  }

  on<K extends keyof Events>(name: K, listener: (event: Events[K]) => void): void {
    const list = (this.#listeners[name] ?? []) as ((event: Events[K]) => void)[];
    list.push(listener);
    (this.#listeners as Record<K, unknown>)[name] = list;
  }

  write(name: keyof Texts, text: string): void {
    if (this.texts[name] === text) return;
    this.texts[name] = text;
    const run = name === "policy" ? this.#compile : this.#judge;
    clearTimeout(this.#timer);
    const length = Object.values(this.texts).reduce((sum, text) => sum + text.length, 0);
    if (length > LONG) this.#timer = window.setTimeout(() => void (name === "policy" ? this.#compile() : this.#judge()), PAUSE);
    else void run();
  }

  /** Sides that are empty are not in the input: rules of that side do not apply. */
  get input(): EvaluateInput {
    const { prompt, context, response } = this.texts;
    return { ...(prompt && { prompt }), ...(context && { context }), ...(response && { response }) };
  }

  judge(): Promise<void> {
    return this.#judge();
  }

  async #compileNow(): Promise<void> {
    const text = this.texts.policy;
    try {
      const compiled = await this.engine.call("compile", text);
      this.compiled = compiled;
      if (compiled.ok) this.valid = { text, compiled };
      this.#tell("compiled", compiled);
      if (compiled.ok) await this.#judge();
    } catch (error) {
      this.#tell("failed", (error as Error).message);
    }
  }

  async #judgeNow(): Promise<void> {
    if (this.valid === null) return;
    try {
      const first = this.judged === null;
      this.judged = await this.engine.call("judge", this.input, { body: this.wantsBody });
      this.#tell("judged", this.judged);
      if (first) performance.mark("interactive");
    } catch (error) {
      this.#tell("failed", (error as Error).message);
    }
  }

  #tell<K extends keyof Events>(name: K, event: Events[K]): void {
    for (const listener of this.#listeners[name] ?? []) listener(event);
  }
}
