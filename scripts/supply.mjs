// `make supply`: licences, bans and sources of what the crate depends on.

import { find, main, run } from "./lib/shell.mjs";
import { licencesAreWritten } from "./licences.mjs";

/** A release has cargo-deny; `make ci` does not compile its four hundred crates, and says so. */
export function supply() {
  licencesAreWritten();
  if (find("cargo-deny") === null) console.log("without cargo-deny (`cargo install cargo-deny`): deny.toml is not checked");
  else run("cargo", ["deny", "--locked", "check", "bans", "licenses", "sources"]);
}

if (import.meta.filename === process.argv[1]) {
  await main(supply);
}
