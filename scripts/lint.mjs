// `make lint`: formatters, linters, type check; warnings are errors. `make format` writes instead.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { buildPackage } from "./lib/package.mjs";
import { lint as rust } from "./lib/rust.mjs";
import { nodeModules } from "./lib/setup.mjs";
import { main, ROOT, run } from "./lib/shell.mjs";

export function javascript() {
  nodeModules();
  // The glue's types are part of what is checked.
  if (!existsSync(join(ROOT, "pkg/dist/edgeward.d.ts"))) buildPackage();
  const bin = join(ROOT, "node_modules/.bin");
  run(join(bin, "biome"), ["ci", "--error-on-warnings", "."]);
  run(join(bin, "tsc"), ["-p", "."]);
}

if (import.meta.filename === process.argv[1]) {
  await main(() => {
    if (process.argv[2] === "--write") {
      nodeModules();
      run("cargo", ["fmt"]);
      run(join(ROOT, "node_modules/.bin/biome"), ["check", "--write", "."]);
      return;
    }
    rust();
    javascript();
  });
}
