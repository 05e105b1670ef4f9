/** Cloudflare Workers: the import is a compiled module, and compiling bytes is not allowed. */
import module from "../dist/edgeward-core.wasm";
import { engine } from "../lib/core-engine.js";

engine.loadSync(module);

export * from "../lib/core.js";
