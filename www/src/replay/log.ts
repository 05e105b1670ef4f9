// What a replay has found so far: columns of numbers that grow with the log, and no texts.
import type { RuleReport } from "edgeward";
import { DECISIONS, NOBODY, type Slice } from "../engine/protocol";

export interface Case {
  row: number;
  part: number;
}

/** Slices are kept as they came; a case is told by its number over all of them. */
export class Log {
  readonly slices: { part: number; first: number; slice: Slice }[] = [];
  readonly fired: Uint32Array;
  count = 0;
  unreadCount = 0;
  readonly unread: { part: number; line: number; reason: string }[] = [];
  readonly linesOf: number[];
  readonly bytesOf: number[];

  constructor(
    readonly rules: readonly RuleReport[],
    readonly columns: readonly RuleReport[],
    parts: number,
    readonly compared: boolean,
  ) {
    this.fired = new Uint32Array(rules.length);
    this.linesOf = new Array(parts).fill(0);
    this.bytesOf = new Array(parts).fill(0);
  }

  add(part: number, slice: Slice): void {
    this.linesOf[part] = slice.linesRead;
    this.bytesOf[part] = Math.max(this.bytesOf[part] ?? 0, slice.bytesRead);
    for (const { line, reason } of slice.unread) this.unread.push({ part, line, reason });
    this.unreadCount += slice.unreadCount;
    slice.fired.forEach((count, rule) => {
      this.fired[rule] = (this.fired[rule] ?? 0) + count;
    });
    if (slice.decisions.length === 0) return;
    this.slices.push({ part, first: this.count, slice });
    this.count += slice.decisions.length;
  }

  get bytes(): number {
    return this.bytesOf.reduce((sum, bytes) => sum + bytes, 0);
  }

  at(number: number): { slice: Slice; part: number; row: number } {
    let [low, high] = [0, this.slices.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.slices[middle]?.first ?? 0) <= number) low = middle;
      else high = middle - 1;
    }
    const found = this.slices[low] as { part: number; first: number; slice: Slice };
    return { slice: found.slice, part: found.part, row: number - found.first };
  }

  /** 1-based, in the file: known when the parts before have been read. */
  line(number: number): number {
    const { slice, part, row } = this.at(number);
    return this.#before(part) + (slice.lines[row] ?? 0) + 1;
  }

  unreadLines(): { line: number; reason: string }[] {
    return this.unread.map(({ part, line, reason }) => ({ line: this.#before(part) + line + 1, reason })).sort((a, b) => a.line - b.line);
  }

  #before = (part: number): number => this.linesOf.slice(0, part).reduce((sum, lines) => sum + lines, 0);

  decidedBy(number: number): string {
    const { slice, row } = this.at(number);
    const rule = slice.decidedBy[row] ?? NOBODY;
    return rule === NOBODY ? "" : (this.rules[rule]?.rule ?? "");
  }

  /** Counts by decision as evaluated. */
  decisions(which: "decisions" | "others" = "decisions"): number[] {
    const counts = DECISIONS.map(() => 0);
    for (const { slice } of this.slices) for (const decision of slice[which] ?? []) counts[decision] = (counts[decision] ?? 0) + 1;
    return counts;
  }

  /** Counts by decision, and how often the rule fires, had a rule another threshold. */
  recount(column: number, threshold: number): { decisions: number[]; fires: number } {
    const action = DECISIONS.indexOf(this.columns[column]?.action ?? "block");
    const decisions = DECISIONS.map(() => 0);
    let fires = 0;
    for (const { slice } of this.slices) {
      const [scores, without] = [slice.scores[column], slice.without[column]];
      if (scores === undefined || without === undefined) continue;
      for (let row = 0; row < scores.length; row++) {
        let decision = without[row] as number;
        if ((scores[row] as number) > threshold) {
          fires += 1;
          if (action > decision) decision = action;
        }
        decisions[decision] = (decisions[decision] as number) + 1;
      }
    }
    return { decisions, fires };
  }

  histogram(column: number, bins: number): number[] {
    const counts = new Array<number>(bins).fill(0);
    for (const { slice } of this.slices) {
      for (const score of slice.scores[column] ?? []) {
        if (score < 0) continue;
        const bin = Math.min(bins - 1, Math.floor(score * bins));
        counts[bin] = (counts[bin] ?? 0) + 1;
      }
    }
    return counts;
  }

  /** The cases whose score is nearest a threshold, nearest first. */
  nearest(column: number, threshold: number, limit: number): { number: number; score: number }[] {
    const best: { number: number; score: number; away: number }[] = [];
    for (const { slice, first } of this.slices) {
      slice.scores[column]?.forEach((score, row) => {
        if (score <= 0) return;
        const away = Math.abs(score - threshold);
        const last = best.at(-1);
        if (best.length === limit && last !== undefined && away >= last.away) return;
        const at = best.findIndex((other) => away < other.away);
        best.splice(at === -1 ? best.length : at, 0, { number: first + row, score, away });
        if (best.length > limit) best.pop();
      });
    }
    return best;
  }

  /** From one decision to the other, over all cases. */
  changes(): number[][] {
    const table = DECISIONS.map(() => DECISIONS.map(() => 0));
    for (const { slice } of this.slices) {
      slice.others?.forEach((other, row) => {
        const line = table[slice.decisions[row] as number] as number[];
        line[other] = (line[other] as number) + 1;
      });
    }
    return table;
  }
}
