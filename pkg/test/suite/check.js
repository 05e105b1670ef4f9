/** Checks that run in every runtime: no assertion library, no file system. */

/** @param {unknown} condition @param {string} message */
export function ok(condition, message) {
  if (!condition) throw new Error(message);
}

/** @param {unknown} actual @param {unknown} expected @param {string} [what] */
export function equal(actual, expected, what = "value") {
  const [is, should] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (is !== should) throw new Error(`${what}: expected ${short(should)}, got ${short(is)}`);
}

/** @param {() => unknown} job @param {string} code */
export function refused(job, code) {
  try {
    job();
  } catch (error) {
    expectCode(error, code);
    return /** @type {import("../../index.d.ts").EdgewardError} */ (error);
  }
  throw new Error(`expected ${code}, but nothing was thrown`);
}

/** @param {unknown} error @param {string} code */
export function expectCode(error, code) {
  const { name, code: is } = /** @type {{ name: string, code: string }} */ (error);
  if (name !== "EdgewardError" || is !== code) throw new Error(`expected ${code}, got ${String(error)}`);
}

/**
 * @param {[name: string, job: () => unknown][]} checks
 * @returns {Promise<{ passed: number, failures: string[] }>}
 */
export async function runAll(checks) {
  const failures = [];
  for (const [name, job] of checks) {
    try {
      await job();
    } catch (error) {
      failures.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return { passed: checks.length - failures.length, failures };
}

/** @param {string} json */
const short = (json) => (json?.length > 2000 ? `${json.slice(0, 2000)}...` : json);
