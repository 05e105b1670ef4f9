// What is listed twice, from the one place that it comes from.
import { join } from "node:path";
import { ROOT, run } from "./shell.mjs";

/** @param {...string} flags */
export function generate(...flags) {
  const manifest = join(ROOT, "scripts/generate/Cargo.toml");
  run("cargo", ["run", "--quiet", "--locked", "--manifest-path", manifest, "--target-dir", join(ROOT, "target"), "--", ROOT, ...flags]);
}
