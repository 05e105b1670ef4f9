// What goes on to the model or to the user, beside what was written.
import type { Finding, Outcome, Target, Verdict } from "edgeward";
import { card } from "./card";
import type { Mark } from "./field";
import { family } from "./words";

export const marksOf = (findings: Finding[], target: Target): { mark: Mark; index: number }[] =>
  findings.flatMap((finding, index) => {
    const { span, target: side, action, detector } = finding;
    if (span === null || side !== target) return [];
    return [{ index, mark: { from: span.start, to: span.end, class: `family-${family(detector)} ${action}`, card: () => card(finding) } }];
  });

/** The replacements, where they stand in the redacted text. */
export function replaced({ edits, text }: Outcome): Mark[] {
  if (text === null) return [];
  let shift = 0;
  return edits.map(({ start, end, replacement }) => {
    const from = start + shift;
    shift += replacement.length - (end - start);
    return { from, to: from + replacement.length, class: "replacement", card: null };
  });
}

export function forwarded(verdict: Verdict, target: "prompt" | "response"): { text: string; note: string; marks: Mark[] } {
  const outcome = verdict[target];
  if (outcome === null) return { text: "", note: "There is no text on this side.", marks: [] };
  const { decision, text, edits } = outcome;
  if (text === null)
    return {
      text: verdict.message ?? "",
      note: verdict.message ? "Blocked. This message is shown instead:" : "Blocked: nothing goes on.",
      marks: [],
    };
  if (decision === "override" || decision === "rephrase") return { text, note: "This message goes on instead:", marks: [] };
  if (edits.length === 0) return { text, note: "Goes on unchanged:", marks: [] };
  return { text, note: "Goes on with parts masked:", marks: replaced(outcome) };
}
