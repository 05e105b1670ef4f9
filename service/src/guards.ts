import {
  type CreateOptions,
  create,
  type EvaluateInput,
  type EvaluateOptions,
  type Guard,
  type Judge,
  type Kind,
  type Verdict,
} from "edgeward";
import type { Call } from "./env.js";
import { judgeOf } from "./judge.js";
import { contentHash } from "./store.js";

/** What a guard is made of. */
export interface Source {
  kind: Kind;
  payload: string;
  options?: CreateOptions;
  hash: string;
}

export async function source(kind: Kind, payload: string, options?: CreateOptions): Promise<Source> {
  return { kind, payload, options, hash: await contentHash(kind, payload, options === undefined ? "" : JSON.stringify(options)) };
}

interface Held {
  guard: Guard;
  /** Streams that still use it. */
  users: number;
  evicted: boolean;
}

/** Guards of this isolate, the least recently used first. */
const guards = new Map<string, Held>();
let newest: Held | undefined;
const MOST = 64;

function held(from: Source): Held {
  const known = guards.get(from.hash);
  if (known !== undefined) {
    if (known !== newest) {
      guards.delete(from.hash);
      guards.set(from.hash, known);
      newest = known;
    }
    return known;
  }
  const { guard } = create(from.payload, { ...from.options, kind: from.kind });
  const made = { guard, users: 0, evicted: false };
  guards.set(from.hash, made);
  newest = made;
  if (guards.size > MOST) evict();
  return made;
}

function evict(): void {
  const [oldest] = guards;
  if (oldest === undefined) return;
  const [hash, entry] = oldest;
  guards.delete(hash);
  entry.evicted = true;
  if (entry.users === 0) entry.guard.free();
}

/** Keeps the guard alive until `done`, across whatever is awaited meanwhile. */
export function lease(from: Source): { guard: Guard; done: () => void } {
  const entry = held(from);
  entry.users += 1;
  let open = true;
  return {
    guard: entry.guard,
    done: () => {
      if (!open) return;
      open = false;
      entry.users -= 1;
      if (entry.evicted && entry.users === 0) entry.guard.free();
    },
  };
}

/** The verdict, with the tenant's judge asked where rules need one: of the side `only`, where the other was judged before. */
export async function judge(
  c: Call,
  from: Source,
  input: EvaluateInput,
  only?: "prompt" | "response",
  options: EvaluateOptions = {},
): Promise<{ guard: Guard; verdict: Verdict }> {
  const note = c.get("note");
  const started = performance.now();
  const { guard, done } = lease(from);
  try {
    let verdict = guard.evaluate(input, options);
    const asked = verdict.pending.length === 0 ? undefined : await judgeOf(c);
    if (asked !== undefined) verdict = await guard.evaluate(input, { ...options, judge: only === undefined ? asked : about(only, asked) });
    note.decision = stricter(note.decision, verdict.decision);
    note.policy = verdict.policy.hash;
    return { guard, verdict };
  } finally {
    done();
    note.judged = (note.judged ?? 0) + performance.now() - started;
  }
}

/** Nothing was found, and nothing was left out. */
export function isClean({ decision, complete, truncated, findings, pending }: Verdict): boolean {
  return decision === "allow" && complete && !truncated && findings.length === 0 && pending.length === 0;
}

/** About the other side nothing is asked again: it counts as kept. */
function about(only: "prompt" | "response", asked: Judge): Judge {
  return (request, init) => (request.id.split(":")[1] === only ? asked(request, init) : !request.violationWhen);
}

const ORDER = ["allow", "flag", "redact", "override", "rephrase", "block"];

export function stricter(one: string | undefined, other: string): string {
  return one !== undefined && ORDER.indexOf(one) > ORDER.indexOf(other) ? one : other;
}
