// `make parity N=100000`: random policies and texts in the built package in Node: the verdict is that of the native
// engine, byte for byte, and the memory stays as it is. A part of `make soak`.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import { buildPackage } from "./lib/package.mjs";
import { Failure, main, ROOT, say } from "./lib/shell.mjs";

/** Lines after which the memory is what it stays. */
const WARM = 2_000;
/** How much of it may come on top: rounding of the allocator, not a leak. */
const SLACK = 1.1;

await main(async () => {
  if (!existsSync(join(ROOT, "pkg/dist/edgeward.wasm"))) buildPackage();
  const [count = "100000", seed = "1"] = process.argv.slice(2);
  const { create } = await import(pathToFileURL(join(ROOT, "pkg/entry/inline.js")).href);
  const { engine } = await import(pathToFileURL(join(ROOT, "pkg/lib/full-engine.js")).href);
  const args = ["run", "--release", "--locked", "--quiet", "--manifest-path", join(ROOT, "fuzz/Cargo.toml"), "--bin", "record", "--"];
  const child = spawn("cargo", [...args, count, seed], { stdio: ["ignore", "pipe", "inherit"] });
  const ended = once(child, "exit");
  /** @type {any} */
  let guard;
  let [done, warm] = [0, 0];
  /** @type {string[]} */
  const faults = [];
  for await (const line of createInterface({ input: child.stdout })) {
    const { payload, text, verdict } = JSON.parse(line);
    if (payload !== undefined) {
      guard?.free();
      guard = create(payload).guard;
    }
    const got = JSON.stringify(guard.evaluate({ response: text }, { scores: true }));
    if (got !== verdict) faults.push(`${JSON.stringify(text)}\nnative ${verdict}\nwasm   ${got}`);
    done += 1;
    if (done === WARM) warm = engine.memory().byteLength;
    if (done % 50_000 === 0) say(`${done} verdicts, ${engine.memory().byteLength >> 10} KB of wasm memory`);
  }
  const [code] = await ended;
  if (code !== 0) throw new Failure("the native engine stopped");
  const memory = engine.memory().byteLength;
  say(
    `${done} verdicts from seed ${seed}, ${faults.length} differ; wasm memory ${warm >> 10} KB after ${WARM}, ${memory >> 10} KB at the end`,
  );
  if (faults.length > 0) throw new Failure(faults.slice(0, 3).join("\n\n"));
  if (done > WARM && memory > warm * SLACK) throw new Failure("the memory grows");
});
