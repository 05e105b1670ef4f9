// The worker, seen from the page.
import type { Call, Calls, Slice } from "./protocol";

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
  progress?: (slice: Slice) => void;
}

export class Engine {
  readonly #worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module", name: "edgeward" });
  readonly #waiting = new Map<number, Waiting>();
  #next = 1;

  /** @param module what a first engine has compiled; without it the evaluator is loaded */
  constructor(module?: WebAssembly.Module) {
    this.#worker.postMessage({ module });
    this.#worker.onmessage = ({ data }) => {
      const waiting = this.#waiting.get(data.id);
      if (waiting === undefined) return;
      if (data.slice !== undefined) return waiting.progress?.(data.slice);
      this.#waiting.delete(data.id);
      if (data.error !== undefined) waiting.reject(Object.assign(new Error(data.error.message), { code: data.error.code }));
      else waiting.resolve(data.value);
    };
    this.#worker.onerror = (event) => {
      event.preventDefault();
      for (const { reject } of this.#waiting.values()) reject(new Error(event.message || "the evaluator could not be loaded"));
      this.#waiting.clear();
    };
  }

  call<K extends Call>(name: K, ...args: Parameters<Calls[K]>): Promise<ReturnType<Calls[K]>> {
    return this.#send(name, args) as Promise<ReturnType<Calls[K]>>;
  }

  /** Slices come as they are ready. */
  replay(job: Parameters<Calls["replay"]>[0], progress: (slice: Slice) => void): Promise<void> {
    return this.#send("replay", [job], progress) as Promise<void>;
  }

  stop(): void {
    this.#worker.terminate();
  }

  #send(name: Call, args: unknown[], progress?: (slice: Slice) => void): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const id = this.#next++;
      this.#waiting.set(id, { resolve, reject, ...(progress && { progress }) });
      this.#worker.postMessage({ id, name, args });
    });
  }
}

/** Runs one at a time; of what was asked meanwhile only the last is run. */
export function latest(job: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null;
  let again = false;
  return () => {
    if (running !== null) {
      again = true;
      return running;
    }
    running = (async () => {
      try {
        do {
          again = false;
          await job();
        } while (again);
      } finally {
        running = null;
      }
    })();
    return running;
  };
}
