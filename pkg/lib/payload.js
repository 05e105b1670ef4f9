/** @import { EnkryptForm, Payload, ValidateOptions, CreateOptions } from "../index.d.ts" */
import { ours } from "./boundary.js";
import { invalidInput, jsonOf, reading } from "./error.js";

const PDF_MAGIC = [0x25, 0x50, 0x44, 0x46, 0x2d];

/**
 * A payload as the JSON text that Rust reads.
 * @param {Payload} payload
 * @returns {string}
 */
export function payloadText(payload) {
  if (typeof payload === "string") return payload;
  if (isForm(payload)) return reading("the form", () => formText(payload));
  if (payload === null || typeof payload !== "object") {
    throw invalidInput(`a payload is JSON text, an object or a FormData, not ${named(payload)}`);
  }
  return jsonOf("the payload", payload);
}

/**
 * A form with each field as it came: one that came twice is a key that came twice, and is said to be one.
 * @param {FormData} form
 * @returns {string}
 */
function formText(form) {
  const members = [];
  for (const [key, value] of form) {
    const plain = typeof value === "string" ? value : { name: value.name, type: value.type, size: value.size };
    members.push(`${JSON.stringify(key)}:${JSON.stringify(plain)}`);
  }
  return `{${members.join(",")}}`;
}

/**
 * Reads what only an asynchronous call can: the first bytes of the file.
 * @param {FormData} form
 * @returns {Promise<EnkryptForm>}
 */
export async function readForm(form) {
  try {
    return await fields(form);
  } catch (error) {
    throw ours(error);
  }
}

/**
 * @param {FormData} form
 * @returns {Promise<EnkryptForm>}
 */
async function fields(form) {
  if (!isForm(form)) throw invalidInput(`readForm takes a FormData, not ${named(form)}`);
  /** @type {Record<string, unknown>} */
  const plain = {};
  for (const [key, value] of form) {
    if (typeof value === "string") {
      plain[key] = value;
      continue;
    }
    const head = new Uint8Array(await value.slice(0, PDF_MAGIC.length).arrayBuffer());
    const pdf = PDF_MAGIC.every((byte, index) => head[index] === byte);
    plain[key] = { name: value.name, type: value.type, size: value.size, pdf };
  }
  return /** @type {EnkryptForm} */ (/** @type {unknown} */ (plain));
}

/**
 * The part of the options that Rust reads. `document` is for later, and may hold what JSON cannot.
 * @param {ValidateOptions & Partial<CreateOptions> | undefined} options
 * @returns {string}
 */
export function optionsText(options) {
  if (options === undefined) return "{}";
  checkOptions(options);
  return reading("the options", () => {
    const { document: _later, ...rest } = options;
    return JSON.stringify(rest);
  });
}

/** @param {unknown} options */
export function checkOptions(options) {
  if (options === null || typeof options !== "object" || Array.isArray(options)) {
    throw invalidInput(`options are an object, not ${named(options)}`);
  }
}

/** @param {unknown} format of an evaluation's or a stream's options */
export function checkFormat(format) {
  if (format !== undefined && format !== "text" && format !== "json") throw invalidInput('format is "text" or "json"');
}

/**
 * @param {unknown} value
 * @returns {value is FormData}
 */
function isForm(value) {
  return typeof FormData === "function" && value instanceof FormData;
}

/** @param {unknown} value a revoked proxy throws even here */
function isList(value) {
  try {
    return Array.isArray(value);
  } catch {
    return false;
  }
}

/** @param {unknown} value */
export function named(value) {
  if (value === null) return "null";
  if (value === undefined) return "nothing";
  if (isList(value)) return "a list";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}
