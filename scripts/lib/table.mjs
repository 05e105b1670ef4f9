// Aligned columns for people.

/**
 * @param {string[]} titles
 * @param {string[][]} rows
 * @param {number} [width] of the last column; longer cells are cut
 * @returns {string}
 */
export function table(titles, rows, width = 60) {
  const cut = (/** @type {string} */ cell) => (cell.length > width ? `${cell.slice(0, width - 3)}...` : cell);
  const cells = [titles, ...rows].map((row) => row.map(cut));
  const widths = titles.map((_, column) => Math.max(...cells.map((row) => row[column].length)));
  const line = (/** @type {string[]} */ row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]))
      .join("  ")
      .trimEnd();
  return [line(cells[0]), line(widths.map((size) => "-".repeat(size))), ...cells.slice(1).map(line)].join("\n");
}
