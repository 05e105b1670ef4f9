// `make docs`: writes what is generated, and the pages of the crate.
import { generate } from "./lib/generated.mjs";
import { performancePage } from "./lib/performance.mjs";
import { main, run } from "./lib/shell.mjs";

await main(() => {
  generate();
  performancePage();
  run("node", ["scripts/licences.mjs"]);
  run("cargo", ["doc", "--locked", "--no-deps"]);
});
