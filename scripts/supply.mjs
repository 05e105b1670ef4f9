// `make supply`: licences, bans and sources of what the crate depends on.

import { find, main, run } from "./lib/shell.mjs";
import { licencesAreWritten } from "./licences.mjs";

/** @returns {string | undefined} why a part was skipped */
export function supply() {
  licencesAreWritten();
  if (find("cargo-deny") === null) return "cargo-deny is not installed: `cargo install cargo-deny`";
  run("cargo", ["deny", "--locked", "check", "bans", "licenses", "sources"]);
  return undefined;
}

if (import.meta.filename === process.argv[1]) {
  await main(() => {
    const skipped = supply();
    if (skipped !== undefined) console.log(`SKIP ${skipped}`);
  });
}
