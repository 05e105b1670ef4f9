// `make build`: the package in pkg/, the tarball that would be published, and the playground in www/dist.
import { buildPackage, pack } from "./lib/package.mjs";
import { main, say } from "./lib/shell.mjs";
import { buildPage } from "./lib/www.mjs";

await main(() => {
  buildPackage();
  say(`packed ${pack()}`);
  buildPage();
});
