// What to do about a diagnostic, in words.
import type { Diagnostic } from "edgeward";

const FIXES: Record<string, string> = {
  invalid_json: "Look for a missing comma, quote or bracket at the mark or just before it.",
  wrong_type: "Write a value of the kind that is named.",
  missing_key: "Add the key that is named.",
  out_of_range: "Write a number inside the range.",
  blank_text: "Write a text, or remove the key.",
  empty_list: "Add at least one entry, or remove the rule.",
  duplicate_key: "Keep one of the two.",
  duplicate_entry: "Remove one of the two.",
  duplicate_id: "Give each rule its own id.",
  duplicate_rule: "Remove one of the two.",
  conflicting_keys: "Keep only one of the two.",
  invalid_id: "Use lower-case letters, digits, dots, dashes and underscores, at most 64.",
  invalid_pattern: "Correct the expression at the mark.",
  pattern_matches_empty: "Make the expression match at least one character, for example with + instead of *.",
  threshold_never_fires: "Choose a threshold below 1, such as 0.5.",
  threshold_always_fires: "Choose a threshold above 0, such as 0.5.",
  checks_nothing: "Add what it should look for, or switch it off.",
  action_assumed: "Write the action, so that nobody has to guess.",
  action_missing: "Write the action, so that nobody has to guess.",
  action_not_applicable: "Choose an action that this rule can take.",
  description_missing: "Add a description.",
  priority_missing: "Add a priority; lower numbers come first.",
  definition_missing: "Put the definition of the custom policy into its condition.",
  placeholder_missing: "Name at least one of {question}, {context} and {answer}.",
  target_needs_response: "Set the target to response, or remove {answer} and {context}.",
  total_rules_mismatch: "Set total_rules to the number of rules.",
  invalid_uuid: "Write an id such as 2f4d4c5e-6b7a-4c8d-9e0f-1a2b3c4d5e6f.",
  invalid_date_time: "Write a time such as 2026-01-31T12:00:00Z.",
  unknown_version: "Set version to 1.",
  lone_surrogate: "Remove the broken character.",
  byte_order_mark: "Save the file without a byte order mark.",
};

export interface Fix {
  text: string;
  /** The accepted word that is nearest to what was written. */
  nearest: string | null;
}

export function fixOf({ code, accepted, message }: Diagnostic, written: string): Fix {
  const nearest = accepted === undefined ? null : closest(written, accepted);
  if (accepted !== undefined && accepted.length > 0) {
    const list = accepted.slice(0, 12).join(", ") + (accepted.length > 12 ? ", …" : "");
    const remove = code === "unknown_key" ? "Remove it, or use" : "Use";
    return { text: nearest !== null ? `Did you mean ${nearest}? ${remove} one of: ${list}.` : `${remove} one of: ${list}.`, nearest };
  }
  if (code === "source_missing" || message === "") return { text: "", nearest };
  return { text: FIXES[code] ?? "", nearest };
}

/** By edits, at most a third of the word. */
function closest(word: string, candidates: string[]): string | null {
  if (word.length > 60) return null;
  const limit = Math.max(1, Math.floor(word.length / 3));
  const [best] = candidates
    .map((candidate) => ({ candidate, edits: distance(word.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ edits }) => edits <= limit)
    .sort((a, b) => a.edits - b.edits);
  return best?.candidate ?? null;
}

function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 0; i < a.length; i++) {
    const next = [i + 1];
    for (let j = 0; j < b.length; j++) {
      const same = (row[j] as number) + (a[i] === b[j] ? 0 : 1);
      next.push(Math.min(same, (row[j + 1] as number) + 1, (next[j] as number) + 1));
    }
    row = next;
  }
  return row[b.length] as number;
}
