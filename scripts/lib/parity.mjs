// Verdicts of the native engine, held against those of the package: in this process, or in a Worker that bundles this file.

/** @typedef {{ payload?: unknown, text: string, verdict: string }} Line a line of `record`; without `payload` that of the one before */
/** @typedef {{ faults: string[], memory: number }} Checked `memory`: bytes of the wasm instance */
/** @typedef {(lines: string[]) => Checked | Promise<Checked>} Check */

/**
 * @param {Pick<typeof import("../../pkg/index.d.ts"), "create">} api
 * @param {{ memory(): WebAssembly.Memory["buffer"] }} engine
 * @returns {(lines: string[]) => Checked}
 */
export function checker({ create }, engine) {
  /** @type {any} */
  let guard;
  return (lines) => {
    const faults = [];
    for (const line of lines) {
      /** @type {Line} */
      const { payload, text, verdict } = JSON.parse(line);
      if (payload !== undefined) {
        guard?.free();
        guard = create(/** @type {any} */ (payload)).guard;
      }
      const got = JSON.stringify(guard.evaluate({ response: text }, { scores: true }));
      if (got !== verdict) faults.push(`${JSON.stringify(text)}\nnative ${verdict}\nwasm   ${got}`);
    }
    return { faults: faults.slice(0, 3), memory: engine.memory().byteLength };
  };
}
