// `make quality DATA=dir OUT=file.json`: metrics of the detectors on labelled rows, with one line per row beside them.
import { Failure, main, ROOT, run } from "./lib/shell.mjs";

await main(() => {
  const [data, out, ...more] = process.argv.slice(2);
  if (!data || !out) throw new Failure("usage: make quality DATA=dir OUT=file.json");
  const manifest = `${ROOT}/bench/quality/Cargo.toml`;
  run("cargo", ["run", "--release", "--locked", "--manifest-path", manifest, "--", "--data", data, "--out", out, ...more]);
});
