// What this policy would have done to a log.
import { EXAMPLES, load, VENDORS } from "../policy/examples";
import type { Session } from "../session";
import { button, byId, download, h, plural, select } from "../ui/dom";
import { dropFile, pickFile } from "../ui/drop";
import { exported } from "./export";
import { Result } from "./result";
import { type Run, startRun } from "./run";

/** The page counts again this often while a log is read, milliseconds. */
const PACE = 250;

export class ReplayPane {
  readonly #note = h("p", { class: "note", attrs: { role: "status" } });
  readonly #bar = h("progress", { attrs: { max: 1, value: 0, "aria-label": "Progress" } });
  readonly #cancel = button("Cancel", () => this.#run?.cancel());
  readonly #again = button("Run again", () => void this.#start(), { class: "primary" });
  readonly #save = button("Export", () => this.#run && download("replay.jsonl", exported(this.#run.log), "application/jsonl"));
  readonly #result = h("div", { class: "result" });
  readonly #alone = h("input", { attrs: { type: "checkbox" } });
  #run: Run | null = null;
  #file: File | null = null;
  #other: { name: string; text: string } | null = null;
  #otherBox: HTMLSelectElement;

  constructor(
    readonly session: Session,
    readonly open: (texts: { prompt?: string; response?: string; context?: string }) => void,
  ) {
    this.#otherBox = select("Compare with", this.#choices(), (value) => void this.#compare(value));
    const drop = h(
      "div",
      { class: "drop" },
      h("strong", {}, "See what this policy would have done"),
      h(
        "p",
        {},
        "Drop a log: JSON Lines, a message on each line, with prompt, response, context or messages. It is read here and sent nowhere.",
      ),
      h(
        "div",
        { class: "bar" },
        button("Choose a log", () => pickFile(".jsonl,.ndjson,.json,.txt,.log", (file) => this.take(file)), { class: "primary" }),
        button("Use a sample log", () => void this.#sample()),
      ),
    );
    const panel = byId("panel-replay");
    panel.append(
      drop,
      h(
        "div",
        { class: "bar" },
        h("label", {}, "Compare with ", this.#otherBox),
        h("label", { class: "check" }, this.#alone, " Findings alone, without what could not be evaluated"),
      ),
      h("div", { class: "bar" }, this.#again, this.#cancel, this.#save, this.#bar),
      this.#note,
      this.#result,
    );
    dropFile(panel, (file) => this.take(file));
    this.#alone.addEventListener("change", () => this.#file && void this.#start());
    for (const part of [this.#again, this.#cancel, this.#save, this.#bar]) part.hidden = true;
  }

  take(file: File): void {
    this.#file = file;
    void this.#start();
  }

  async #sample(): Promise<void> {
    this.take(await (await import("./sample")).sampleLog());
  }

  #choices(): [string, string][] {
    const vendors = new Map(VENDORS);
    const examples = EXAMPLES.map(({ id, label, vendor }): [string, string] => [id, `${vendors.get(vendor)}: ${label}`]);
    return [["", "No other policy"], ["keep", "This policy as it is now"], ["file", "A policy file …"], ...examples];
  }

  async #compare(value: string): Promise<void> {
    if (value === "file") return pickFile(".json", (file) => void file.text().then((text) => this.#with(file.name, text)));
    if (value === "") this.#other = null;
    const text = value === "keep" ? this.session.valid?.text : await load(value);
    if (text !== undefined && value !== "") return this.#with(value === "keep" ? "this policy as it was" : value, text);
    if (this.#file) await this.#start();
  }

  async #with(name: string, text: string): Promise<void> {
    this.#other = { name, text };
    if (this.#file) await this.#start();
    else this.#note.textContent = `The log will also go through ${name}.`;
  }

  async #start(): Promise<void> {
    const { valid, engine } = this.session;
    const file = this.#file;
    if (file === null) return;
    this.#run?.cancel();
    if (!valid?.compiled.report) return this.#tell("The policy has errors: correct it first.");
    if (file.size === 0) return this.#tell(`${file.name} is empty.`);
    const begun = performance.now();
    let drawn = begun;
    const { rules } = valid.compiled.report;
    const run: Run = startRun({
      engine,
      file,
      policy: valid.text,
      other: this.#other?.text ?? null,
      rules,
      findingsOnly: this.#alone.checked,
      progress: (log) => {
        if (run !== this.#run) return;
        this.#bar.value = Math.min(1, log.bytes / file.size);
        const now = performance.now();
        this.#note.textContent = `Reading ${file.name}: ${plural(log.count, "message")}, ${speed(log.count, now - begun)} a second`;
        if (now - drawn < PACE) return;
        drawn = now;
        result.counts();
      },
    });
    this.#run = run;
    const result = new Result(run.log, file, this.open);
    this.#result.replaceChildren(result.element);
    this.#state("running");
    try {
      await run.done;
      if (run !== this.#run) return;
      this.#note.textContent = `${file.name}: ${plural(run.log.count, "message")} in ${((performance.now() - begun) / 1000).toFixed(1)} s, ${speed(run.log.count, performance.now() - begun)} a second.`;
    } catch (error) {
      if (run !== this.#run) return;
      const { name, message } = error as Error;
      this.#note.textContent =
        name === "AbortError" ? `Cancelled after ${plural(run.log.count, "message")}.` : `It could not be replayed: ${message}.`;
    }
    this.#state("done");
    if (run.log.count > 0) result.all();
    else if (run.log.unreadCount > 0)
      this.#note.textContent = `No line of ${file.name} could be read: ${run.log.unreadLines()[0]?.reason}.`;
  }

  #state(state: "running" | "done"): void {
    this.#cancel.hidden = this.#bar.hidden = state !== "running";
    this.#again.hidden = this.#save.hidden = state !== "done";
  }

  #tell(message: string): void {
    this.#note.textContent = message;
  }
}

const speed = (count: number, time: number): string => Math.round(count / Math.max(0.001, time / 1000)).toLocaleString("en");
