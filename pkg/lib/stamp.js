/** @import { CreateOptions } from "../index.d.ts" */
import { EdgewardError, invalidInput, jsonOf, reading } from "./error.js";
import { named } from "./payload.js";

/**
 * What a vendor's success document takes from the host: ids and times.
 * @param {NonNullable<CreateOptions["document"]>} given
 * @param {string} hash of the policy
 * @returns {string}
 */
export function stampText(given, hash) {
  if (typeof given !== "object") throw invalidInput(`document is an object with id, now or names, not ${named(given)}`);
  const fields = reading("the options", () => ({ ...given }));
  const id = typeof fields.id === "number" ? String(fields.id) : fields.id;
  return jsonOf("document", { ...fields, id, now: instant(fields.now), entropy: entropy(fields.id === undefined ? null : hash) });
}

/** @param {string | null} instead where the caller gave the id, so that the host's randomness can be done without */
function entropy(instead) {
  try {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  } catch (error) {
    if (instead !== null) return instead.slice(0, 32);
    throw new EdgewardError(
      "invalid_input",
      "there is no randomness here: read `document` inside a request, or give its id and time",
      [],
      error,
    );
  }
}

/** @param {number | string | undefined} now */
function instant(now) {
  const date = reading("document.now", () => new Date(now ?? Date.now()));
  if (Number.isNaN(date.getTime())) throw invalidInput("document.now is a time in milliseconds or an ISO 8601 string");
  return date.toISOString();
}
