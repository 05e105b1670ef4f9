/** `edgeward atomize` */
import { createRequire } from "node:module";
import { join } from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";
import { api } from "./engine.js";
import { EXIT, InputError, MissingError } from "./exit.js";
import { bytesOf, decoded, sources, titleOf } from "./input.js";
import { json, table, write } from "./output.js";

/** @import { Values } from "./args.js" */

const PDF = "%PDF-";

/**
 * @param {string[]} files
 * @param {Values} values
 */
export async function atomize(files, values) {
  const [file] = sources(files, "atomize");
  const bytes = await bytesOf(file);
  // The header may follow a little of something else.
  const pdf = bytes.subarray(0, 1024).includes(PDF);
  const text = pdf ? await pdfText(bytes, titleOf(file)) : decoded(bytes, titleOf(file));
  const result = api.atomize(text);
  if (values.json) await write(json(result));
  else if (values.rules) await write(`${result.policyRules}\n`);
  else {
    const rows = [
      ...result.rules.map((rule, index) => ({ at: rule.span, row: [index + 1, rule.text] })),
      ...result.skipped.map(({ span, reason }) => ({ at: span, row: [reason, text.slice(span.start, span.end)] })),
    ];
    rows.sort((a, b) => a.at.start - b.at.start);
    await write(
      table(
        ["rule", "text"],
        rows.map(({ row }) => row),
      ),
    );
    await write(`\n${result.totalRules} rules, ${result.skipped.length} passages passed over\n`);
  }
  return EXIT.ok;
}

/**
 * @param {Buffer} bytes
 * @param {string} title
 * @returns {Promise<string>}
 */
export async function pdfText(bytes, title) {
  const { extractText, getDocumentProxy } = await library();
  /** @type {(error: Error) => void} */
  let fail = () => {};
  // The library's other half runs in messages: what it throws there reaches nobody who waits.
  const thrown = new Promise((_, reject) => {
    fail = reject;
  });
  process.once("uncaughtException", fail);
  try {
    // Silent: its warnings go to the standard output.
    const read = getDocumentProxy(new Uint8Array(bytes), { verbosity: 0 }).then((/** @type {unknown} */ document) =>
      extractText(document, { mergePages: false }),
    );
    const { text } = /** @type {{ text: string[] }} */ (await Promise.race([read, thrown]));
    return text.join("\n\n");
  } catch (error) {
    const { message } = /** @type {Error} */ (error);
    if (error instanceof TypeError && message.endsWith("is not a function")) {
      throw new MissingError(`this release of unpdf does not run on Node ${process.version} (1.4 runs on Node 20): ${message}`);
    }
    throw new InputError(`${title} cannot be read as PDF: ${message}`);
  } finally {
    process.off("uncaughtException", fail);
  }
}

/**
 * The library beside this package, or in the project from which it is called.
 * @returns {Promise<any>}
 */
async function library() {
  const places = [import.meta.url, pathToFileURL(join(process.cwd(), "package.json")).href];
  for (const from of places) {
    try {
      return await import(pathToFileURL(createRequire(from).resolve("unpdf")).href);
    } catch (error) {
      if (!/NOT_FOUND|NOT_EXPORTED/.test(/** @type {{ code?: string }} */ (error).code ?? "")) throw error;
    }
  }
  throw new MissingError("reading PDF needs the package unpdf: `npm install unpdf`, or give the text");
}
