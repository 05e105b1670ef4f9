/** Browsers: `await init()` fetches the wasm beside this file, or its copy as text where a bundler left it behind. */
import { engine } from "../lib/core-engine.js";
import { beside } from "../lib/web.js";

engine.source = () =>
  beside(
    () => new URL("../dist/edgeward-core.wasm", import.meta.url),
    () => import("../dist/edgeward-core-bytes.js"),
  );

export * from "../lib/core.js";
