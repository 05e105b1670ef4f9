// What is in the wasm, room by room: the tables of `make size` and of docs/performance.md.
import { percent, size } from "./units.mjs";

/** What was done about it; measured each alone, gzip. */
const DONE = "";

/** @param {any} sizes @returns {import("./performance.mjs").Section[]} */
export function sizeSections(sizes) {
  if (!sizes) return [];
  const files = {
    titles: ["file", "raw", "gzip", "brotli"],
    rows: sizes.files.map((/** @type {any} */ { name, raw, gzip, brotli }) => [name, size(raw), size(gzip), size(brotli)]),
  };
  return [{ title: "Size", text: `As published. ${DONE}`.trim(), tables: [files] }, ...sizes.builds.map(roomSection)];
}

/** @param {any} build @returns {import("./performance.mjs").Section} */
function roomSection({ name, total, code, data, rooms, largest }) {
  return {
    title: `What is in ${name}.wasm`,
    text: `${size(code)} of code and ${size(data)} of data. A function belongs to the room or crate that its path begins with, so that a generic one of std belongs to \`core\` or \`alloc\`; \`gzip\` is what the functions of the room come to when they are compressed alone.`,
    tables: [
      {
        titles: ["room or crate", "functions", "bytes", "share", "gzip"],
        rows: rooms.map((/** @type {any} */ room) => [
          room.name,
          room.functions === 0 ? "" : String(room.functions),
          size(room.bytes),
          percent(room.bytes / total),
          size(room.gzip),
        ]),
      },
      { titles: ["largest functions", "bytes"], rows: largest.map((/** @type {any} */ each) => [`\`${each.name}\``, size(each.bytes)]) },
    ],
  };
}
