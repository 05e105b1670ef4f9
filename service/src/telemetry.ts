import type { Env } from "./env.js";

/** What a request says about itself when it is over. Never a text. */
export interface Note {
  id: string;
  route: string;
  tenant?: string;
  key?: string;
  decision?: string;
  policy?: string;
  /** Milliseconds spent judging. */
  judged?: number;
  fault?: string;
}

const BOUNDS = [0.25, 0.5, 1, 2.5, 5, 10, 25, 50, 100, 250, 1000, 5000];
interface Series {
  count: number;
  sum: number;
  /** Each up to its bound from the one before; what is slower than the last is in none. */
  buckets: number[];
}
const requests = new Map<string, Series>();
/** About requests, and about answers that were still being written when the request was counted. */
const decisions = new Map<string, number>();
const streams = new Map<string, number>();

export function finish(env: Env, note: Note, method: string, status: number, ms: number): void {
  const series = ofRoute(`method="${method}",route="${note.route}",status="${status}"`);
  series.count += 1;
  series.sum += ms;
  const at = BOUNDS.findIndex((bound) => ms <= bound);
  if (at >= 0) series.buckets[at] = (series.buckets[at] ?? 0) + 1;
  counted(decisions, note);
  env.COUNTS?.writeDataPoint({
    indexes: [note.tenant ?? ""],
    blobs: [note.route, note.decision ?? "", String(status)],
    doubles: [ms, note.judged ?? 0],
  });
  if (env.LOG === "off") return;
  const line = { time: new Date().toISOString(), method, status, ms, ...note };
  if (status >= 500) console.error(JSON.stringify(line));
  else console.log(JSON.stringify(line));
}

/** The end of an answer that was judged while it was written: what was decided about it has a line and a counter of its own. */
export function ended(env: Env, note: Note, ms: number): void {
  counted(streams, note);
  if (env.LOG !== "off") console.log(JSON.stringify({ time: new Date().toISOString(), ended: true, ms, ...note }));
}

function counted(counts: Map<string, number>, { route, decision }: Note): void {
  if (decision === undefined) return;
  const label = `route="${route}",decision="${decision}"`;
  counts.set(label, (counts.get(label) ?? 0) + 1);
}

function ofRoute(label: string): Series {
  let series = requests.get(label);
  if (series === undefined) {
    series = { count: 0, sum: 0, buckets: BOUNDS.map(() => 0) };
    requests.set(label, series);
  }
  return series;
}

/** The counters of this isolate, as Prometheus reads them. */
export function metrics(): string {
  const lines = ["# TYPE edgeward_request_ms histogram"];
  for (const [label, { count, sum, buckets }] of requests) {
    let below = 0;
    BOUNDS.forEach((bound, at) => {
      below += buckets[at] ?? 0;
      lines.push(`edgeward_request_ms_bucket{${label},le="${bound}"} ${below}`);
    });
    lines.push(`edgeward_request_ms_bucket{${label},le="+Inf"} ${count}`);
    lines.push(`edgeward_request_ms_sum{${label}} ${sum}`, `edgeward_request_ms_count{${label}} ${count}`);
  }
  for (const [name, counts] of [
    ["edgeward_decisions_total", decisions],
    ["edgeward_stream_decisions_total", streams],
  ] as const) {
    lines.push(`# TYPE ${name} counter`);
    for (const [label, count] of counts) lines.push(`${name}{${label}} ${count}`);
  }
  return `${lines.join("\n")}\n`;
}

/** Where it went wrong, without the message: that may hold what somebody wrote. */
export function trace(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const frames = (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  return [error.name, ...frames.slice(0, 4).map((line) => line.trim())].join(" ");
}
