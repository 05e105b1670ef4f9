/** Vercel's edge sandbox. */
import module from "../dist/edgeward.wasm?module";
import { engine } from "../lib/full-engine.js";

// The sandbox can hand over a module of its host, which the glue's `instanceof` does not know.
if (!(module instanceof WebAssembly.Module)) Object.setPrototypeOf(module, WebAssembly.Module.prototype);
engine.loadSync(module);

export * from "../lib/full.js";
