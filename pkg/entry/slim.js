/** Loads nothing: pass either wasm file, as a module or bytes, to `init` or `initSync`. */
export * from "../lib/full.js";
