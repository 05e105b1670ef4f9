// `make quality DATA=dir OUT=file.json [ARGS="--task pii"]`: metrics of the detectors on labelled rows, with one line per row
// beside them.
import { spawnSync } from "node:child_process";
import { Failure, main, ROOT } from "./lib/shell.mjs";

await main(() => {
  const [data, out] = process.argv.slice(2);
  if (!data || !out) throw new Failure('usage: make quality DATA=dir OUT=file.json [ARGS="--help"]');
  const more = (process.env.ARGS ?? "").split(/\s+/).filter(Boolean);
  const manifest = `${ROOT}/bench/quality/Cargo.toml`;
  const args = ["run", "--release", "--locked", "--manifest-path", manifest, "--", "--data", data, "--out", out, ...more];
  // Not `run`: the harness tells usage from malformed rows by its status, and has said what is wrong.
  const done = spawnSync("cargo", args, { stdio: "inherit" });
  if (done.error) throw new Failure(`cargo: ${done.error.message}`);
  process.exitCode = done.status ?? 3;
});
