// What is in the wasm, room by room: the tables of `make size` and of docs/performance.md.
import { percent, size } from "./units.mjs";

/** What was done about it, with gzip before and after; the rooms of today are in the tables. */
const DONE = `What was looked at and left out, before and after by gzip: core 794 and 702 KB, full 2,512 and 2,344 KB. The pattern
crates' own literal search (aho-corasick, 104 KB raw), since the prefilter has looked for a pattern's literals before it is run; what
automata and syntax trees need to print themselves, which a trait bound and the SQL parser's log calls kept alive (50 KB raw in core,
160 KB in full); a second reader of every JSON type, for bytes beside text; std's sort for a dozen more types (6 KB raw each), in
\`collect\` into a tree. Left as they are: the tables of Unicode for normalisation and case (half of core's data), the readers that
serde derives (74 KB raw), the printing of SQL syntax trees, which the parser's own messages need.
Tried for core and left out: \`opt-level = "z"\` for all of it (706 KB instead of 795, and texts without a finding take three times as
long: the compiler then inlines nothing into the loop of the prefilter), \`-inlinehint-threshold=40\` (753 KB, 3 to 13 % slower, an option
that LLVM does not promise), no overflow checks (761 KB, and a fault would pass unseen).`.replaceAll("\n", " ");

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
