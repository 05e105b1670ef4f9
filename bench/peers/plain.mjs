// What is written without a library: one regular expression after another over the whole text.

/** Of the kind that is copied from one project to the next. */
export const PII = {
  email: /[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}/g,
  card: /\b(?:\d[ -]?){13,16}\b/g,
  phone: /(?:\+?\d{1,2}[ .-]?)?\(?\b\d{3}\)?[ .-]?\d{3}[ .-]?\d{4}\b/g,
  ssn: /\b\d{3}-\d{2}-\d{4}\b/g,
  ip: /\b(?:\d{1,3}\.){3}\d{1,3}\b/g,
  iban: /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\b/g,
};

/** @param {string} text */
export function redact(text) {
  let out = text;
  for (const [name, pattern] of Object.entries(PII)) out = out.replace(pattern, `[${name}]`);
  return out;
}

/** @param {string} text @returns {string[]} */
export const find = (text) => Object.values(PII).flatMap((pattern) => text.match(pattern) ?? []);

/** @param {string} source */
const escaped = (source) => source.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");

/**
 * @param {(string | { regex: string })[]} entries literals as whole words, in any case
 * @returns {(text: string) => number} how many are found
 */
export function loop(entries) {
  const patterns = entries.map((entry) =>
    typeof entry === "string" ? new RegExp(`\\b${escaped(entry)}\\b`, "gi") : new RegExp(entry.regex.replace("(?i)", ""), "gi"),
  );
  return (text) => patterns.reduce((sum, pattern) => sum + (text.match(pattern)?.length ?? 0), 0);
}

/** @param {string[]} words @returns {(text: string) => number} the same as one alternation */
export function alternation(words) {
  const pattern = new RegExp(`\\b(?:${words.map(escaped).join("|")})\\b`, "gi");
  return (text) => text.match(pattern)?.length ?? 0;
}
