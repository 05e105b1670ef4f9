// What a fresh machine with Rust, Node and make still lacks. Each step looks first, so that a second run costs nothing.
import { existsSync, mkdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { Failure, find, output, ROOT, run, say, TOOLS } from "./shell.mjs";

/** @param {...string} names */
export function rustTargets(...names) {
  const there = output("rustup", ["target", "list", "--installed"])?.split("\n");
  if (there === undefined) return; // A Rust without rustup brings its own targets, or the build says what is missing.
  const missing = names.filter((name) => !there.includes(name));
  if (missing.length === 0) return;
  say(`adding Rust targets: ${missing.join(", ")}`);
  run("rustup", ["target", "add", ...missing]);
}

/**
 * `npm install` where the lock file is newer than what it installed.
 * @param {string} folder
 */
export function nodeModules(folder = ".") {
  const base = join(ROOT, folder);
  const mark = join(base, "node_modules/.package-lock.json");
  if (existsSync(mark) && statSync(mark).mtimeMs >= statSync(join(base, "package-lock.json")).mtimeMs) return;
  say(`installing npm packages${folder === "." ? "" : ` of ${folder}`}`);
  // Not `npm ci`: it refuses a lock file that lacks other platforms' optional binaries, which not every registry carries.
  // What the lock file names is installed as it names it, and the file is left as it is.
  // What develops too, whatever NODE_ENV a step before (Vite sets it) has left.
  run("npm", ["install", "--no-save", "--include=dev", "--loglevel=error"], { cwd: base });
}

/** @returns {string} the program that writes the glue */
export function bindgen() {
  const folder = join(ROOT, "scripts/bindgen");
  run("cargo", ["build", "--release", "--locked", "--quiet", "--manifest-path", join(folder, "Cargo.toml")]);
  return join(folder, "target/release/bindgen");
}

/** @returns {string} the version of wasm-bindgen that the library is built with */
function bindgenVersion() {
  const lock = readFileSync(join(ROOT, "Cargo.lock"), "utf8");
  const version = /name = "wasm-bindgen"\nversion = "([^"]+)"/.exec(lock)?.[1];
  if (version === undefined) throw new Failure("Cargo.lock names no wasm-bindgen");
  return version;
}

/** @returns {string} wasm-bindgen's test runner, of the library's version */
export function testRunner() {
  const version = bindgenVersion();
  const known = find("wasm-bindgen-test-runner");
  if (known !== null && output(known, ["--version"])?.includes(version)) return known;
  say(`compiling wasm-bindgen-test-runner ${version}: some minutes, once`);
  // Not `--locked`: the lock file of the tool names a crate that was withdrawn.
  const root = join(ROOT, "target/tools");
  mkdirSync(root, { recursive: true });
  run("cargo", ["install", "wasm-bindgen-cli", "--version", version, "--root", root, "--target-dir", join(root, "build")], {
    env: { RUSTFLAGS: "" },
  });
  return join(TOOLS, "wasm-bindgen-test-runner");
}
