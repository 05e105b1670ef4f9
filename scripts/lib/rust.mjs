// The crate under its own tools.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { rustTargets, testRunner } from "./setup.mjs";
import { chromedriver, chromium, ROOT, run } from "./shell.mjs";

const WASM = ["--target", "wasm32-unknown-unknown"];
const DENY = ["--", "-D", "warnings"];
/** Packages beside the crate, which share nothing with its lock file. */
const OTHERS = ["scripts/bindgen", "scripts/generate", "bench/quality", "bench/core", "fuzz"].filter((folder) =>
  existsSync(join(ROOT, folder, "Cargo.toml")),
);

export function native() {
  // With what the check of the JSON Schema needs, and the naive evaluator that the engine is held against.
  run("cargo", ["test", "--locked", "--features", "schema,oracle"]);
}

/** The build without models and SQL; the cases are run on it by the package's checks, which know what it lacks. */
export function small() {
  run("cargo", ["test", "--locked", "--no-default-features", "--lib"]);
}

export function wasi() {
  rustTargets("wasm32-wasip1");
  run("cargo", ["test", "--locked", "--target", "wasm32-wasip1", "--profile", "wasi", "--features", "oracle", "--test", "native"]);
}

/** @param {Record<string, string>} [env] */
function bindgenTests(env = {}) {
  rustTargets("wasm32-unknown-unknown");
  run("cargo", ["test", "--locked", ...WASM, "--features", "wasm", "--test", "wasm"], {
    env: { CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER: testRunner(), WASM_BINDGEN_TEST_TIMEOUT: "120", ...env },
  });
}

export function wasmNode() {
  bindgenTests();
}

export function wasmChromium() {
  const driver = chromedriver();
  if (driver === null || chromium() === null) return "no Chromium with its driver found";
  bindgenTests({ CHROMEDRIVER: driver, WASM_BINDGEN_USE_BROWSER: "1" });
  return undefined;
}

export function lint() {
  rustTargets("wasm32-unknown-unknown", "wasm32-wasip1");
  run("cargo", ["fmt", "--check"]);
  run("cargo", ["clippy", "--locked", "--all-targets", "--features", "wasm,schema,oracle", ...DENY]);
  run("cargo", ["clippy", "--locked", "--no-default-features", "--all-targets", ...DENY]);
  run("cargo", ["clippy", "--locked", ...WASM, "--features", "wasm", "--lib", "--test", "wasm", ...DENY]);
  run("cargo", ["doc", "--locked", "--no-deps", "--features", "wasm,schema"], { env: { RUSTDOCFLAGS: "-D warnings" } });
  for (const folder of OTHERS) {
    const manifest = join(ROOT, folder, "Cargo.toml");
    run("cargo", ["fmt", "--check", "--manifest-path", manifest]);
    run("cargo", ["clippy", "--locked", "--all-targets", "--manifest-path", manifest, ...DENY]);
  }
  const example = ["--manifest-path", join(ROOT, "examples/fastly-compute/Cargo.toml")];
  run("cargo", ["fmt", "--check", ...example]);
  run("cargo", ["clippy", "--locked", "--target", "wasm32-wasip1", "--target-dir", join(ROOT, "target"), ...example, ...DENY]);
}
