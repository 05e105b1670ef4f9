// The response as it streams through the guard.
import type { Session } from "../session";
import { TextField } from "../try/field";
import { DECIDED } from "../try/words";
import { button, byId, h, select } from "../ui/dom";
import { type Frame, Player } from "./play";

const RELEASES: [string, string][] = [
  ["immediate", "At once: hold only what could still change"],
  ["sentence", "By sentence: also wait until the sentence is judged"],
  ["end", "At the end: hold everything"],
];

export class StreamPane {
  readonly #field = new TextField({ label: "The response as it streams" });
  readonly #note = h("p", { class: "note", attrs: { role: "status" } });
  readonly #facts = h("dl", { class: "counts" });
  readonly #play = button("Play", () => void this.#start(), { class: "primary" });
  readonly #stop = button("Stop", () => this.#player?.stop());
  readonly #pace = h("input", { attrs: { type: "range", min: 5, max: 200, value: 20, "aria-label": "Tokens a second" } });
  readonly #release = select("Release", RELEASES, () => {});
  #player: Player | null = null;

  constructor(readonly session: Session) {
    const pace = h("output", {}, "20");
    this.#pace.addEventListener("input", () => {
      pace.textContent = this.#pace.value;
    });
    this.#stop.hidden = true;
    byId("panel-stream").append(
      h(
        "section",
        { class: "box" },
        h("h2", {}, "Watch the response stream"),
        h(
          "p",
          {},
          "The response of the Try view is played as a model would write it. What could still turn out to be part of a finding is held back; what is masked is masked before anybody sees it.",
        ),
      ),
      h("div", { class: "bar" }, this.#play, this.#stop, h("label", {}, "Release ", this.#release)),
      h("label", { class: "bar" }, "Speed ", this.#pace, pace, " tokens a second"),
      this.#note,
      this.#field.element,
      h("p", { class: "legend" }, h("i", { class: "held-key" }), " held back ", h("i", { class: "mask-key" }), " masked"),
      this.#facts,
    );
  }

  async #start(): Promise<void> {
    const text = this.session.texts.response;
    if (text === "") return this.#tell("Write a response under Try first.");
    const player = new Player(this.session, (frame) => this.#show(frame, text.length));
    this.#player?.stop();
    this.#player = player;
    this.#stop.hidden = false;
    this.#note.textContent = "Playing …";
    this.#field.text = "";
    try {
      await player.play(text, this.#release.value as "immediate", () => Number(this.#pace.value));
    } catch (error) {
      this.#note.textContent = `It could not be played: ${(error as Error).message}.`;
    }
    if (player === this.#player) this.#stop.hidden = true;
  }

  #show({ released, held, marks, state, read, verdict }: Frame, total: number): void {
    const tail = { from: released.length, to: released.length + held.length, class: "held", card: null };
    this.#field.set(released + held, [...marks, tail]);
    const facts: [string, string][] = [
      ["Read", `${read.toLocaleString("en")} of ${total.toLocaleString("en")}`],
      ["Released", released.length.toLocaleString("en")],
      ["Held", held.length.toLocaleString("en")],
    ];
    this.#facts.replaceChildren(...facts.map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, h("strong", {}, value)))));
    if (state === "blocked") this.#note.textContent = `Blocked after ${read.toLocaleString("en")} characters: nothing more is released.`;
    if (verdict)
      this.#note.textContent = `${DECIDED[verdict.decision].label}${verdict.decidedBy ? ` by rule ${verdict.decidedBy}` : ""}. ${state === "blocked" ? "The stream was cut." : "The stream ended."}`;
  }

  #tell(message: string): void {
    this.#note.textContent = message;
  }
}
