// `make supply`: licences, bans and sources of what the crate and the Fastly example depend on.

import { join } from "node:path";
import { find, main, ROOT, run } from "./lib/shell.mjs";
import { termsAreAllowed } from "./lib/terms.mjs";
import { licencesAreWritten } from "./licences.mjs";

/** What is compiled and published or deployed; each has a deny.toml. */
const PACKAGES = [".", "examples/fastly-compute"];

/** A release has cargo-deny; `make ci` does not compile its four hundred crates, checks licences and sources by itself, and says so. */
export function supply() {
  licencesAreWritten();
  for (const folder of PACKAGES) termsAreAllowed(folder);
  if (find("cargo-deny") === null) {
    console.log(
      "without cargo-deny (`cargo install cargo-deny`): the bans of deny.toml are not checked, licences only as the crates name them",
    );
    return;
  }
  for (const folder of PACKAGES) {
    const manifest = ["--manifest-path", join(ROOT, folder, "Cargo.toml")];
    run("cargo", ["deny", ...manifest, "--locked", "check", "--config", join(ROOT, folder, "deny.toml"), "bans", "licenses", "sources"]);
  }
}

if (import.meta.filename === process.argv[1]) {
  await main(supply);
}
