// Running programs, and saying what runs.
import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");
/** Programs that the set-up puts there. */
export const TOOLS = join(ROOT, "target/tools/bin");
/** A missing browser or runtime is a failure, not a line. */
export const STRICT = process.env.EDGEWARD_STRICT === "1";

const started = Date.now();

/** @param {string} line */
export function say(line) {
  const seconds = ((Date.now() - started) / 1000).toFixed(0).padStart(4);
  console.log(`\n[${seconds} s] ${line}`);
}

/** What went wrong is said already, or is all there is to say. */
export class Failure extends Error {}

/**
 * Runs a program with its output let through.
 * @param {string} program
 * @param {string[]} args
 * @param {{ cwd?: string, env?: Record<string, string>, quiet?: boolean }} [options] quiet: output only when it fails
 */
export function run(program, args, { cwd = ROOT, env = {}, quiet = false } = {}) {
  const done = spawnSync(program, args, { cwd, env: { ...process.env, ...env }, stdio: quiet ? "pipe" : ["ignore", "inherit", "inherit"] });
  if (done.error) throw new Failure(`${program}: ${done.error.message}`);
  if (done.status === 0) return;
  if (quiet) process.stderr.write(Buffer.concat([done.stdout, done.stderr]));
  throw new Failure(`failed: ${program} ${args.join(" ")}`);
}

/**
 * @param {string} program
 * @param {string[]} args
 * @returns {string | null} what it wrote, null when it failed or is not there
 */
export function output(program, args, cwd = ROOT) {
  const done = spawnSync(program, args, { cwd, encoding: "utf8" });
  return done.status === 0 ? done.stdout.trim() : null;
}

/**
 * @param {...string} names
 * @returns {string | null} the first that is there, as a path
 */
export function find(...names) {
  const folders = [TOOLS, ...(process.env.PATH ?? "").split(delimiter)];
  for (const name of names) {
    for (const folder of folders) {
      const path = join(folder, name);
      if (existsSync(path) && executable(path)) return path;
    }
  }
  return null;
}

/** @param {string} path */
function executable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

export const chromium = () => find("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
export const firefox = () => find("firefox-esr", "firefox");
export const chromedriver = () => find("chromedriver");

/**
 * A command of the Makefile: its failures are one line and a status.
 * @param {() => void | Promise<void>} job
 */
export async function main(job) {
  try {
    await job();
  } catch (error) {
    console.error(error instanceof Failure ? `\n${error.message}` : error);
    process.exit(1);
  }
}
