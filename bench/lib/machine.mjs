// Where and with what a record was made.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { cpus, totalmem, type } from "node:os";
import { ROOT } from "../../scripts/lib/shell.mjs";

/** @param {string} program @param {...string} args */
function line(program, ...args) {
  try {
    return execFileSync(program, args, { cwd: ROOT, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
  } catch {
    return null;
  }
}

export function machine() {
  return {
    cpu: cpus()[0]?.model.trim() ?? "unknown",
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    os: `${type()} ${process.arch}`,
    node: process.version,
    v8: process.versions.v8,
    rust: line("rustc", "--version")?.replace(/ \(.*/, "") ?? "unknown",
  };
}

/** Of the project, and of what it is measured beside. */
export function versions() {
  const { dependencies } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
  const { version } = JSON.parse(readFileSync(new URL("../../pkg/package.json", import.meta.url), "utf8"));
  return { edgeward: version, commit: line("git", "rev-parse", "--short=10", "HEAD"), ...dependencies };
}
