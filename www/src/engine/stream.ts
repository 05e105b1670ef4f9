// A guarded stream, one chunk at a time.
import type { EvaluateInput, Guard } from "edgeward";
import type { StreamStep } from "./protocol";

/** What `guard.stream` answers where the build has it. */
interface StreamGuard {
  push(chunk: string): string;
  readonly state: StreamStep["state"];
  readonly held: number;
  end(): { text: string; verdict: StreamStep["verdict"] };
}

export interface Streaming {
  push(chunk: string): StreamStep;
  end(): StreamStep;
}

export function openStream(guard: Guard, input: EvaluateInput, release: string): Streaming {
  const { prompt, context } = input;
  const opened = (guard as unknown as { stream(options: object): StreamGuard }).stream({
    target: "response",
    input: { prompt, context },
    release,
  });
  return {
    push: (chunk) => ({ released: opened.push(chunk), held: opened.held, state: opened.state }),
    end() {
      const { text, verdict } = opened.end();
      return { released: text, held: 0, state: opened.state, ...(verdict && { verdict }) };
    },
  };
}
