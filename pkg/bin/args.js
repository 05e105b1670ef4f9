/** Arguments of a command and its help, from one table. */
import { parseArgs } from "node:util";
import { UsageError } from "./exit.js";

/**
 * @typedef {object} Option
 * @property {"string" | "boolean"} type
 * @property {string} about
 * @property {string} [short]
 * @property {string} [value] its name in the help
 * @property {readonly string[]} [choices]
 * @property {boolean} [multiple]
 */
/** @typedef {Record<string, any>} Values */
/**
 * @typedef {object} Command
 * @property {string} about
 * @property {string} files what its positional arguments are
 * @property {number} most how many of them
 * @property {Record<string, Option>} options
 * @property {[line: string, about: string][]} examples
 * @property {(files: string[], values: Values) => number | Promise<number>} run answers the exit code
 */

/** @type {Option} */
const HELP = { type: "boolean", short: "h", about: "this text" };

/**
 * @param {string} name
 * @param {Command} command
 * @param {string[]} args
 * @returns {{ files: string[], values: Values }}
 */
export function read(name, { options, most }, args) {
  let parsed;
  try {
    parsed = parseArgs({ args, allowPositionals: true, options: /** @type {any} */ (plain({ ...options, help: HELP })) });
  } catch (error) {
    // What Node says goes on after the first sentence with a hint that does not fit.
    throw new UsageError(/** @type {Error} */ (error).message.split(". ")[0].toLowerCase(), name);
  }
  const files = parsed.positionals;
  /** @type {Values} */
  const values = parsed.values;
  if (values.help) return { files, values };
  if (files.length > most) throw new UsageError(`${name} takes ${most === 0 ? "no file" : `${most} file`}, not ${files.length}`, name);
  for (const [key, { choices }] of Object.entries(options)) {
    const given = /** @type {string[]} */ ([values[key] ?? []].flat());
    const wrong = choices === undefined ? undefined : given.find((one) => !choices.includes(one));
    if (wrong !== undefined) throw new UsageError(`--${key} is one of ${choices?.join(", ")}, not ${wrong}`, name);
  }
  return { files, values };
}

/** @param {Record<string, Option>} options */
function plain(options) {
  return Object.fromEntries(
    Object.entries(options).map(([key, { type, short, multiple = false }]) => [
      key,
      short === undefined ? { type, multiple } : { type, short, multiple },
    ]),
  );
}

/**
 * @param {string} name
 * @param {Command} command
 */
export function help(name, { about, files, options, examples }) {
  const rows = Object.entries({ ...options, help: HELP }).map(([key, option]) => [
    `  ${option.short === undefined ? "    " : `-${option.short}, `}--${key}${option.type === "string" ? ` ${option.value ?? "TEXT"}` : ""}`,
    `${option.about}${option.choices === undefined ? "" : `: ${option.choices.join(", ")}`}${option.multiple ? " (may be repeated)" : ""}`,
  ]);
  const shown = examples.map(([line, why]) => [`  ${line}`, why]);
  return [
    `edgeward ${name} [options]${files === "" ? "" : ` ${files}`}`,
    "",
    about,
    "",
    "options:",
    columns(rows),
    "",
    "examples:",
    columns(shown),
    "",
    EXITS,
    "",
  ].join("\n");
}

const EXITS = "exit codes: 0 ok · 1 invalid policy, or what --fail-on names · 2 usage · 3 files and streams · 4 fault";

/** @param {Record<string, Command>} commands */
export function overview(commands) {
  const rows = Object.entries(commands).map(([name, { about }]) => [`  ${name}`, about.split(". ")[0].replace(/\.$/, "")]);
  return [
    "edgeward COMMAND [options] [FILE...]",
    "",
    "Guardrail policies for AI traffic: checked, compiled and tried from the command line.",
    "",
    columns(rows),
    "",
    "`edgeward COMMAND --help` has the options and examples of each. A file that is `-`, or none, is the standard input.",
    "",
    EXITS,
    "",
  ].join("\n");
}

/** @param {string[][]} rows */
function columns(rows) {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `${left.padEnd(width)}  ${right}`).join("\n");
}
