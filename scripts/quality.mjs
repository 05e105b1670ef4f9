// `make quality DATA=dir OUT=file.json [ARGS="--task pii --limit 500"]`: the harness of bench/quality, built as a release is.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { ROOT } from "./lib/shell.mjs";

const [data, out] = process.argv.slice(2);
if (!data || !out) {
  console.error(`usage: make quality DATA=dir OUT=file.json [ARGS="--help"]; try DATA=bench/quality/data OUT=target/quality.json`);
  process.exit(2);
}
const more = (process.env.ARGS ?? "").split(/\s+/).filter(Boolean);
const manifest = join(ROOT, "bench/quality/Cargo.toml");
const cargo = ["run", "--release", "--locked", "--manifest-path", manifest, "--", "--data", data, "--out", out, ...more];
const done = spawnSync("cargo", cargo, { stdio: "inherit" });
if (done.error) console.error(`cargo: ${done.error.message}`);
process.exit(done.status ?? 3);
