/** Browsers: `await init()` fetches the wasm beside this file, or its copy as text where a bundler left it behind. */
import { engine } from "../lib/full-engine.js";
import { beside } from "../lib/web.js";

engine.source = () =>
  beside(
    () => new URL("../dist/edgeward.wasm", import.meta.url),
    () => import("../dist/edgeward-bytes.js"),
  );

export * from "../lib/full.js";
