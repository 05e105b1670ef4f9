// A list of steps, run one after another, with what was skipped said at the end.
import { Failure, STRICT, say } from "./shell.mjs";

/** @typedef {() => void | string | undefined | Promise<void | string | undefined>} Step answers why it was skipped, or nothing */

/**
 * @param {Record<string, Step>} steps
 * @param {string[]} chosen names; none: all
 */
export async function runStages(steps, chosen) {
  const unknown = chosen.filter((name) => !(name in steps));
  if (unknown.length > 0) throw new Failure(`no such step: ${unknown.join(", ")}; there are ${Object.keys(steps).join(", ")}`);
  /** @type {string[]} */
  const skipped = [];
  const names = Object.keys(steps).filter((name) => chosen.length === 0 || chosen.includes(name));
  for (const name of names) {
    say(`${name} ${"-".repeat(Math.max(0, 60 - name.length))}`);
    const reason = await steps[name]();
    if (reason === undefined) continue;
    console.log(`SKIP ${name}: ${reason}`);
    skipped.push(`${name}: ${reason}`);
  }
  say(`${names.length - skipped.length} of ${names.length} steps passed, ${skipped.length} skipped`);
  for (const line of skipped) console.log(`SKIP ${line}`);
  if (STRICT && skipped.length > 0) throw new Failure("a skipped step is a failure here");
}
