// The plots of docs/performance.md, from bench/record.json: `make bench` draws them; `node bench/plots.mjs` again.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse, View } from "vega";
import { compile } from "vega-lite";
import { ROOT } from "../scripts/lib/shell.mjs";

const OUT = join(ROOT, "docs/plots");
/** @typedef {{ series: string, x: number, y: number }} Point */

/**
 * Lines on logarithmic axes: equal steps are equal factors, and what is linear rises by one decade a decade.
 * @param {{ title: string, x: string, y: string, points: Point[] }} plot
 * @returns {Promise<string>}
 */
async function lines({ title, x, y, points }) {
  const axis = (/** @type {string} */ field, /** @type {string} */ name, /** @type {string} */ format) => ({
    field,
    type: /** @type {const} */ ("quantitative"),
    scale: { type: /** @type {const} */ ("log") },
    axis: { title: name, format, tickCount: 6 },
  });
  const { spec } = compile({
    title,
    width: 420,
    height: 260,
    background: "white",
    data: { values: points },
    mark: { type: "line", point: true },
    encoding: {
      x: axis("x", x, "~s"),
      y: axis("y", y, "~s"),
      color: { field: "series", type: "nominal", sort: null, legend: { title: null } },
      shape: { field: "series", type: "nominal", sort: null, legend: { title: null } },
    },
  });
  return new View(parse(spec), { renderer: "none" }).toSVG();
}

/** @param {any} record @returns {[string, Parameters<typeof lines>[0]][]} */
function plots({ detect, growth }) {
  const seconds = "seconds a call (processor)";
  const peers = detect
    .filter((/** @type {any} */ { cells }) => new Set(cells.map((/** @type {any} */ { bytes }) => bytes)).size > 2)
    .map((/** @type {any} */ { id, title, cells }) => {
      const text = cells.at(-1).text;
      const points = cells
        .filter((/** @type {any} */ cell) => cell.text === text)
        .flatMap(({ bytes, times }) =>
          Object.entries(times).map(([series, { ns, over }]) => ({ series, x: bytes, y: (ns ?? over) / 1e9 })),
        );
      return [`peers-${id}`, { title: `${title}, ${text}`, x: "bytes of text", y: seconds, points }];
    });
  const grown = ["length", "rules", "keywords", "findings"].map((id) => {
    const curves = growth.filter((/** @type {any} */ curve) => curve.id === id || curve.id.startsWith(`${id}-`));
    const points = curves.flatMap(({ title, exponent, points: own }) =>
      own.map((/** @type {any} */ { x, y }) => ({ series: `${title} (${exponent.toFixed(2)})`, x, y: y / 1e9 })),
    );
    return [`growth-${id}`, { title: `Growth with ${curves[0].x}`, x: curves[0].x, y: seconds, points }];
  });
  return [...peers, ...grown];
}

/** @param {any} record */
export async function draw(record) {
  mkdirSync(OUT, { recursive: true });
  for (const [name, plot] of plots(record)) {
    const svg = await lines(plot);
    // Says which record it shows: the drift test reads it.
    writeFileSync(join(OUT, `${name}.svg`), `${svg.replace(/(<svg[^>]*>)/, `$1<!-- record of ${record.date} -->`)}\n`);
  }
}

if (import.meta.filename === process.argv[1]) await draw(JSON.parse(readFileSync(join(ROOT, "bench/record.json"), "utf8")));
