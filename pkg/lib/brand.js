/** @import { EdgewardError } from "./error.js" */
import { invalidInput, reading } from "./error.js";
import { VERSION } from "./version.js";

/** Known to every copy of the package, whatever its version: a guard of one is no guard of another. */
export const BRAND = Symbol.for("edgeward.guard");
export const OUR_BRAND = Object.freeze({ version: VERSION });

/**
 * @param {unknown} value
 * @returns {EdgewardError | null} what to say when it is a guard of another copy
 */
export function foreign(value) {
  const brand = value !== null && typeof value === "object" ? reading("the guard", () => Reflect.get(value, BRAND)) : undefined;
  if (typeof brand?.version !== "string" || brand === OUR_BRAND) return null;
  return invalidInput(
    `the guard comes from another copy of edgeward (${brand.version}, this is ${VERSION}): call its own methods, or load one copy (\`npm ls edgeward\`)`,
  );
}
