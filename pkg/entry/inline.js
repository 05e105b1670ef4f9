/** The wasm as text in a module, started at import: Node, Deno, Bun, and every bundler. */
import { bytes } from "../dist/edgeward-bytes.js";
import { engine } from "../lib/full-engine.js";

engine.loadSync(bytes());

export * from "../lib/full.js";
