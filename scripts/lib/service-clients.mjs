// Python programs of others, each in an environment of its own, where Python is found.
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { find, output, ROOT, say } from "./shell.mjs";

/**
 * The clients that the vendors publish.
 * @param {boolean} install
 */
export function clientsPython(install) {
  return pythonWith("service-clients", ["enkryptai-sdk==1.0.47", "lyzr-adk==0.1.12"], install);
}

/**
 * @param {string} name of the environment
 * @param {string[]} packages
 * @param {boolean} install it takes minutes
 * @returns {string | null} a Python that has the packages; null where there is none
 */
export function pythonWith(name, packages, install) {
  const environment = join(ROOT, "target", name);
  const own = join(environment, "bin/python");
  const mark = join(environment, "installed");
  if (existsSync(mark)) return own;
  const python = find("python3", "python");
  if (python === null || !install) return null;
  mkdirSync(environment, { recursive: true });
  if (output(python, ["-m", "venv", environment]) === null) return null;
  say(`installing ${packages.join(", ")}`);
  if (output(own, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", ...packages]) === null) return null;
  writeFileSync(mark, "");
  return own;
}
