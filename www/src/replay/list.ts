// The messages of a log: sorted, filtered, their texts read from the file where they are shown.
import { message } from "../engine/message";
import { DECISIONS } from "../engine/protocol";
import { DECIDED, percent } from "../try/words";
import { button, h, select } from "../ui/dom";
import type { Log } from "./log";

const PAGE = 50;
const SHOWN = 300;

export interface Filter {
  decision?: number;
  other?: number;
  rule?: string;
  changed?: boolean;
}
type Order = "line" | "decision" | "score";

export class CaseList {
  readonly element: HTMLElement;
  readonly #body = h("tbody");
  readonly #count = h("p", { class: "note", attrs: { role: "status" } });
  readonly #more = button("Show more", () => void this.#page());
  readonly #heads: Record<Order, HTMLButtonElement>;
  readonly #filterBox: HTMLSelectElement;
  #filter: Filter = {};
  #order: Order = "line";
  #down = false;
  #numbers: Uint32Array = new Uint32Array(0);
  #shown = 0;
  #drawing = 0;

  constructor(
    readonly log: Log,
    readonly file: Blob,
    readonly open: (text: { prompt?: string; response?: string; context?: string }) => void,
  ) {
    const head = (order: Order, label: string): HTMLButtonElement => button(label, () => this.#sort(order));
    this.#heads = { line: head("line", "Line"), decision: head("decision", "Decision"), score: head("score", "Highest score") };
    this.#filterBox = select(
      "Show decisions",
      [
        ["", "All messages"],
        ...DECISIONS.map((decision, at): [string, string] => [String(at), DECIDED[decision].label]),
        ...(log.compared ? [["changed", "Changed by the other policy"] as [string, string]] : []),
      ],
      (value) => this.show(value === "changed" ? { changed: true } : value === "" ? {} : { decision: Number(value) }),
    );
    const column = (order: Order): HTMLElement => h("th", { attrs: { scope: "col", "data-order": order } }, this.#heads[order]);
    this.element = h(
      "section",
      { class: "box", id: "cases" },
      h("div", { class: "bar" }, h("h2", {}, "Messages"), h("span", { class: "gap" }), this.#filterBox),
      this.#count,
      h(
        "div",
        { class: "scroller", attrs: { tabindex: 0, role: "region", "aria-label": "Messages of the log" } },
        h(
          "table",
          {},
          h(
            "thead",
            {},
            h(
              "tr",
              {},
              column("line"),
              column("decision"),
              log.compared ? h("th", { attrs: { scope: "col" } }, "Other policy") : null,
              column("score"),
              h("th", { attrs: { scope: "col" } }, "Decided by"),
              h("th", { attrs: { scope: "col" } }, "Text"),
            ),
          ),
          this.#body,
        ),
      ),
      this.#more,
    );
  }

  show(filter: Filter): void {
    this.#filter = filter;
    const { decision, other, rule, changed } = filter;
    this.#filterBox.value = changed ? "changed" : decision !== undefined && other === undefined ? String(decision) : "";
    const list: number[] = [];
    const index = rule === undefined ? -1 : this.log.rules.findIndex((one) => one.rule === rule);
    for (const { slice, first } of this.log.slices) {
      slice.decisions.forEach((decided, row) => {
        if (decision !== undefined && decided !== decision) return;
        if (other !== undefined && slice.others?.[row] !== other) return;
        if (index !== -1 && slice.decidedBy[row] !== index) return;
        if (changed && slice.others?.[row] === decided) return;
        list.push(first + row);
      });
    }
    this.#numbers = Uint32Array.from(list);
    this.#sorted();
  }

  #sort(order: Order): void {
    this.#down = this.#order === order ? !this.#down : order !== "line";
    this.#order = order;
    this.#sorted();
  }

  #sorted(): void {
    const key = new Float64Array(this.log.count);
    for (const number of this.#numbers) key[number] = this.#key(number);
    const way = this.#down ? -1 : 1;
    this.#numbers.sort((a, b) => way * ((key[a] as number) - (key[b] as number)) || a - b);
    for (const [order, head] of Object.entries(this.#heads)) {
      const current = order === this.#order;
      head.parentElement?.setAttribute("aria-sort", current ? (this.#down ? "descending" : "ascending") : "none");
    }
    const { rule } = this.#filter;
    this.#count.textContent = `${this.#numbers.length.toLocaleString("en")} of ${this.log.count.toLocaleString("en")} messages${rule ? `, decided by ${rule}` : ""}`;
    this.#shown = 0;
    this.#body.replaceChildren();
    void this.#page();
  }

  #key(number: number): number {
    const { slice, row } = this.log.at(number);
    if (this.#order === "decision") return slice.decisions[row] ?? 0;
    return this.#order === "line" ? (slice.starts[row] ?? 0) : this.#highest(number);
  }

  #highest(number: number): number {
    const { slice, row } = this.log.at(number);
    return slice.scores.reduce((highest, scores) => Math.max(highest, scores[row] ?? -1), 0);
  }

  async #page(): Promise<void> {
    const drawing = ++this.#drawing;
    const numbers = this.#numbers.subarray(this.#shown, this.#shown + PAGE);
    const rows = await Promise.all(Array.from(numbers, (number) => this.row(number)));
    if (drawing !== this.#drawing) return;
    this.#shown += numbers.length;
    this.#body.append(...rows);
    this.#more.hidden = this.#shown >= this.#numbers.length;
  }

  async row(number: number): Promise<HTMLElement> {
    const { slice, row } = this.log.at(number);
    const decision = DECISIONS[slice.decisions[row] ?? 0] as "allow";
    const other = slice.others === null ? null : (DECISIONS[slice.others[row] ?? 0] as "allow");
    const texts = await textsOf(this.file, slice.starts[row] ?? 0, slice.ends[row] ?? 0);
    const shown = [texts.prompt, texts.response].filter(Boolean).join(" ⏎ ");
    return h(
      "tr",
      {},
      h("td", {}, this.log.line(number).toLocaleString("en")),
      h("td", {}, h("span", { class: `pill ${decision}` }, DECIDED[decision].label)),
      other && h("td", {}, h("span", { class: `pill ${other}` }, DECIDED[other].label)),
      h("td", { class: "number" }, percent(this.#highest(number))),
      h("td", {}, h("code", {}, this.log.decidedBy(number))),
      h(
        "td",
        {},
        button(shown.length > SHOWN ? `${shown.slice(0, SHOWN)}…` : shown || "(empty)", () => this.open(texts), {
          class: "link",
          title: "Open in Try",
        }),
      ),
    );
  }
}

export async function textsOf(file: Blob, start: number, end: number): Promise<{ prompt?: string; response?: string; context?: string }> {
  const input = message(await file.slice(start, end).text());
  if (typeof input === "string") return {};
  const { prompt, response, context, messages } = input;
  const last = messages?.findLast(({ role }) => role === "user")?.content;
  const asked = prompt ?? (typeof last === "string" ? last : last?.map(({ text = "" }) => text).join("\n"));
  return {
    ...(asked !== undefined && { prompt: asked }),
    ...(response !== undefined && { response }),
    ...(context !== undefined && { context: Array.isArray(context) ? context.join("\n\n") : context }),
  };
}
