/**
 * @param {string} text
 * @returns {Uint8Array<ArrayBuffer>}
 */
export function decode(text) {
  const { Uint8Array: Modern, Buffer: Node } = /** @type {any} */ (globalThis);
  if (Modern.fromBase64) return Modern.fromBase64(text);
  // Not by its bare name: a bundler would add a polyfill.
  if (Node) return new Uint8Array(Node.from(text, "base64"));
  const binary = atob(text);
  // A loop: `Uint8Array.from` with a function takes ten times as long.
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i += 1) bytes[i] = binary.charCodeAt(i);
  return bytes;
}
