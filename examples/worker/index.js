import { create } from "edgeward";

const rules = [{ id: "legal", detector: "keyword", message: "Please write to our legal team.", settings: { entries: ["lawsuit"] } }];
const { guard } = create({ kind: "edgeward.policy", version: 1, name: "Support", rules });

export default {
  async fetch(request) {
    const { decision, message, prompt } = guard.evaluate({ prompt: await request.text() });
    if (decision === "block") return new Response(message, { status: 403 });
    return new Response(`to the model: ${prompt.text}`);
  },
};
