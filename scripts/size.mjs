// `make size`
import { existsSync } from "node:fs";
import { join } from "node:path";
import { buildPackage, pack } from "./lib/package.mjs";
import { sizeSections } from "./lib/rooms-table.mjs";
import { main, ROOT, say } from "./lib/shell.mjs";
import { measuredSizes, sizes } from "./lib/sizes.mjs";
import { table } from "./lib/table.mjs";

await main(() => {
  if (!existsSync(join(ROOT, "pkg/dist/edgeward-core.wasm"))) buildPackage();
  pack();
  for (const { title, tables } of sizeSections(measuredSizes())) {
    say(title);
    for (const { titles, rows } of tables) console.log(`\n${table(titles, rows, 110)}`);
  }
  say("against the budget");
  sizes();
});
