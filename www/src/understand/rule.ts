// One rule of the compile report.
import type { RuleReport, Verdict } from "edgeward";
import { sentenceCase } from "../policy/editor";
import { scoreBar } from "../try/card";
import { DOES, familyName, percent, SIDES } from "../try/words";
import { button, h, prose } from "../ui/dom";

export const STATES: Record<RuleReport["status"], [label: string, meaning: string]> = {
  active: ["Active", "Checked on every text of its side."],
  partial: ["Partly checked", "Some part of it is not checked."],
  needs_judge: ["Needs a judge", "A language model of your choice is asked when it is evaluated."],
  needs_context: ["Needs a context", "It compares the response with what was retrieved."],
  inert: ["Never fires", "As it is written, it can never find anything."],
  off: ["Off", "It is switched off."],
  duplicate: ["Duplicate", "Another rule says the same and is evaluated once for both."],
  not_checkable: ["Not checkable", "No text can show whether it was kept."],
  not_available: ["Not in this build", "This build has no detector for it."],
};

const MODALITY = { must: "must", must_not: "must not", should: "should", should_not: "should not" };
const PARTY = { user: "the user", assistant: "the assistant", both: "both sides" };

export interface RuleCard {
  element: HTMLElement;
  scores(list: NonNullable<Verdict["scores"]>): void;
}

export function ruleCard(report: RuleReport, point: (report: RuleReport | null) => void, go: (report: RuleReport) => void): RuleCard {
  const { rule, status, detectors, targets, action, threshold, priority, note, duplicateOf, text, confidence } = report;
  const [label, meaning] = STATES[status];
  const scores = h("div", { class: "scores" });
  const families = [...new Set(detectors.map(familyName))].join(", ");
  const sides = targets.map((target) => SIDES[target].toLowerCase()).join(" and ");
  const facts = [
    threshold === null ? "" : `fires above ${percent(threshold)}`,
    `priority ${priority}`,
    confidence === null ? "" : `read with confidence ${percent(confidence)}`,
  ];
  const element = h(
    "li",
    { class: "rule" },
    h(
      "header",
      {},
      h("h3", {}, rule),
      h("span", { class: `state ${status}`, title: meaning }, label),
      h("span", { class: `pill ${action}` }, DOES[action]),
      button("Show in the policy", () => go(report), { class: "locate", attrs: { "aria-label": `Show in the policy: ${rule}` } }),
    ),
    text ? h("blockquote", {}, text) : null,
    h("p", {}, `${families || "Rule"} in the ${sides || "text"}. ${status === "active" || note ? "" : meaning}`.trim()),
    reading(report),
    note ? h("p", {}, prose(`${sentenceCase(note)}.`)) : null,
    duplicateOf ? h("p", {}, "The same as ", h("code", {}, duplicateOf), ".") : null,
    h("p", { class: "facts" }, facts.filter(Boolean).join(" · ")),
    scores,
  );
  element.addEventListener("mouseenter", () => point(report));
  element.addEventListener("mouseleave", () => point(null));
  element.addEventListener("focusin", () => point(report));
  element.addEventListener("focusout", () => point(null));
  return {
    element,
    scores: (list) =>
      scores.replaceChildren(
        ...(threshold === null ? [] : list).flatMap(({ target, score, threshold }) => [
          h("span", {}, SIDES[target]),
          scoreBar(score, threshold, `${rule}, ${SIDES[target].toLowerCase()}`),
          h("span", {}, `${percent(score)} of ${percent(threshold)}`),
        ]),
      ),
  };
}

function reading({ reading }: RuleReport): HTMLElement | null {
  if (reading === undefined) return null;
  const { party, modality, act, subject, condition, exception } = reading;
  const sentence = `Read as: ${PARTY[party]} ${MODALITY[modality]} ${act} ${subject}${condition ? `, when ${condition}` : ""}${exception ? `, except ${exception}` : ""}.`;
  return h("p", {}, sentence);
}
