// The functions of a wasm file with their names and sizes, and the size of its data.

/** @typedef {{ name: string, bytes: Uint8Array }} Code */

class Reader {
  /** @param {Uint8Array} bytes */
  constructor(bytes, at = 0) {
    this.bytes = bytes;
    this.at = at;
  }

  /** Unsigned LEB128. */
  number() {
    let [value, shift] = [0, 1];
    for (;;) {
      const byte = this.bytes[this.at++];
      value += (byte & 127) * shift;
      if (byte < 128) return value;
      shift *= 128;
    }
  }

  /** @param {number} length */
  take(length) {
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }

  text() {
    return new TextDecoder().decode(this.take(this.number()));
  }
}

/** @param {Uint8Array} file */
function* sections(file) {
  const reader = new Reader(file, 8);
  while (reader.at < file.length) {
    const id = reader.bytes[reader.at++];
    yield { id, body: reader.take(reader.number()) };
  }
}

/**
 * @param {Uint8Array} file
 * @returns {{ total: number, code: number, data: Uint8Array, functions: Code[], imported: number }}
 */
export function contents(file) {
  let imported = 0;
  /** @type {Uint8Array} */
  let data = new Uint8Array();
  /** @type {Uint8Array[]} */
  let bodies = [];
  /** @type {Map<number, string>} */
  let names = new Map();
  let code = 0;
  for (const { id, body } of sections(file)) {
    const reader = new Reader(body);
    if (id === 2) imported = importedFunctions(reader);
    if (id === 10) {
      code = body.length;
      bodies = Array.from({ length: reader.number() }, () => reader.take(reader.number()));
    }
    if (id === 11) data = body;
    if (id === 0 && reader.text() === "name") names = functionNames(reader);
  }
  const functions = bodies.map((bytes, at) => ({ name: names.get(at + imported) ?? "?", bytes }));
  return { total: file.length, code, data, functions, imported };
}

/** @param {Reader} reader */
function importedFunctions(reader) {
  let functions = 0;
  for (let left = reader.number(); left > 0; left -= 1) {
    reader.text();
    reader.text();
    const kind = reader.bytes[reader.at++];
    if (kind === 0) functions += 1;
    if (kind === 1 || kind === 3) reader.at += 1;
    if (kind === 1 || kind === 2) {
      const bounded = reader.number() & 1;
      reader.number();
      if (bounded) reader.number();
    } else reader.number();
  }
  return functions;
}

/** @param {Reader} reader */
function functionNames(reader) {
  /** @type {Map<number, string>} */
  const names = new Map();
  while (reader.at < reader.bytes.length) {
    const kind = reader.bytes[reader.at++];
    const body = new Reader(reader.take(reader.number()));
    if (kind !== 1) continue;
    for (let left = body.number(); left > 0; left -= 1) names.set(body.number(), body.text());
  }
  return names;
}
