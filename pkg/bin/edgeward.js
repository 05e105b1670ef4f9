#!/usr/bin/env node
/** The command line: arguments in, a table for people or JSON for programs out, and an exit code that says what happened. */
import { readFileSync } from "node:fs";
import process from "node:process";
import { help, overview, read } from "./args.js";
import { COMMANDS } from "./commands.js";
import { describe, EXIT, UsageError } from "./exit.js";

process.exitCode = await main(process.argv.slice(2));

/**
 * @param {string[]} args
 * @returns {Promise<number>}
 */
async function main(args) {
  // A reader that has seen enough, as in `| head`, is no failure of ours.
  process.stdout.on("error", (error) => process.exit(/** @type {{ code?: string }} */ (error).code === "EPIPE" ? EXIT.ok : EXIT.io));
  const [name, ...rest] = args;
  if (name === undefined || name === "--help" || name === "-h" || name === "help") return shown(rest[0], name === undefined);
  if (name === "--version" || name === "-v") return print(`${version()}\n`);
  try {
    const command = commandOf(name);
    if (command === undefined) throw new UsageError(`there is no command ${name}; there are ${Object.keys(COMMANDS).join(", ")}`, null);
    const { values, files } = read(name, command, rest);
    if (values.help) return print(help(name, command));
    return await command.run(files, values);
  } catch (error) {
    const { code, lines } = describe(error, name);
    process.stderr.write(`${lines.map((line) => `edgeward: ${line}`).join("\n")}\n`);
    return code;
  }
}

/**
 * @param {string | undefined} name
 * @param {boolean} wrong asked for nothing, so that it is an error
 */
function shown(name, wrong) {
  const command = name === undefined ? undefined : commandOf(name);
  const text = name !== undefined && command !== undefined ? help(name, command) : overview(COMMANDS);
  if (!wrong) return print(text);
  process.stderr.write(text);
  return EXIT.usage;
}

/** @param {string} name */
function commandOf(name) {
  return Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
}

/** @param {string} text */
function print(text) {
  process.stdout.write(text);
  return EXIT.ok;
}

function version() {
  return JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")).version;
}
