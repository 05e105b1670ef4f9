// Compiles only if the published types say what a user relies on; nothing of it runs.
import {
  type Conversion,
  convert,
  create,
  type Decision,
  type Diagnostic,
  EdgewardError,
  evaluate,
  type Finding,
  Guard,
  init,
  type Verdict,
  validate,
} from "edgeward";
import { create as small } from "edgeward/core";

const { guard, document, report } = create(
  { name: "x" },
  { kind: "enkrypt.policy", failureMode: { default: "flag", needs_judge: "allow" } },
);
export const id: number = document.data.policy_id;
export const status: string | undefined = report.rules[0]?.status;
export const verdict: Verdict = guard.evaluate({ prompt: "x", context: ["a", "b"] }, { scores: true });
export const decision: Decision = verdict.decision;
export const later: Promise<Verdict> = guard.evaluate({ messages: [{ role: "user", content: "x" }] }, { judge: () => true });
export const same: Verdict = evaluate(small("{}").guard, { response: "x" });
export const spans: (Finding["span"] | undefined)[] = verdict.findings.map((finding) => finding.span);
export const bytes: Guard = Guard.fromBytes(guard.toBytes());
export const ready: Promise<void> = init(new URL("https://example.com/edgeward.wasm"));
export const first: Diagnostic | undefined = validate("{}").diagnostics[0];
export const code = (error: unknown) => (error instanceof EdgewardError ? error.code === "not_initialized" : undefined);

// @ts-expect-error guards come from `create` and `fromBytes`
new Guard();
// @ts-expect-error a kind that does not exist
create("{}", { kind: "enkrypt.rules" });
// @ts-expect-error a judge makes it a promise
export const wrong: Verdict = guard.evaluate({ prompt: "x" }, { judge: () => true });
export const converted: Conversion = convert("{}", "lyzr.rai_policy", { vendor: "aporia" });
