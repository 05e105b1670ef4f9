// What the tarball promises to tools: its manifest, and its types under every way to resolve them.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { tarball } from "./package.mjs";
import { EXTRA, missing } from "./runtimes.mjs";
import { ROOT, run } from "./shell.mjs";

/** Subpaths that are no modules, so that they have no types. */
const FILES = ["edgeward.wasm", "edgeward-core.wasm", "policy.schema.json"];

export function published() {
  const bin = join(ROOT, EXTRA, "node_modules/.bin");
  for (const name of ["publint", "attw"]) if (!existsSync(join(bin, name))) return missing(name);
  run(join(bin, "publint"), ["run", tarball(), "--strict", "--level", "warning"]);
  run(join(bin, "attw"), [
    tarball(),
    "--profile",
    "esm-only",
    "--format",
    "table-flipped",
    "--no-emoji",
    "--no-color",
    "--exclude-entrypoints",
    ...FILES,
  ]);
  return undefined;
}
