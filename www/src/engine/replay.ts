// A part of a log through one policy or two. Only numbers leave: texts are read again from the file where they are shown.
import { create, type EvaluateInput, type EvaluateOptions, type Guard, type RuleReport, type Verdict } from "edgeward/slim";
import { type Line, lines } from "./lines";
import { message } from "./message";
import { DECISIONS, NOBODY, type ReplayJob, type Slice, scoredRules } from "./protocol";

const BATCH = 256;
/** Reports are sent this often, milliseconds. */
const PACE = 100;
const UNREAD = 20;

interface Row {
  line: Line;
  number: number;
  input: EvaluateInput;
}

export async function replay(job: ReplayJob, report: (slice: Slice) => void): Promise<void> {
  const options: EvaluateOptions = { scores: true, ...(job.findingsOnly && { failureMode: "allow" as const }) };
  const { guard } = create(job.policy);
  const other = job.other === null ? null : create(job.other).guard;
  let slice = new Builder(guard.rules, other !== null);
  let [number, sent, waiting] = [0, performance.now(), [] as Row[]];
  const flush = (): void => {
    slice.add(waiting, guard, other, options);
    waiting = [];
  };
  for await (const some of lines(job.file, job.start, job.end)) {
    for (const line of some) {
      slice.bytesRead = line.end - job.start;
      const input = line.text.trim() === "" ? null : message(line.text);
      if (typeof input === "string") slice.unreadable(number, input);
      else if (input !== null) waiting.push({ line, number, input });
      number += 1;
      slice.linesRead = number;
      if (waiting.length < BATCH) continue;
      flush();
      if (performance.now() - sent < PACE) continue;
      report(slice.done());
      [slice, sent] = [new Builder(guard.rules, other !== null), performance.now()];
      slice.linesRead = number;
    }
  }
  flush();
  slice.bytesRead = job.end - job.start;
  report(slice.done());
  guard.free();
  other?.free();
}

class Builder {
  bytesRead = 0;
  linesRead = 0;
  readonly #rows: Row[] = [];
  readonly #verdicts: Verdict[] = [];
  readonly #others: Verdict[] = [];
  readonly #unread: Slice["unread"] = [];
  #unreadCount = 0;

  constructor(
    readonly rules: readonly RuleReport[],
    readonly compared: boolean,
  ) {}

  unreadable(line: number, reason: string): void {
    this.#unreadCount += 1;
    if (this.#unread.length < UNREAD) this.#unread.push({ line, reason });
  }

  add(rows: Row[], guard: Guard, other: Guard | null, options: EvaluateOptions): void {
    if (rows.length === 0) return;
    const inputs = rows.map(({ input }) => input);
    for (const row of rows) this.#rows.push({ ...row, input: {} });
    this.#verdicts.push(...guard.evaluateAll(inputs, options));
    if (other !== null) this.#others.push(...other.evaluateAll(inputs, { ...options, scores: false }));
  }

  done(): Slice {
    const index = new Map(this.rules.map(({ rule }, at) => [rule, at]));
    const columns = new Map(scoredRules(this.rules).map(({ rule }, at) => [rule, at]));
    const count = this.#rows.length;
    const scores = Array.from(columns, () => new Float32Array(count).fill(-1));
    const without = Array.from(columns, () => new Uint8Array(count));
    const fired = new Uint32Array(this.rules.length);
    const decisions = new Uint8Array(count);
    const decidedBy = new Uint16Array(count).fill(NOBODY);
    this.#verdicts.forEach((verdict, row) => {
      decisions[row] = rank(verdict.decision);
      if (verdict.decidedBy !== null) decidedBy[row] = index.get(verdict.decidedBy) ?? NOBODY;
      for (const rule of new Set(verdict.findings.map(({ rule }) => rule)))
        fired[index.get(rule) ?? 0] = (fired[index.get(rule) ?? 0] ?? 0) + 1;
      for (const { rule, score } of verdict.scores ?? []) {
        const column = scores[columns.get(rule) ?? -1];
        if (column !== undefined) column[row] = Math.max(column[row] ?? -1, score);
      }
      for (const [rule, at] of columns) (without[at] as Uint8Array)[row] = strictestBut(verdict, rule);
    });
    return {
      starts: Float64Array.from(this.#rows, ({ line }) => line.start),
      ends: Float64Array.from(this.#rows, ({ line }) => line.end),
      lines: Uint32Array.from(this.#rows, ({ number }) => number),
      decisions,
      others: this.compared ? Uint8Array.from(this.#others, ({ decision }) => rank(decision)) : null,
      decidedBy,
      scores,
      without,
      fired,
      unread: this.#unread,
      unreadCount: this.#unreadCount,
      linesRead: this.linesRead,
      bytesRead: this.bytesRead,
    };
  }
}

const rank = (decision: string): number => DECISIONS.indexOf(decision as (typeof DECISIONS)[number]);

function strictestBut({ findings, notEvaluated }: Verdict, rule: string): number {
  let strictest = 0;
  for (const finding of findings) if (finding.rule !== rule) strictest = Math.max(strictest, rank(finding.action));
  for (const { action } of notEvaluated) strictest = Math.max(strictest, rank(action));
  return strictest;
}
