/** The wasm as text in a module, started at import: Node, Deno, Bun, and every bundler. */
import { bytes } from "../dist/edgeward-core-bytes.js";
import { engine } from "../lib/core-engine.js";

engine.loadSync(bytes());

export * from "../lib/core.js";
