// A log through the policy, in as many workers as the machine has room for.
import type { RuleReport } from "edgeward";
import { Engine } from "../engine/client";
import { scoredRules } from "../engine/protocol";
import { Log } from "./log";

/** Parts are no smaller: below this a second worker costs more than it saves. */
const PART = 1_000_000;
const WORKERS = 4;

export interface Run {
  log: Log;
  done: Promise<void>;
  cancel(): void;
}

export interface RunOptions {
  engine: Engine;
  file: Blob;
  policy: string;
  other: string | null;
  rules: readonly RuleReport[];
  findingsOnly: boolean;
  progress: (log: Log) => void;
}

export function startRun({ engine, file, policy, other, rules, findingsOnly, progress }: RunOptions): Run {
  const cores = Math.max(1, Math.min(WORKERS, navigator.hardwareConcurrency ?? 1));
  const parts = Math.max(1, Math.min(cores, Math.ceil(file.size / PART)));
  const log = new Log(rules, scoredRules(rules), parts, other !== null);
  const engines: Engine[] = [];
  let stop: (reason: Error) => void = () => {};
  const stopped = new Promise<never>((_, reject) => {
    stop = reject;
  });
  const all = async (): Promise<void> => {
    const module = await engine.call("module");
    await Promise.all(
      Array.from({ length: parts }, (_, part) => {
        const [start, end] = [Math.floor((file.size * part) / parts), Math.floor((file.size * (part + 1)) / parts)];
        const worker = new Engine(module);
        engines.push(worker);
        return worker.replay({ module, file, start, end, policy, other, findingsOnly }, (slice) => {
          log.add(part, slice);
          progress(log);
        });
      }),
    );
  };
  const end = (): void => {
    for (const worker of engines) worker.stop();
  };
  return {
    log,
    done: Promise.race([all(), stopped]).finally(end),
    cancel() {
      stop(Object.assign(new Error("cancelled"), { name: "AbortError" }));
    },
  };
}
