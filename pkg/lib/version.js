/** Of this package: a wasm file or a guard of another does not fit. A test keeps it equal to the manifest's. */
export const VERSION = "0.1.0";
