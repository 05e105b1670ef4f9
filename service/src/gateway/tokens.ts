import type { Outcome } from "edgeward";

const BRACKETED = /^([[<])(.+)([\]>])$/s;

const inString = (value: string): string => JSON.stringify(value).slice(1, -1);

/**
 * Reversible redaction of one request: each value that was redacted from the prompts gets a numbered token, the same value
 * the same token, and only these go back into the answer. Nothing is kept after the request: the client sends the
 * originals again, and the numbers follow their order.
 */
export class Tokens {
  readonly #values = new Map<string, string>();
  readonly #tokens = new Map<string, string>();
  readonly #counts = new Map<string, number>();

  replace(text: string, edits: Outcome["edits"]): string {
    let out = "";
    let at = 0;
    for (const { start, end, replacement } of edits) {
      out += text.slice(at, start) + this.#token(replacement, text.slice(start, end));
      at = end;
    }
    return out + text.slice(at);
  }

  /** A mask that shows a part of its value has no room for a number, and is not restored. */
  #token(replacement: string, value: string): string {
    const parts = BRACKETED.exec(replacement);
    if (parts === null) return replacement;
    const [, open, name, close] = parts;
    const key = `${replacement}\n${value}`;
    const known = this.#tokens.get(key);
    if (known !== undefined) return known;
    const count = (this.#counts.get(replacement) ?? 0) + 1;
    this.#counts.set(replacement, count);
    const token = `${open}${name}_${count}${close}`;
    this.#tokens.set(key, token);
    this.#values.set(token, value);
    return token;
  }

  /** Values that an earlier answer was given back must not go to the model with it. */
  hide(text: string): string {
    return this.#hidden(text, (value) => value);
  }

  /** The same inside the strings of JSON. */
  hideJson(text: string): string {
    return this.#hidden(text, inString);
  }

  #hidden(text: string, written: (value: string) => string): string {
    let hidden = text;
    for (const [token, value] of this.#values) hidden = hidden.replaceAll(written(value), token);
    return hidden;
  }

  /** In one pass: a value that looks like a token is not replaced again. */
  restore(text: string): string {
    return this.#restored(text, (value) => value);
  }

  /** The same inside the strings of JSON. */
  restoreJson(text: string): string {
    return this.#restored(text, inString);
  }

  #restored(text: string, written: (value: string) => string): string {
    if (this.#values.size === 0) return text;
    const names = [...this.#values.keys()].map((token) => token.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&"));
    return text.replaceAll(new RegExp(names.join("|"), "g"), (token) => {
      const value = this.#values.get(token);
      return value === undefined ? token : written(value);
    });
  }
}
