// This build beside the last record. Where the record's build is at hand (`make bench` keeps it in target/bench), or BASE names
// a revision to build, both run in turns in one process; otherwise the record's numbers are what is left, and the machine is
// part of the difference.
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { EFFORT, measure } from "../../bench/lib/measure.mjs";
import { WASM, WasmHarness } from "./harness.mjs";
import { Failure, output, ROOT, run, say } from "./shell.mjs";
import { table } from "./table.mjs";
import { time } from "./units.mjs";

const FOLDER = join(ROOT, "target/bench");

/** @param {string | undefined} revision @param {boolean} quick */
export async function compare(revision, quick) {
  const file = join(ROOT, "bench/record.json");
  const record = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : null;
  const base = revision === undefined ? record?.versions.commit : output("git", ["rev-parse", "--short=10", revision]);
  if (!base) throw new Failure("there is neither a record nor a revision: run `make bench`, or give BASE=revision");
  const wasm = join(FOLDER, `${base}.wasm`);
  if (!existsSync(wasm) && revision !== undefined) build(base, wasm);
  const rows = existsSync(wasm) ? await paired(wasm, quick) : await against(record, quick);
  say(
    existsSync(wasm)
      ? `beside ${base}, in turns, in one process`
      : `beside the record of ${record.date}: two runs, so the machine is in it too`,
  );
  console.log(table(["in wasm", "before", "now", "change"], rows));
}

/** @param {string} commit @param {string} wasm */
function build(commit, wasm) {
  const tree = join(FOLDER, "base");
  mkdirSync(FOLDER, { recursive: true });
  run("git", ["worktree", "add", "--force", "--detach", tree, commit]);
  try {
    run("node", ["-e", "import('./scripts/lib/harness.mjs').then(({ buildHarness }) => buildHarness())"], { cwd: tree });
    copyFileSync(join(tree, WASM.slice(ROOT.length + 1)), wasm);
  } finally {
    run("git", ["worktree", "remove", "--force", tree]);
    rmSync(tree, { recursive: true, force: true });
  }
}

/** @param {string} file @param {boolean} quick */
async function paired(file, quick) {
  const [old, own] = [new WasmHarness(file), new WasmHarness()];
  const specs = new Map(JSON.parse(own.ask({ named: 0 })));
  const rows = [];
  for (const [name, spec] of JSON.parse(old.ask({ named: 0 }))) {
    if (specs.get(name) !== spec) continue;
    const [a, b] = [old.prepare(JSON.parse(spec)), own.prepare(JSON.parse(spec))];
    const batch = (/** @type {import("./harness.mjs").Task} */ task) => (/** @type {number} */ times) => task.run(times).ns;
    const got = /** @type {any} */ (
      await measure(
        [
          { name: "before", batch: batch(a) },
          { name: "now", batch: batch(b) },
        ],
        EFFORT[quick ? "quick" : "full"],
      )
    );
    rows.push([name, time(got.before.ns), time(got.now.ns), `${((got.now.ratio - 1) * 100).toFixed(1)} %`]);
    a.drop();
    b.drop();
  }
  return rows;
}

/** @param {any} record @param {boolean} quick */
async function against(record, quick) {
  const own = new WasmHarness();
  const rows = [];
  for (const { title, spec, times } of record.core) {
    const task = own.prepare(spec);
    const got = /** @type {any} */ (
      await measure([{ name: "now", batch: (count) => task.run(count).ns }], EFFORT[quick ? "quick" : "full"])
    );
    task.drop();
    rows.push([title, time(times.wasm.ns), time(got.now.ns), `${((got.now.ns / times.wasm.ns - 1) * 100).toFixed(1)} %`]);
  }
  return rows;
}
