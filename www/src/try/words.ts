// Decisions, sides and detectors in the words of people.
import type { Decision, Finding, NotEvaluated, Target } from "edgeward";

export const DECIDED: Record<Decision, { label: string; meaning: string }> = {
  allow: { label: "Allowed", meaning: "The text goes through as it is." },
  flag: { label: "Flagged", meaning: "The text goes through; the finding is noted." },
  redact: { label: "Redacted", meaning: "The text goes through with parts masked." },
  override: { label: "Replaced", meaning: "The rule's message is shown instead of the text." },
  rephrase: { label: "Rephrased", meaning: "A language model is asked to write it differently." },
  block: { label: "Blocked", meaning: "The text does not go through." },
};

/** What a rule does, of its action. */
export const DOES: Record<Decision, string> = {
  allow: "Allows",
  flag: "Flags",
  redact: "Redacts",
  override: "Replaces",
  rephrase: "Rephrases",
  block: "Blocks",
};

export const SIDES: Record<Target, string> = { prompt: "Prompt", context: "Context", response: "Response" };

export const FAMILIES: Record<string, string> = {
  test_string: "Self-test",
  keyword: "Keyword",
  competitor: "Competitor",
  pii: "Personal data",
  secret: "Secret",
  prompt_injection: "Prompt injection",
  toxicity: "Toxicity",
  topic: "Topic",
  sql: "SQL",
  groundedness: "Grounding",
  conduct: "Conduct",
  custom: "Custom",
};

export const family = (detector: string): string => detector.split(".")[0] ?? detector;
export const familyName = (detector: string): string => FAMILIES[family(detector)] ?? detector;

export const REASONS: Record<NotEvaluated["reason"], string> = {
  needs_judge: "A language model would judge it, and none is connected here.",
  judge_failed: "The language model gave no clear answer.",
  needs_context: "It compares the response with a context, and there is none.",
  unsupported_language: "It reads English only.",
  over_limit: "The text is over a limit.",
  not_available: "This build has no detector for it.",
  fault: "The evaluator stopped; it was started again.",
};

const VIEWS: Record<string, string> = {
  normalised: "look-alike or invisible characters",
  joined_letters: "letters with spaces, signs or emoji between them",
  leet: "letters written as digits",
  base64: "Base64",
  hex: "hexadecimal",
  percent: "percent encoding",
  html: "HTML entities",
  quoted_printable: "quoted-printable",
  rot13: "ROT13",
  json_string: "JSON escapes",
  markup: "markup of HTML or Markdown inside it",
};

/** How the finding was uncovered; "" when it is there as written. */
export const uncovered = ({ views }: Finding): string =>
  views.length === 0 ? "" : `Found behind ${views.map((view) => VIEWS[view] ?? view).join(", then ")}.`;
export const percent = (score: number): string => score.toFixed(2);
