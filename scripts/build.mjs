// `make build`: the package in pkg/, and the tarball that would be published.
import { buildPackage, pack } from "./lib/package.mjs";
import { main, say } from "./lib/shell.mjs";

await main(() => {
  buildPackage();
  say(`packed ${pack()}`);
});
