// The lines of a part of a file, read as a stream: memory does not grow with the file.

export interface Line {
  text: string;
  /** Bytes in the file, without the line break. */
  start: number;
  end: number;
}

const BREAK = 10;
/** A line that is longer is not a message but a file without line breaks. */
export const LONGEST = 8 * 1024 * 1024;

/** Lines that start in `start..end`; a line that was begun before `start` belongs to the part before. */
export async function* lines(file: Blob, start: number, end: number): AsyncGenerator<Line[]> {
  const decoder = new TextDecoder();
  // One byte earlier, to see whether a line starts right at `start`.
  let at = Math.max(0, start - 1);
  const reader = file.slice(at).stream().getReader();
  let rest = new Uint8Array(0);
  let skipping = start > 0;
  try {
    for (;;) {
      const { value, done } = await reader.read();
      const bytes = value === undefined ? rest : joined(rest, value);
      const out: Line[] = [];
      let from = 0;
      for (;;) {
        const found = bytes.indexOf(BREAK, from);
        const to = found === -1 ? (done ? bytes.length : -1) : found;
        if (to === -1 || (found === -1 && from >= bytes.length)) break;
        if (skipping) skipping = false;
        else if (at + from >= end) {
          yield out;
          return;
        } else if (to > from) out.push({ text: decoder.decode(bytes.subarray(from, to)), start: at + from, end: at + to });
        else out.push({ text: "", start: at + from, end: at + to });
        from = to + 1;
        if (found === -1) break;
      }
      yield out;
      if (done) return;
      rest = bytes.slice(from);
      at += from;
      if (rest.length > LONGEST) throw new Error("a line is longer than 8 MB: this is not a JSON Lines log");
    }
  } finally {
    await reader.cancel();
  }
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
