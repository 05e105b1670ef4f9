// The package from the crate: two wasm files, their glue, the tarball.
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { bindgen, rustTargets } from "./setup.mjs";
import { output, ROOT, run, say } from "./shell.mjs";

const DIST = join(ROOT, "pkg/dist");
const BUILT = join(ROOT, "target/wasm32-unknown-unknown/release/edgeward.wasm");

/** @param {string} name @returns {string} the wasm of a build as the compiler left it */
export const named = (name) => join(ROOT, "target/glue", name, "named.wasm");

/** The builds that are published. The small one is optimised for size, but for the crates that search (Cargo.toml). */
/** @type {{ name: string, features: string[], env: Record<string, string> }[]} */
export const VARIANTS = [
  { name: "edgeward", features: ["--features", "wasm"], env: {} },
  { name: "edgeward-core", features: ["--no-default-features", "--features", "wasm"], env: { CARGO_PROFILE_RELEASE_OPT_LEVEL: "s" } },
];

/** Both wasm files with their glue, in pkg/dist. */
export function buildPackage() {
  rustTargets("wasm32-unknown-unknown");
  say("building the glue writer");
  const writer = bindgen();
  rmSync(DIST, { recursive: true, force: true });
  mkdirSync(DIST, { recursive: true });
  for (const { name, features, env } of VARIANTS) {
    say(`building ${name}.wasm`);
    run("cargo", ["build", "--release", "--locked", "--lib", "--target", "wasm32-unknown-unknown", ...features], { env });
    const folder = join(ROOT, "target/glue", name);
    // The same file name for both: the wasm files import from it, so that either runs under either glue.
    run(writer, [BUILT, folder, "edgeward"]);
    // With the names of its functions, which are not published: `make size` reads them.
    copyFileSync(BUILT, named(name));
    copyFileSync(join(folder, "edgeward.js"), join(DIST, `${name}.js`));
    copyFileSync(join(folder, "edgeward.d.ts"), join(DIST, `${name}.d.ts`));
    copyFileSync(join(folder, "edgeward_bg.wasm"), join(DIST, `${name}.wasm`));
    writeFileSync(join(DIST, `${name}-bytes.js`), bytesModule(readFileSync(join(DIST, `${name}.wasm`))));
  }
  for (const file of readdirSync(ROOT).filter((file) => file.startsWith("LICENSE-"))) {
    copyFileSync(join(ROOT, file), join(ROOT, "pkg", file));
  }
}

/** @param {Buffer} wasm */
function bytesModule(wasm) {
  return `import { decode } from "../lib/base64.js";
/** @returns {Uint8Array<ArrayBuffer>} */
export const bytes = () => decode(text);
const text = "${wasm.toString("base64")}";
`;
}

/** @returns {string} the tarball, as it would be published */
export function pack() {
  const folder = join(ROOT, "target/package");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const name = output("npm", ["pack", "--silent", "--pack-destination", folder], join(ROOT, "pkg"));
  return join(folder, String(name?.split("\n").at(-1)));
}

/**
 * An empty project with the tarball installed, as a user has it.
 * @param {string} name
 * @returns {string} its folder
 */
export function install(name) {
  const folder = join(ROOT, "target/installed", name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), '{ "private": true, "type": "module" }\n');
  run("npm", ["install", "--silent", "--no-save", "--no-audit", "--no-fund", "--offline", tarball()], { cwd: folder });
  return folder;
}

/** @returns {string} */
export function tarball() {
  const folder = join(ROOT, "target/package");
  const [file] = existsSync(folder) ? readdirSync(folder) : [];
  return file === undefined ? pack() : join(folder, file);
}
