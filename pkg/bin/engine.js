/** The package, started from the file beside it: the copy as text is for hosts without files. */
import { readFileSync } from "node:fs";
import * as api from "../entry/slim.js";
import { MissingError } from "./exit.js";

api.initSync(readFileSync(new URL("../dist/edgeward.wasm", import.meta.url)));

export { api };

/**
 * @param {"convert" | "atomize"} name
 * @returns {(...args: any[]) => any}
 */
export function later(name) {
  const found = /** @type {Record<string, any>} */ (api)[name];
  if (found === undefined) throw new MissingError(`edgeward ${api.build.version} has no ${name} yet: a later release brings it`);
  return found;
}
