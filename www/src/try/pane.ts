// A conversation, judged as one types.
import type { Finding, Verdict } from "edgeward";
import type { Judged } from "../engine/protocol";
import { SAMPLES } from "../policy/examples";
import type { Session } from "../session";
import { button, byId, h, plural, select } from "../ui/dom";
import { TextField } from "./field";
import { forwarded, marksOf } from "./outcome";
import { DECIDED, DOES, family, familyName, percent, REASONS, SIDES } from "./words";

const SIDE = ["prompt", "context", "response"] as const;
type Side = (typeof SIDE)[number];
/** Screen readers hear a verdict when typing pauses. */
const HUSH = 700;
/** Milliseconds from the marks to the lists under them. */
const SETTLE = 60;
/** Findings that are listed before one asks for all. */
const LISTED = 25;

/** A text node that says the same already is not laid out again. */
function write(element: HTMLElement, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

export class TryPane {
  readonly #fields: Record<Side, TextField>;
  readonly #outcomes: Record<"prompt" | "response", { field: TextField; note: HTMLElement }>;
  readonly #label = h("strong", {}, "Waiting for a policy");
  readonly #why = h("p", {}, "The evaluator is loading.");
  readonly #time = h("span", { class: "time" });
  readonly #banner = h("div", { class: "banner empty" }, this.#label, this.#why, this.#time);
  readonly #stale = h(
    "p",
    { class: "stale", attrs: { hidden: true } },
    "The policy has errors: this is what its last version without errors says.",
  );
  readonly #spoken = h("p", { class: "spoken", attrs: { role: "status" } });
  readonly #findings = h("ul", { class: "findings", attrs: { "aria-label": "Findings" } });
  readonly #missing = h("div", { class: "missing" });
  readonly #body = h("pre", { class: "body", attrs: { tabindex: 0, role: "region", "aria-label": "Response in the vendor's shape" } });
  #timer = 0;
  #below = 0;
  #listed: string | null = null;

  constructor(readonly session: Session) {
    const outcome = (side: "prompt" | "response"): { field: TextField; note: HTMLElement } => ({
      field: new TextField({ label: `${SIDES[side]}, as it goes on` }),
      note: h("p", { class: "note" }),
    });
    this.#outcomes = { prompt: outcome("prompt"), response: outcome("response") };
    const field = (side: Side, hint: string): TextField =>
      new TextField({ label: SIDES[side], hint, change: (text) => session.write(side, text) });
    this.#fields = {
      prompt: field("prompt", "What the user writes"),
      context: field("context", "What was retrieved for the answer, if anything"),
      response: field("response", "What the assistant answers"),
    };
    const samples = select(
      "Sample text",
      [["", "Choose a sample"], ...SAMPLES.map(({ label }, at): [string, string] => [String(at), label])],
      (at) => {
        const sample = SAMPLES[Number(at)];
        if (at !== "" && sample) this.fill(sample);
      },
    );
    const body = h("details", { class: "fold" }, h("summary", {}, "Response in the vendor's shape"), this.#body);
    body.addEventListener("toggle", () => {
      session.wantsBody = body.open;
      if (body.open) void session.judge();
    });
    byId("panel-try").append(
      this.#banner,
      this.#stale,
      this.#spoken,
      h("div", { class: "bar" }, h("label", {}, "Sample ", samples), h("span", { class: "hint" }, "F8 goes to the next finding")),
      this.#side("prompt"),
      this.#side("context"),
      this.#side("response"),
      h("h2", {}, "Findings"),
      this.#findings,
      this.#missing,
      body,
    );
    session.on("judged", (judged) => this.#show(judged));
    session.on("compiled", ({ ok }) => {
      this.#stale.hidden = ok || session.valid === null;
    });
  }

  fill(texts: { prompt?: string; context?: string; response?: string }): void {
    for (const side of SIDE) this.#fields[side].text = texts[side] ?? "";
  }

  #side(side: Side): HTMLElement {
    const original = h("div", {}, h("h2", {}, SIDES[side]), this.#fields[side].element);
    if (side === "context") return h("details", { class: "fold side" }, h("summary", {}, "Context"), this.#fields.context.element);
    const { field, note } = this.#outcomes[side];
    return h("div", { class: "pair" }, original, h("div", { class: "goes-on" }, h("h2", {}, "Goes on as"), note, field.element));
  }

  #show({ verdict, body, time }: Judged): void {
    this.#verdict(verdict, time);
    for (const side of SIDE) this.#fields[side].mark(marksOf(verdict.findings, side).map(({ mark }) => mark));
    for (const side of ["prompt", "response"] as const) {
      const { text, note, marks } = forwarded(verdict, side);
      const outcome = this.#outcomes[side];
      outcome.note.textContent = note;
      outcome.field.set(text, marks);
      outcome.field.element.hidden = text === "";
    }
    performance.clearMarks("marks");
    performance.mark("marks");
    // The marks are painted first; what stands below them can wait, and while one types fast only the last is drawn.
    clearTimeout(this.#below);
    this.#below = window.setTimeout(() => {
      this.#list(verdict);
      this.#left(verdict);
      if (body !== "") this.#body.textContent = typeof body === "string" ? body : JSON.stringify(body, null, 2);
    }, SETTLE);
  }

  #verdict(verdict: Verdict, time: number): void {
    const { decision, detected, decidedBy, findings, notEvaluated } = verdict;
    const empty = verdict.prompt === null && verdict.response === null;
    const { label, meaning } = DECIDED[decision];
    const stricter = decision !== detected;
    const why = stricter
      ? `Because ${plural(notEvaluated.length, "rule")} could not be evaluated; the findings alone: ${DECIDED[detected].label.toLowerCase()}.`
      : decidedBy
        ? `Decided by rule ${decidedBy}. ${meaning}`
        : meaning;
    write(this.#label, empty ? "Nothing to judge yet" : label);
    write(this.#why, empty ? "Write a prompt or a response, or choose a sample." : why);
    this.#banner.className = `banner ${empty ? "empty" : decision}`;
    const spent = time < 1 ? `${Math.max(1, Math.round(time * 1000))} µs` : `${time.toFixed(1)} ms`;
    write(this.#time, empty ? "" : `${plural(findings.length, "finding")} · ${spent}`);
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => {
      this.#spoken.textContent = empty ? "" : `${label}. ${why} ${plural(findings.length, "finding")}.`;
    }, HUSH);
  }

  #list({ findings, truncated }: Verdict): void {
    const listed = findings.map(({ rule, target, span, score, action }) => [rule, target, span?.start, score, action].join()).join("\n");
    if (listed === this.#listed) return;
    this.#listed = listed;
    if (findings.length === 0) {
      this.#findings.replaceChildren(h("li", { class: "none" }, "No rule found anything."));
      return;
    }
    const order = { prompt: 0, context: 0, response: 0 };
    const rows = findings.map((finding): [Finding, number] => [finding, finding.span === null ? -1 : order[finding.target]++]);
    const items = (list: [Finding, number][]): HTMLElement[] => list.map(([finding, at]) => this.#item(finding, at));
    const rest = rows.slice(LISTED);
    this.#findings.replaceChildren(...items(rows.slice(0, LISTED)));
    if (rest.length === 0) return;
    const more = h(
      "li",
      {},
      button(`Show ${rest.length}${truncated ? " and more" : ""} others`, () => more.replaceWith(...items(rest))),
    );
    this.#findings.append(more);
  }

  #item({ target, span, detector, type, score, action, rule }: Finding, at: number): HTMLElement {
    const show = (): void => this.#fields[target].open(at);
    const hide = (): void => void this.#fields[target].close();
    return h(
      "li",
      { class: `family-${family(detector)}` },
      h(
        "button",
        {
          attrs: { type: "button" },
          on: { focus: show, blur: hide, mouseenter: show, mouseleave: hide, click: () => this.#fields[target].focus() },
        },
        h("i", { class: "dot" }),
        h("span", { class: "what" }, `${familyName(detector)}${type ? ` · ${type}` : ""}`),
        h("span", { class: "where" }, span === null ? `${SIDES[target]}, as a whole` : SIDES[target]),
        h("span", { class: "number" }, percent(score)),
        h("span", { class: `pill ${action}` }, DOES[action]),
        h("code", {}, rule),
      ),
    );
  }

  #left({ notEvaluated }: Verdict): void {
    this.#missing.hidden = notEvaluated.length === 0;
    this.#missing.replaceChildren(
      h("h2", {}, "Not evaluated"),
      h(
        "ul",
        {},
        ...notEvaluated.map(({ rule, reason, action, target }) =>
          h(
            "li",
            {},
            h("code", {}, rule ?? "all"),
            target ? ` (${SIDES[target].toLowerCase()}) ` : " ",
            REASONS[reason],
            " ",
            h("span", { class: `pill ${action}` }, DOES[action]),
          ),
        ),
      ),
    );
  }
}
