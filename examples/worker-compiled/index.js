import { Guard } from "edgeward";
import compiled from "./policy.edgeward";

const guard = Guard.fromBytes(new Uint8Array(compiled));

export default {
  async fetch(request) {
    const { decision, message, prompt } = guard.evaluate({ prompt: await request.text() });
    if (decision === "block") return new Response(message ?? "This text is not allowed.", { status: 403 });
    return new Response(`to the model: ${prompt.text}`);
  },
};
