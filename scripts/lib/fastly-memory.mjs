// Numbers, texts and lists as Fastly's calls hand them over: at an address of the program's memory.
import { Failure } from "./shell.mjs";

export class ProgramMemory {
  /** @type {WebAssembly.Memory | undefined} */
  memory;

  /** @param {{ ok: number, bufferTooSmall: number }} status what a call answers */
  constructor(status) {
    this.status = status;
  }

  bytes() {
    if (this.memory === undefined) throw new Failure("the program has no memory yet");
    return new Uint8Array(this.memory.buffer);
  }

  view() {
    return new DataView(this.bytes().buffer);
  }

  /** @param {number} at @param {number} value */
  u32(at, value) {
    this.view().setUint32(at, value, true);
    return this.status.ok;
  }

  /** @param {number} at @param {number} length */
  read(at, length) {
    return new TextDecoder().decode(this.bytes().subarray(at, at + length));
  }

  /** @param {string} text @param {number[]} out */
  text(text, [at, room, written]) {
    const bytes = new TextEncoder().encode(text);
    this.u32(written, bytes.length);
    if (bytes.length > room) return this.status.bufferTooSmall;
    this.bytes().set(bytes, at);
    return this.status.ok;
  }

  /**
   * Texts with a zero after each, as many as there is room for, and where to go on.
   * @param {string[]} texts
   * @param {number[]} out
   */
  list(texts, [at, room, cursor, next, written]) {
    let used = 0;
    let index = cursor;
    for (; index < texts.length; index += 1) {
      const bytes = new TextEncoder().encode(`${texts[index]}\0`);
      if (used + bytes.length > room) break;
      this.bytes().set(bytes, at + used);
      used += bytes.length;
    }
    this.view().setBigInt64(next, index < texts.length ? BigInt(index) : -1n, true);
    const stuck = used === 0 && index < texts.length;
    this.u32(written, stuck ? new TextEncoder().encode(texts[index]).length + 1 : used);
    return stuck ? this.status.bufferTooSmall : this.status.ok;
  }
}
