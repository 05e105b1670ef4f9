/** Vercel's edge sandbox. */
import module from "../dist/edgeward-core.wasm?module";
import { engine } from "../lib/core-engine.js";

// The sandbox can hand over a module of its host, which the glue's `instanceof` does not know.
if (!(module instanceof WebAssembly.Module)) Object.setPrototypeOf(module, WebAssembly.Module.prototype);
engine.loadSync(module);

export * from "../lib/core.js";
