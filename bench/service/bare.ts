import { Hono } from "hono";

/** What any service on this framework costs: the same body read, an answer of the same size written. */
const app = new Hono();
app.post("/v1/rai/inference", async (c) => {
  const body: { input_text: string } = await c.req.json();
  return c.json({
    input_text: body.input_text,
    processed_text: body.input_text,
    blocked: false,
    block_reason: null,
    warnings: [],
    detections: {},
  });
});
export default app;
