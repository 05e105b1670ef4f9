// `make size`
import { existsSync } from "node:fs";
import { join } from "node:path";
import { buildPackage, pack } from "./lib/package.mjs";
import { main, ROOT } from "./lib/shell.mjs";
import { sizes } from "./lib/sizes.mjs";

await main(() => {
  if (!existsSync(join(ROOT, "pkg/dist/edgeward-core.wasm"))) buildPackage();
  pack();
  sizes();
});
