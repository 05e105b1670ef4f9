import { create } from "edgeward";

const { guard } = create({
  kind: "edgeward.policy",
  version: 1,
  name: "Support",
  rules: [{ id: "codename", detector: "keyword", action: "redact", settings: { entries: ["Project Heron"] } }],
});

const { decision, prompt, findings } = guard.evaluate({ prompt: "When does Project Heron ship?" });
console.log(decision, findings[0].span, prompt.text);
