// `make reproduce`: both wasm files, built twice from copies of the source in folders of different names and lengths, have
// the same bytes; where pkg/dist is built, so has that.
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { VARIANTS } from "./lib/package.mjs";
import { bindgen, rustTargets } from "./lib/setup.mjs";
import { Failure, main, output, ROOT, run, say } from "./lib/shell.mjs";

const SOURCES = [
  "Cargo.toml",
  "Cargo.lock",
  "README.md",
  ".cargo",
  "src",
  "tests/wasm.rs",
  "tests/native/main.rs",
  "tests/reference/answers.rs",
];

/** @param {string} name @param {string} writer @returns {Record<string, string>} */
function hashes(name, writer) {
  const folder = mkdtempSync(join(tmpdir(), name));
  try {
    for (const file of SOURCES) cpSync(join(ROOT, file), join(folder, file), { recursive: true });
    return Object.fromEntries(
      VARIANTS.map((variant) => {
        say(`building ${variant.name} in ${name}`);
        const args = ["build", "--release", "--locked", "--quiet", "--lib", "--target", "wasm32-unknown-unknown", ...variant.features];
        run("cargo", args, { cwd: folder, env: { ...variant.env, CARGO_TARGET_DIR: join(folder, "target") } });
        run(writer, [join(folder, "target/wasm32-unknown-unknown/release/edgeward.wasm"), join(folder, "glue"), "edgeward"]);
        return [variant.name, sha256(join(folder, "glue/edgeward_bg.wasm"))];
      }),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {string} path */
const sha256 = (path) => createHash("sha256").update(readFileSync(path)).digest("hex");

await main(() => {
  rustTargets("wasm32-unknown-unknown");
  const writer = bindgen();
  const [one, other] = [hashes("edgeward-one-", writer), hashes("edgeward-the-other-", writer)];
  const faults = [];
  for (const { name } of VARIANTS) {
    console.log(`${one[name]}  ${name}.wasm`);
    if (one[name] !== other[name]) faults.push(`${name}.wasm: ${one[name]} and ${other[name]}`);
    const built = join(ROOT, "pkg/dist", `${name}.wasm`);
    if (existsSync(built) && sha256(built) !== one[name]) faults.push(`pkg/dist/${name}.wasm is another: ${sha256(built)}`);
  }
  console.log(output("rustc", ["--version"]));
  if (faults.length > 0) throw new Failure(`not the same bytes:\n${faults.join("\n")}`);
});
