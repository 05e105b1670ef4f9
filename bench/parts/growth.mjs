// How time grows with the text, the rules, the keywords and what is found; in wasm. The exponent is the slope of the upper
// half of the points, where what is constant weighs little: 1 is linear.
/** @import { Spec, WasmHarness } from "../../scripts/lib/harness.mjs" */

/** An exponent above it is named. */
const LINEAR = 1.15;
const prose = (/** @type {number} */ bytes) => ({ kind: "prose", bytes });
const TEXT = 16_384;

/** @param {boolean} quick @returns {{ id: string, title: string, x: string, y: string, points: { x: number, spec: Spec }[] }[]} */
function curves(quick) {
  const upTo = (/** @type {number[]} */ list) => (quick ? list.filter((_, at) => at % 2 === 0) : list);
  const lengths = upTo([100, 300, 1_000, 3_000, 10_000, 30_000, 100_000, 300_000, 1_000_000]);
  // Mixed rules to what a policy may hold by default; with keywords alone to ten times that.
  const counts = (/** @type {string} */ kind) => upTo([1, 3, 10, 30, 100, 300, 1_000, ...(kind === "literals" ? [3_000, 10_000] : [])]);
  const words = upTo([10, 100, 300, 1_000, 3_000, 10_000, 30_000, 100_000]);
  const evaluate = (/** @type {string} */ policy, /** @type {unknown} */ text) => ({ op: "evaluate", policy, text });
  const create = (/** @type {string} */ policy) => ({ op: "create", policy, text: "" });
  return [
    ...["everything", "lyzr", "rules:250"].map((policy) => ({
      id: `length-${policy}`,
      title: `text, ${policy}`,
      x: "bytes of text",
      y: "evaluate",
      points: lengths.map((x) => ({ x, spec: evaluate(policy, { kind: policy === "lyzr" ? "letter" : "prose", bytes: x }) })),
    })),
    ...["rules", "literals"].flatMap((kind) => [
      {
        id: `rules-${kind}`,
        title: `${kind}, 16 KB of prose`,
        x: "rules",
        y: "evaluate",
        points: counts(kind).map((x) => ({ x, spec: evaluate(`${kind}:${x}`, prose(TEXT)) })),
      },
      {
        id: `rules-${kind}-create`,
        title: `${kind}, create`,
        x: "rules",
        y: "create",
        points: counts(kind).map((x) => ({ x, spec: create(`${kind}:${x}`) })),
      },
    ]),
    {
      id: "keywords",
      title: "keywords, 16 KB of prose",
      x: "keywords",
      y: "evaluate",
      points: words.map((x) => ({ x, spec: evaluate(`keywords:${x}`, prose(TEXT)) })),
    },
    {
      id: "keywords-create",
      title: "keywords, create",
      x: "keywords",
      y: "create",
      points: words.map((x) => ({ x, spec: create(`keywords:${x}`) })),
    },
    {
      id: "findings",
      title: "findings, 64 KB",
      x: "findings",
      y: "evaluate",
      points: upTo([40, 80, 160, 320, 640, 1_280, 2_560, 5_120, 20_480])
        .map((every) => ({
          x: Math.round(65_536 / every),
          spec: evaluate("pii", { kind: "findings", bytes: 65_536, every }),
        }))
        .reverse(),
    },
  ];
}

/**
 * @param {WasmHarness} wasm
 * @param {import("../lib/measure.mjs").Effort} effort
 * @param {typeof import("../lib/measure.mjs")} tools
 * @param {boolean} quick
 */
export async function growth(wasm, effort, tools, quick) {
  const light = { ...effort, rounds: 5, batchMs: effort.batchMs / 2, warmMs: effort.warmMs / 8, patienceMs: 20_000 };
  const out = [];
  for (const { id, title, x, y, points } of curves(quick)) {
    const measured = [];
    for (const point of points) {
      const task = wasm.prepare(point.spec);
      const { wasm: time } = await tools.measure([{ name: "wasm", batch: (times) => task.run(times).ns }], light);
      task.drop();
      measured.push({ x: point.x, y: "ns" in time ? time.ns : time.over });
    }
    const exponent = tools.slope(measured.slice(Math.floor(measured.length / 2) - 1));
    out.push({ id, title, x, y, exponent, superLinear: exponent > LINEAR, points: measured });
    console.log(`  ${title}: exponent ${exponent.toFixed(2)}`);
  }
  return out;
}
