/** What a bundled page checks: the entry as the bundler left it, before and after its start. */
import { behaviourChecks } from "./behaviour.js";
import { refused, runAll } from "./check.js";

/**
 * @param {string} entry
 * @param {import("./cases.js").Api} api
 * @param {boolean} ready at import
 */
export async function bundled(entry, api, ready) {
  /** @type {[string, () => unknown][]} */
  const early = ready ? [] : [["before init every call names it", () => refused(() => api.create("{}"), "not_initialized")]];
  const before = await runAll(early);
  try {
    await api.init();
    const { passed, failures } = await runAll(behaviourChecks(api));
    return { [entry]: { passed: before.passed + passed, failures: [...before.failures, ...failures] } };
  } catch (error) {
    return { [entry]: { passed: 0, failures: [String(error)] } };
  }
}
