// Numbers for people: three digits, and the unit that fits.

/** @param {number} value */
const digits = (value) => (value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2));

/** @param {number} ns */
export function time(ns) {
  for (const [unit, of] of /** @type {const} */ ([
    ["s", 1e9],
    ["ms", 1e6],
    ["us", 1e3],
  ]))
    if (ns >= of) return `${digits(ns / of)} ${unit}`;
  return `${digits(ns)} ns`;
}

/** @param {number} bytes */
export function size(bytes) {
  if (bytes >= 1e6) return `${digits(bytes / 1e6)} MB`;
  return bytes >= 1e3 ? `${digits(bytes / 1e3)} KB` : `${bytes} B`;
}

/** @param {number} bytes @param {number} ns */
export const rate = (bytes, ns) => `${digits((bytes / ns) * 1e3)} MB/s`;

/** @param {number | undefined} value */
export const factor = (value) => (value === undefined ? "" : `${digits(value)} times`);

/** @param {number} share */
export const percent = (share) => `${(share * 100).toFixed(0)} %`;
