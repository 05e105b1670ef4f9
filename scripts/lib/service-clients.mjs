// The vendors' published Python clients, where Python is found.
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { find, output, ROOT, say } from "./shell.mjs";

const ENVIRONMENT = join(ROOT, "target/service-clients");
const PACKAGES = ["enkryptai-sdk==1.0.47", "lyzr-adk==0.1.12"];

/**
 * @param {boolean} install it takes minutes
 * @returns {string | null} a Python that has the clients; null where there is none
 */
export function clientsPython(install) {
  const python = find("python3", "python");
  if (python === null) return null;
  const own = join(ENVIRONMENT, "bin/python");
  const mark = join(ENVIRONMENT, "installed");
  if (existsSync(mark)) return own;
  if (!install) return null;
  mkdirSync(ENVIRONMENT, { recursive: true });
  if (output(python, ["-m", "venv", ENVIRONMENT]) === null) return null;
  say(`installing ${PACKAGES.join(", ")}`);
  if (output(own, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", ...PACKAGES]) === null) return null;
  writeFileSync(mark, "");
  return own;
}
