// What the page asks the worker, and what comes back.
import type { CompileReport, Diagnostic, EvaluateInput, Json, Kind, RuleReport, Vendor, Verdict } from "edgeward";

export interface Compiled {
  ok: boolean;
  kind: Kind | null;
  vendor: Vendor | null;
  diagnostics: Diagnostic[];
  /** Null when the payload cannot be created. */
  report: CompileReport | null;
  /** Milliseconds. */
  time: number;
}

export interface Judged {
  verdict: Verdict;
  /** The vendor's runtime body, or why there is none. */
  body: { [key: string]: Json } | string;
  time: number;
}

export interface Conversion {
  payload: Json;
  losses: { path: string; message: string }[];
}

export interface Atoms {
  policyRules: string;
  totalRules: number;
  rules: { text: string; span: { start: number; end: number } }[];
  skipped: { span: { start: number; end: number }; reason: string }[];
}

export interface StreamStep {
  released: string;
  held: number;
  state: "open" | "blocked" | "ended";
  verdict?: Verdict;
}

/** A part of a log, and the policies that judge it. */
export interface ReplayJob {
  module: WebAssembly.Module;
  file: Blob;
  /** Bytes of the file: lines that start in here. */
  start: number;
  end: number;
  policy: string;
  /** The payload to compare with. */
  other: string | null;
  /** Leaves out what could not be evaluated. */
  findingsOnly: boolean;
}

/** Some messages of a log, column by column. */
export interface Slice {
  /** Where the message's line lies in the file, and its number in this part, from 0. */
  starts: Float64Array;
  ends: Float64Array;
  lines: Uint32Array;
  /** Indices into `DECISIONS`. */
  decisions: Uint8Array;
  others: Uint8Array | null;
  /** Index of the deciding rule; 65535 for none. */
  decidedBy: Uint16Array;
  /** Per scored rule: the highest score of any side, -1 where the rule did not apply. */
  scores: Float32Array[];
  /** Per scored rule: the decision had that rule found nothing. */
  without: Uint8Array[];
  /** Per rule: messages in which it found something. */
  fired: Uint32Array;
  unread: { line: number; reason: string }[];
  unreadCount: number;
  /** Of this part so far. */
  linesRead: number;
  bytesRead: number;
}

export const DECISIONS = ["allow", "flag", "redact", "override", "rephrase", "block"] as const;
export const NOBODY = 65535;
/** The rules that have columns of scores. */
export const scoredRules = (rules: readonly RuleReport[]): RuleReport[] =>
  rules.filter(({ threshold, status }) => threshold !== null && status !== "off");

/** The calls; each answers once, `replay` also reports slices on the way. */
export interface Calls {
  start(): void;
  compile(payload: string): Compiled;
  judge(input: EvaluateInput, options: { body: boolean }): Judged;
  report(as: Vendor): { [key: string]: Json } | string;
  convert(payload: string, to: Kind): Conversion | string;
  atomize(text: string): Atoms;
  streamOpen(input: EvaluateInput, release: "immediate" | "sentence" | "end"): void;
  streamPush(chunk: string): StreamStep;
  streamEnd(): StreamStep;
  policy(): Json;
  module(): WebAssembly.Module;
  replay(job: ReplayJob): void;
}
export type Call = keyof Calls;
