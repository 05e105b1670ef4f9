/** `edgeward convert` */
import { writeFileSync } from "node:fs";
import process from "node:process";
import { EdgewardError } from "../lib/error.js";
import { remarks } from "./compile.js";
import { api } from "./engine.js";
import { EXIT, UsageError } from "./exit.js";
import { sources, textOf } from "./input.js";
import { readingOptions } from "./options.js";
import { json, table, write } from "./output.js";

/** @import { Values } from "./args.js" */

/**
 * @param {string[]} files
 * @param {Values} values
 */
export async function convert(files, values) {
  if (values.to === undefined) throw new UsageError("--to names the kind to write", "convert");
  const [file] = sources(files, "convert");
  const text = await textOf(file);
  const options = readingOptions(values);
  let result;
  try {
    result = api.convert(text, /** @type {any} */ (values.to), options);
  } catch (error) {
    if (!(error instanceof EdgewardError) || error.code !== "invalid_policy") throw error;
    process.stderr.write(`edgeward: ${error.message}\n\n${remarks(file, error.diagnostics, process.stderr)}`);
    return EXIT.failed;
  }
  const { payload, losses } = /** @type {{ payload: unknown, losses: { path: string, message: string }[] }} */ (result);
  const written = values.json ? json({ payload, losses }) : `${JSON.stringify(payload, null, 2)}\n`;
  if (values.out === undefined || values.out === "-") await write(written);
  else writeFileSync(values.out, written);
  if (losses.length > 0 && !values.json) {
    const rows = losses.map(({ path, message }) => [path === "" ? "/" : path, message]);
    process.stderr.write(`\nlost:\n\n${table(["path", "message"], rows, { stream: process.stderr })}`);
  }
  return values["fail-on"] === "loss" && losses.length > 0 ? EXIT.failed : EXIT.ok;
}
