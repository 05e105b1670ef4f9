// What the compiler made of the policy, rule by rule.
import type { RuleReport, Verdict } from "edgeward";
import type { PolicyPane } from "../policy/pane";
import type { Session } from "../session";
import { byId, h, plural } from "../ui/dom";
import type { Tabs } from "../ui/tabs";
import { convertBox } from "./convert";
import { type RuleCard, ruleCard, STATES } from "./rule";

export class UnderstandPane {
  readonly #summary = h("p", { class: "summary" }, "The evaluator is loading.");
  readonly #list = h("ul", { class: "rules", attrs: { "aria-label": "Rules" } });
  #cards = new Map<string, RuleCard>();
  #shown = "";

  constructor(
    readonly session: Session,
    readonly policy: PolicyPane,
    readonly tabs: Tabs,
  ) {
    const convert = convertBox(session, (payload) => {
      policy.editor.replace(payload);
      tabs.show("policy");
    });
    byId("panel-understand").append(
      h("section", { class: "box" }, h("h2", {}, "What this policy checks"), this.#summary),
      this.#list,
      convert,
    );
    session.on("compiled", () => this.#rules());
    session.on("judged", ({ verdict }) => this.#scores(verdict));
    tabs.on(() => this.#refresh());
  }

  #refresh(): void {
    this.#rules();
    if (this.session.judged) this.#scores(this.session.judged.verdict);
  }

  #rules(): void {
    const report = this.session.valid?.compiled.report;
    if (!report || this.tabs.tab !== "understand") return;
    const counts = new Map<RuleReport["status"], number>();
    for (const { status } of report.rules) counts.set(status, (counts.get(status) ?? 0) + 1);
    const parts = [...counts].map(([status, count]) => `${count} ${STATES[status][0].toLowerCase()}`).join(", ");
    this.#summary.textContent = `${report.policy.name}: ${plural(report.rules.length, "rule")} (${parts}).`;
    const text = JSON.stringify(report);
    if (text === this.#shown) return;
    this.#shown = text;
    const { editor } = this.policy;
    const point = (rule: RuleReport | null): void => editor.point(rule?.path ?? null, rule?.span);
    const go = (rule: RuleReport): void => {
      this.tabs.show("policy");
      editor.visit(rule.path, rule.span);
    };
    this.#cards = new Map(report.rules.map((rule) => [rule.rule, ruleCard(rule, point, go)]));
    this.#list.replaceChildren(...[...this.#cards.values()].map(({ element }) => element));
  }

  #scores({ scores = [] }: Verdict): void {
    if (this.tabs.tab !== "understand") return;
    for (const [rule, card] of this.#cards) card.scores(scores.filter((score) => score.rule === rule));
  }
}
