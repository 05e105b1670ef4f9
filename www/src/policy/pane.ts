// The left side: which policy, its text, its problems.
import type { Vendor } from "edgeward";
import type { Compiled } from "../engine/protocol";
import type { Session } from "../session";
import { button, byId, h, plural, select } from "../ui/dom";
import { dropFile, pickFile } from "../ui/drop";
import { toast } from "../ui/toast";
import { PolicyEditor, problemItem } from "./editor";
import { EXAMPLES, load, VENDORS } from "./examples";
import { loadSchema } from "./schema";
import { openSource } from "./source";

const LARGEST = 5_242_880;
export const KINDS: Record<string, string> = {
  "enkrypt.policy": "Enkrypt AI code of conduct",
  "enkrypt.guardrail": "Enkrypt AI guardrail",
  "lyzr.rai_policy": "Lyzr policy",
  "aporia.custom_policy": "Aporia custom policy",
  "aporia.project_policies": "Aporia project",
  "edgeward.policy": "edgeward policy",
};

export class PolicyPane {
  readonly editor: PolicyEditor;
  readonly #vendor: HTMLSelectElement;
  readonly #example: HTMLSelectElement;
  readonly #status = h("p", { class: "status", attrs: { role: "status" } }, "Loading the evaluator …");
  readonly #problems = h("ul", { class: "problems", attrs: { "aria-label": "Problems of the policy" } });
  readonly #fromText: HTMLButtonElement;
  #picking: string | null = null;

  constructor(readonly session: Session) {
    const host = h("div", { class: "code-host" });
    this.#vendor = select(
      "Vendor",
      VENDORS,
      (vendor) => void this.pick(EXAMPLES.find((example) => example.vendor === vendor)?.id ?? "native"),
    );
    this.#example = select("Example", [], (id) => void this.pick(id));
    this.#fromText = button("From text or PDF", () => openSource(session, (payload) => this.editor.replace(payload)));
    const panel = byId("panel-policy");
    panel.append(
      h(
        "div",
        { class: "bar" },
        h("label", {}, "Vendor ", this.#vendor),
        h("label", {}, "Example ", this.#example),
        button("Open file", () => pickFile(".json,.txt,application/json", (file) => void this.#open(file))),
        this.#fromText,
        h("span", { class: "gap" }),
        button("Format", () => this.#format(), { title: "Shift+Alt+F" }),
        button("Undo", () => void this.editor.undo(), { title: "Ctrl+Z" }),
        button("Redo", () => void this.editor.redo(), { title: "Ctrl+Y" }),
      ),
      host,
      h("div", { class: "foot" }, this.#status, this.#problems),
      h("p", { class: "hint" }, "Drop a file anywhere here. Ctrl+Space completes, Ctrl+Shift+M lists problems, Tab leaves the editor."),
    );
    this.editor = new PolicyEditor(host, (text) => session.write("policy", text));
    dropFile(panel, (file) => void this.#open(file));
    session.on("compiled", (compiled) => this.#show(compiled));
    session.on("failed", (message) => {
      this.#status.textContent = `The evaluator failed: ${message}. Reload the page to start it again.`;
      this.#status.className = "status error";
    });
    this.#examples("lyzr");
  }

  async pick(id: string): Promise<void> {
    const example = EXAMPLES.find((example) => example.id === id);
    if (example === undefined) return;
    this.#examples(example.vendor, id);
    this.#picking = id;
    const text = await load(id);
    if (text === undefined || this.#picking !== id) return;
    this.#picking = null;
    this.editor.replace(text);
  }

  #examples(vendor: Vendor, chosen?: string): void {
    this.#vendor.value = vendor;
    const list = EXAMPLES.filter((example) => example.vendor === vendor);
    this.#example.replaceChildren(...list.map(({ id, label }) => h("option", { attrs: { value: id } }, label)));
    if (chosen !== undefined) this.#example.value = chosen;
    this.#fromText.hidden = vendor !== "enkrypt";
  }

  async #open(file: File): Promise<void> {
    if (/\.pdf$/i.test(file.name) || file.type === "application/pdf")
      return openSource(this.session, (payload) => this.editor.replace(payload), file);
    if (file.size > LARGEST) return toast("The file is larger than 5 MB, which no policy may be.");
    this.editor.replace(await file.text());
    toast(`Opened ${file.name}. Undo brings the last policy back.`);
  }

  #format(): void {
    const problem = this.editor.format();
    if (problem !== null) toast(problem);
  }

  #show({ ok, kind, vendor, report, diagnostics }: Compiled): void {
    this.editor.show(diagnostics);
    if (kind === "edgeward.policy") void loadSchema();
    // Not while an example is on its way: this is about the text before it.
    if (vendor !== null && vendor !== this.#vendor.value && this.#picking === null) this.#examples(vendor);
    const errors = diagnostics.filter(({ severity }) => severity === "error").length;
    const warnings = diagnostics.filter(({ severity }) => severity === "warning").length;
    this.#status.className = ok ? (warnings > 0 ? "status warning" : "status fine") : "status error";
    this.#status.textContent = !ok
      ? `${plural(errors, "error")}: the page keeps using the last policy that worked.`
      : `${KINDS[kind ?? ""] ?? "Policy"} · ${plural(report?.rules.length ?? 0, "rule")}${warnings > 0 ? ` · ${plural(warnings, "warning")}` : diagnostics.length > 0 ? ` · ${plural(diagnostics.length, "note")}` : " · no problems"}`;
    this.#problems.replaceChildren(
      ...this.editor
        .problems()
        .slice(0, 50)
        .map((problem) =>
          problemItem(`Line ${this.editor.lineOf(problem.from)}: ${problem.message}`, problem.severity, () => this.editor.go(problem)),
        ),
    );
  }
}
