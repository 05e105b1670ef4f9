// What turns measurements into the record and the page; no measuring.
import assert from "node:assert/strict";
import { test } from "node:test";
import { gates } from "../../scripts/lib/gates.mjs";
import { performancePage } from "../../scripts/lib/performance.mjs";
import { demangled, roomOf, rooms } from "../../scripts/lib/rooms.mjs";
import { rate, size, time } from "../../scripts/lib/units.mjs";
import { contestant, measure, quantile, slope } from "../lib/measure.mjs";

test("the exponent of growth", () => {
  const of = (/** @type {(x: number) => number} */ y) => slope([1, 10, 100, 1000].map((x) => ({ x, y: y(x) })));
  assert.equal(of((x) => 3 * x).toFixed(3), "1.000");
  assert.equal(of((x) => x * x).toFixed(3), "2.000");
  assert.equal(of(() => 7).toFixed(3), "0.000");
});

test("quantiles are of the sorted list", () => {
  assert.equal(quantile([9, 1, 5], 0.5), 5);
  assert.equal(quantile([4, 3, 2, 1, 0], 0.25), 1);
});

test("who takes twice as long has twice the ratio", async () => {
  const effort = { batchMs: 1, rounds: 5, warmMs: 1, patienceMs: 50 };
  const fake = (/** @type {string} */ name, /** @type {number} */ ns) => ({ name, batch: (/** @type {number} */ times) => times * ns });
  const got = /** @type {any} */ (await measure([fake("one", 1_000), fake("two", 2_000), fake("slow", 1e9)], effort));
  assert.equal(got.two.ratio, 2);
  assert.equal(got.one.ns, 1_000);
  assert.deepEqual(got.slow, { over: 1e9 });
});

test("a contestant that answers promises is waited for", async () => {
  let calls = 0;
  const { batch } = contestant("later", async () => {
    await null;
    calls += 1;
  });
  assert.ok((await batch(7)) >= 0);
  assert.equal(calls, 7);
});

test("numbers have a unit that fits", () => {
  assert.deepEqual([time(999), time(1_500), time(2.5e6), time(3e9)], ["999 ns", "1.50 us", "2.50 ms", "3.00 s"]);
  assert.deepEqual([size(12), size(380_000), size(1.9e6)], ["12 B", "380 KB", "1.90 MB"]);
  assert.equal(rate(1_000, 10_000), "100 MB/s");
});

test("a gate that is missed says so", () => {
  const files = [
    { name: "edgeward-core.wasm", gzip: 380_001 },
    { name: "edgeward.wasm", gzip: 1_900_000 },
  ];
  const [{ rows }] = gates({ size: { files } }).tables;
  assert.deepEqual(
    rows.map((row) => row.at(-1)),
    ["**no**", "yes"],
  );
});

test("functions are told by their path", () => {
  const mangled = "_ZN8edgeward9detectors3pii4scan4Scan3run17h9f55c22f075a3553E";
  assert.equal(demangled(mangled), "edgeward::detectors::pii::scan::Scan::run");
  assert.equal(roomOf(demangled(mangled)), "edgeward::detectors::pii");
  const trait = "_ZN85_$LT$edgeward..detectors..secret..Secret$u20$as$u20$edgeward..detectors..Detector$GT$6detect17h68c7666539bedde5E";
  assert.equal(demangled(trait), "<edgeward::detectors::secret::Secret as edgeward::detectors::Detector>::detect");
  assert.equal(roomOf(demangled(trait)), "edgeward::detectors::secret");
  assert.match(demangled("_RNvNtNtNtNtCsgXGp5Oqx2Ny_4core3num7flt2dec8strategy6dragon15format_shortest"), /^core::num::flt2dec/);
  assert.equal(roomOf("regex_automata::hybrid::search::find_fwd"), "regex_automata");
});

test("the sizes of a wasm file are those of its functions", () => {
  const name = [..."_ZN8edgeward4text9normalise17h0123456789abcdefE"].map((each) => each.charCodeAt(0));
  const names = [4, ...[..."name"].map((each) => each.charCodeAt(0)), 1, name.length + 3, 1, 0, name.length, ...name];
  const file = Uint8Array.from([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...[1, 4, 1, 0x60, 0, 0], // a type without parameters
    ...[3, 2, 1, 0], // one function of it
    ...[10, 4, 1, 2, 0, 0x0b], // its body: two bytes
    ...[0, names.length, ...names],
  ]);
  assert.ok(WebAssembly.validate(file));
  const { code, data, rooms: found } = rooms("small", file);
  assert.deepEqual([code, data], [4, 0]);
  assert.deepEqual(
    found.filter(({ functions }) => functions > 0).map(({ name: room, bytes }) => [room, bytes]),
    [["edgeward::text", 2]],
  );
});

test("docs/performance.md is what the record says", () => performancePage({ check: true }));
