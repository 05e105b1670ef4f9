/** Cloudflare Workers: the import is a compiled module, and compiling bytes is not allowed. */
import module from "../dist/edgeward.wasm";
import { engine } from "../lib/full-engine.js";

engine.loadSync(module);

export * from "../lib/full.js";
