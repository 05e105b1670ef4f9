// `make clean`: what the other commands wrote, but for the tools that take minutes to compile.
import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./lib/shell.mjs";

const target = join(ROOT, "target");
const built = existsSync(target)
  ? readdirSync(target)
      .filter((name) => name !== "tools")
      .map((name) => join("target", name))
  : [];
for (const path of [
  ...built,
  "pkg/dist",
  "scripts/bindgen/target",
  "bench/quality/target",
  "examples/fastly-compute/bin",
  "examples/fastly-compute/target",
  "bench/node_modules",
  "node_modules",
  "www/dist",
  "www/node_modules",
  "scripts/runtimes/node_modules",
  "service/node_modules",
  "service/.data",
  "service/.wrangler",
]) {
  rmSync(join(ROOT, path), { recursive: true, force: true });
}
