// A response as a model would write it: in chunks, at a pace.
import type { Outcome, Verdict } from "edgeward";
import type { StreamStep } from "../engine/protocol";
import type { Session } from "../session";
import type { Mark } from "../try/field";
import { replaced } from "../try/outcome";

/** About a token, characters. */
const CHUNK = 4;

export interface Frame {
  released: string;
  held: string;
  marks: Mark[];
  state: StreamStep["state"];
  read: number;
  verdict: Verdict | null;
}

export class Player {
  #stopped = false;

  constructor(
    readonly session: Session,
    readonly show: (frame: Frame) => void,
  ) {}

  stop(): void {
    this.#stopped = true;
  }

  async play(text: string, release: "immediate" | "sentence" | "end", pace: () => number): Promise<void> {
    const { engine, input } = this.session;
    // What the masks of the whole text are: a stream releases a prefix of the same.
    const { verdict: whole } = await engine.call("judge", { ...input, response: text }, { body: false });
    const masks = whole.response === null ? [] : masksOf(whole.response, text);
    await engine.call("streamOpen", input, release);
    let released = "";
    let read = 0;
    const frame = (step: StreamStep): Frame => {
      released += step.released;
      const held = step.state === "open" ? text.slice(Math.max(0, read - step.held), read) : "";
      const marks = masks.filter(({ to }) => to <= released.length);
      return { released, held, marks, state: step.state, read, verdict: step.verdict ?? null };
    };
    let due = performance.now();
    while (read < text.length && !this.#stopped) {
      const chunk = text.slice(read, read + CHUNK);
      read += chunk.length;
      const shown = frame(await engine.call("streamPush", chunk));
      this.show(shown);
      if (shown.state !== "open") break;
      due += 1000 / pace();
      const wait = due - performance.now();
      if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
      else due = performance.now();
    }
    if (!this.#stopped) this.show(frame(await engine.call("streamEnd")));
  }
}

/** Where masks stand, also in a text that ends up blocked: until then its masks are released. */
const masksOf = ({ edits, decision }: Outcome, text: string): Mark[] => replaced({ edits, decision, text });
