// Everything that is shown of a replay.
import { percent } from "../try/words";
import { h } from "../ui/dom";
import { type Histogram, histogram } from "./histogram";
import { CaseList } from "./list";
import type { Log } from "./log";
import { comparison, decisionCounts, ruleCounts, unreadLines } from "./summary";

const NEAREST = 8;
const SCALE = "At 0.5, about 1 in 100 harmless messages is found by mistake. A vendor's own number is translated to this scale.";

export class Result {
  readonly element = h("div", { class: "result" });
  readonly #counts = h("div", { class: "result" });

  constructor(
    readonly log: Log,
    readonly file: Blob,
    readonly open: (texts: { prompt?: string; response?: string; context?: string }) => void,
  ) {
    this.element.append(this.#counts);
  }

  /** While the log is read. */
  counts(): void {
    this.#counts.replaceChildren(
      decisionCounts(this.log),
      ruleCounts(this.log, () => {}),
    );
  }

  all(): void {
    const { log } = this;
    const list = new CaseList(log, this.file, this.open);
    const pick = (filter: Parameters<CaseList["show"]>[0]): void => {
      list.show(filter);
      list.element.scrollIntoView({ block: "start" });
    };
    const parts = [
      decisionCounts(log),
      ruleCounts(log, (rule) => pick({ rule })),
      log.compared ? comparison(log, (decision, other) => pick({ decision, other })) : null,
      unreadLines(log),
      this.#scores(list),
      list.element,
    ];
    this.element.replaceChildren(...parts.filter((part) => part !== null));
    list.show(log.compared ? { changed: true } : {});
  }

  #scores(list: CaseList): HTMLElement | null {
    const { log } = this;
    // Rules that never came near are not worth a chart.
    const columns = log.columns.map((_, at) => at).filter((at) => log.nearest(at, log.columns[at]?.threshold ?? 0.5, 1).length > 0);
    if (columns.length === 0) return null;
    const charts: Histogram[] = [];
    const boxes = columns.map((column) => {
      const near = h("ul", { class: "near" });
      let timer = 0;
      const show = async (threshold: number): Promise<void> => {
        const cases = log.nearest(column, threshold, NEAREST);
        const rows = await Promise.all(cases.map(async ({ number, score }) => ({ score, row: await list.row(number) })));
        near.replaceChildren(
          ...rows.map(({ score, row }) => h("li", {}, h("span", { class: "number" }, percent(score)), row.querySelector("button"))),
        );
      };
      const chart = histogram(log, column, (threshold) => {
        clearTimeout(timer);
        timer = window.setTimeout(() => void show(threshold), 60);
      });
      charts.push(chart);
      void show(log.columns[column]?.threshold ?? 0.5);
      chart.element.append(h("details", { class: "nearest" }, h("summary", {}, "Messages nearest the threshold"), near));
      return chart.element;
    });
    return h(
      "section",
      { class: "box", id: "scores" },
      h("h2", {}, "Scores, and another threshold"),
      h("p", { class: "hint" }, SCALE),
      h("div", { class: "histograms" }, ...boxes),
    );
  }
}
