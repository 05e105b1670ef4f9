// The functions of a wasm file by room and crate.
import { gzipSync } from "node:zlib";
import { contents } from "./wasm-names.mjs";

/** What Rust's older mangling writes for signs. @type {Record<string, string>} */
const SIGNS = {
  LT: "<",
  GT: ">",
  u20: " ",
  RF: "&",
  BP: "*",
  C: ",",
  u7b: "{",
  u7d: "}",
  u5b: "[",
  u5d: "]",
  LP: "(",
  RP: ")",
  u27: "'",
  u3b: ";",
  u2b: "+",
  u3d: "=",
  SP: "@",
};

/** @param {string} mangled @returns {string} the path, without the hash */
export function demangled(mangled) {
  // The names after the crate are read off the newer mangling; what it is generic over is not.
  const newer = /^_R.*?C(?:s[0-9A-Za-z]*_)?(?=\d)/.exec(mangled);
  if (newer) return identifiers(mangled.slice(newer[0].length)).join("::");
  if (!mangled.startsWith("_ZN")) return mangled;
  const path = identifiers(mangled.slice(3)).filter((part) => !/^h[0-9a-f]{16}$/.test(part));
  return path
    .map((part) =>
      part
        .replace(/^_(?=\$)/, "")
        .replace(/\$(\w+)\$/g, (whole, sign) => SIGNS[sign] ?? whole)
        .replaceAll("..", "::"),
    )
    .join("::");
}

/** @param {string} text length-prefixed names in a row */
function identifiers(text) {
  const out = [];
  for (let at = 0; ; ) {
    const length = /^(\d+)_?/.exec(text.slice(at));
    if (length === null) return out;
    const from =
      at + (text[at + length[1].length] === "_" && !text.startsWith("_$", at + length[1].length) ? length[0].length : length[1].length);
    out.push(text.slice(from, from + Number(length[1])));
    at = from + Number(length[1]);
  }
}

/** @param {string} name a demangled path */
export function roomOf(name) {
  if (/serde_json::de|serde_core|serde::|serde_wasm_bindgen/.test(name)) return "serde, serde_json (reading and writing JSON)";
  const own = /\bedgeward::(\w+)(?:::(\w+))?(?:::(\w+))?/.exec(name);
  const first = /^[<&\s*]*(?:mut |const |dyn )*([a-z_0-9]+)(?:::|>| as )/.exec(name)?.[1] ?? name.split("::")[0];
  if (own === null || (first !== "edgeward" && !["core", "alloc", "std"].includes(first)))
    return first.startsWith("_") ? "glue and others" : first;
  const [, room, part, deeper] = own;
  if (room === "detectors" || room === "policy")
    return part === "vendors" && deeper
      ? `edgeward::policy::vendors::${deeper}`
      : `edgeward::${room}${part && /^[a-z]/.test(part) ? `::${part}` : ""}`;
  return `edgeward::${room}`;
}

/**
 * @param {string} name
 * @param {Uint8Array} file with its names
 */
export function rooms(name, file) {
  const { total, code, data, functions } = contents(file);
  const named = functions.map(({ name: mangled, bytes }) => ({ name: demangled(mangled), bytes }));
  const byRoom = grouped(named);
  const zipped = (/** @type {Uint8Array[]} */ parts) => gzipSync(Buffer.concat(parts), { level: 9 }).length;
  const rows = [...byRoom].map(([room, list]) => ({
    name: room,
    functions: list.length,
    bytes: list.reduce((sum, { bytes }) => sum + bytes.length, 0),
    gzip: zipped(list.map(({ bytes }) => bytes)),
  }));
  rows.push({ name: "data (tables, texts, weights)", functions: 0, bytes: data.length, gzip: zipped([data]) });
  rows.sort((a, b) => b.bytes - a.bytes);
  const shown = rows.filter(({ bytes }) => bytes >= total / 200);
  const small = rows.filter((row) => !shown.includes(row));
  const sum = (/** @type {"functions" | "bytes" | "gzip"} */ key) => small.reduce((all, row) => all + row[key], 0);
  shown.push({ name: `${small.length} others`, functions: sum("functions"), bytes: sum("bytes"), gzip: sum("gzip") });
  const largest = named
    .toSorted((a, b) => b.bytes.length - a.bytes.length)
    .slice(0, 15)
    .map((each) => ({ name: each.name, bytes: each.bytes.length }));
  return { name, total, code, data: data.length, rooms: shown, largest };
}

/** @param {{ name: string, bytes: Uint8Array }[]} list */
function grouped(list) {
  /** @type {Map<string, { name: string, bytes: Uint8Array }[]>} */
  const out = new Map();
  for (const each of list) {
    const room = roomOf(each.name);
    const list = out.get(room) ?? [];
    list.push(each);
    out.set(room, list);
  }
  return out;
}
