// The policy as a program to start from.
import type { Kind } from "edgeward";

export const LANGUAGES = ["Node", "Worker", "Rust", "curl"] as const;
export type Language = (typeof LANGUAGES)[number];

export function code(language: Language, policy: string, kind: Kind | null, prompt: string): string {
  const payload = policy.trim();
  const text = JSON.stringify(prompt || "Where is my order?");
  if (language === "Node") return node(payload, text);
  if (language === "Worker") return worker(payload);
  if (language === "Rust") return rust(payload, prompt || "Where is my order?");
  return curl(payload, kind, text);
}

const node = (payload: string, text: string): string => `// npm install edgeward
import { create } from "edgeward";

const policy = ${payload};

const { guard } = create(policy);
const { decision, message, prompt, findings } = guard.evaluate({ prompt: ${text} });
console.log(decision, prompt.text ?? message, findings);
`;

const worker = (payload: string): string => `// npm install edgeward
import { create } from "edgeward";

const policy = ${payload};

const { guard } = create(policy);

export default {
  async fetch(request) {
    const { decision, message, prompt } = guard.evaluate({ prompt: await request.text() });
    if (decision === "block") return new Response(message, { status: 403 });
    return new Response(\`to the model: \${prompt.text}\`);
  },
};
`;

function rust(payload: string, prompt: string): string {
  // As many marks as no text of the payload can close.
  const longest = Math.max(0, ...Array.from(payload.matchAll(/"(#*)/g), ([, marks = ""]) => marks.length));
  const marks = "#".repeat(longest + 1);
  const inner = Math.max(0, ...Array.from(prompt.matchAll(/"(#*)/g), ([, marks = ""]) => marks.length));
  const quoted = `r${"#".repeat(inner + 1)}"${prompt}"${"#".repeat(inner + 1)}`;
  return `// cargo add edgeward
use edgeward::engine::{EvaluateOptions, Guard, GuardOptions, Input};
use edgeward::policy::{Policy, ValidateOptions};

const POLICY: &str = r${marks}"${payload}"${marks};

fn main() -> Result<(), edgeward::policy::Error> {
    let (policy, _warnings) = Policy::from_json(POLICY, &ValidateOptions::default())?;
    let guard = Guard::new(policy, &GuardOptions::default());
    let verdict = guard.evaluate(&Input::prompt(${quoted}), &EvaluateOptions::default());
    println!("{:?} by {:?}", verdict.decision, verdict.decided_by);
    Ok(())
}
`;
}

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
const json = (
  method: string,
  path: string,
  header: string,
  body: string,
): string => `# EDGEWARD_URL: where the edge service runs; EDGEWARD_KEY: a key of it
curl -X ${method} "$EDGEWARD_URL${path}" \\
  -H "${header}" -H "Content-Type: application/json" \\
  --data-binary ${quoted(body)}
`;

function curl(payload: string, kind: Kind | null, text: string): string {
  if (kind === "lyzr.rai_policy") return json("POST", "/v1/rai/policies", "x-api-key: $EDGEWARD_KEY", payload);
  if (kind === "aporia.custom_policy")
    return json("POST", "/api/v1/policies/custom_policy", "Authorization: Bearer $EDGEWARD_KEY", payload);
  if (kind === "aporia.project_policies") return json("PUT", "/api/v1/policies/", "Authorization: Bearer $EDGEWARD_KEY", payload);
  if (kind === "enkrypt.policy") return form(payload);
  if (kind === "enkrypt.guardrail") {
    const { detectors, input } = JSON.parse(payload) as { detectors?: unknown; input?: { detectors?: unknown } };
    const body = `{"text": ${text}, "detectors": ${JSON.stringify(detectors ?? input?.detectors ?? JSON.parse(payload), null, 2)}}`;
    return json("POST", "/guardrails/detect", "apikey: $EDGEWARD_KEY", body);
  }
  return "# No vendor has an API for the neutral document: convert it under Understand, or use it from Node, a Worker or Rust.\n";
}

function form(payload: string): string {
  const fields = Object.entries(JSON.parse(payload) as Record<string, unknown>).filter(
    ([, value]) => value !== null && typeof value !== "object",
  );
  const lines = fields.map(([name, value]) => `  --form-string ${quoted(`${name}=${value}`)}`);
  return `# EDGEWARD_URL: where the edge service runs; EDGEWARD_KEY: a key of it
curl -X POST "$EDGEWARD_URL/code-of-conduct/add-policy" \\
  -H "apikey: $EDGEWARD_KEY" \\
${lines.join(" \\\n")}
`;
}
