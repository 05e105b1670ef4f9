// What is known about a finding, and a score drawn against its threshold.
import type { Finding } from "edgeward";
import { sentenceCase } from "../policy/editor";
import { h } from "../ui/dom";
import { DOES, family, familyName, percent, uncovered } from "./words";

export function scoreBar(score: number, threshold: number, label: string): HTMLElement {
  const fires = score > threshold;
  return h(
    "div",
    {
      class: `score${fires ? " fires" : ""}`,
      attrs: {
        role: "img",
        "aria-label": `${label}: score ${percent(score)}, threshold ${percent(threshold)}, ${fires ? "fires" : "does not fire"}`,
      },
    },
    h("div", { class: "score-fill", style: { "inline-size": `${Math.min(1, Math.max(0, score)) * 100}%` } }),
    h("div", { class: "score-mark", style: { "inset-inline-start": `${threshold * 100}%` } }),
  );
}

export function card(finding: Finding): HTMLElement {
  const { rule, detector, type, score, threshold, action, explanation } = finding;
  const behind = uncovered(finding);
  return h(
    "div",
    { class: `card family-${family(detector)}` },
    h(
      "div",
      { class: "card-title" },
      h("i", { class: "dot" }),
      h("strong", {}, familyName(detector)),
      type ? h("code", {}, type) : null,
      h("span", { class: `pill ${action}` }, DOES[action]),
    ),
    h("p", {}, `${sentenceCase(explanation)}. ${behind}`.trim()),
    scoreBar(score, threshold, "This finding"),
    h("p", { class: "small" }, `Score ${percent(score)}, threshold ${percent(threshold)} · rule `, h("code", {}, rule)),
  );
}
