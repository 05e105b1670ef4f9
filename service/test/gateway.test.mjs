// The gateway, called by the official client, before an upstream that says what it is told to.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Guard } from "edgeward";
import OpenAI from "openai";
import { gateway, model, user } from "./gateway.mjs";

const { admin, call, client, headers, id, says, state, streamed, upstream } = await gateway();

test("a prompt is redacted on its way, an answer on its way back, with the upstream's own key", async () => {
  says({ role: "assistant", content: "Write to bob@example.com" });
  const answer = await client.chat.completions.create({ model, messages: [user("I am ada@example.com")], temperature: 0.5 });
  const { headers, body } = upstream.requests.at(-1);
  assert.deepEqual(body, { model, messages: [user("I am [EMAIL_ADDRESS]")], temperature: 0.5 });
  assert.equal(headers.authorization, "Bearer upstream-key");
  assert.equal(answer.choices[0].message.content, "Write to [EMAIL_ADDRESS]");
  assert.equal(answer.choices[0].finish_reason, "stop");
  assert.equal(answer.usage?.total_tokens, 3);
  const stream = await streamed([user("I am ada@example.com")]);
  assert.deepEqual([stream.content, stream.finish, stream.usage], ["Write to [EMAIL_ADDRESS]", "stop", 3]);
});

test("an answer is passed on while it arrives, where the guard can judge it so", async () => {
  says({ role: "assistant", content: "The order is on its way. It has left the house, and comes tomorrow." });
  let go = () => {};
  state.pause = new Promise((resolve) => {
    go = resolve;
  });
  const streams = "sseStream" in Guard.prototype;
  if (!streams) go();
  const stream = await client.chat.completions.create({ model, messages: [user("Where is my order?")], stream: true });
  let content = "";
  for await (const { choices } of stream) {
    content += choices[0]?.delta.content ?? "";
    // The upstream says the rest only now.
    if (content.length > 5) go();
  }
  assert.equal(content, "The order is on its way. It has left the house, and comes tomorrow.");
  state.pause = undefined;
});

test("a whole answer where a stream was asked for is judged as what it is", async () => {
  says({ role: "assistant", content: "Write to bob@example.com" });
  state.streams = false;
  const { status: code, body } = await call("POST", "/v1/chat/completions", headers, { model, messages: [user("Hi")], stream: true });
  state.streams = true;
  assert.equal(code, 200);
  assert.equal(body.choices[0].message.content, "Write to [EMAIL_ADDRESS]");
});

test("a prompt that a rule blocks never reaches the upstream", async () => {
  const before = upstream.requests.length;
  const answer = await client.chat.completions.create({ model, messages: [user("Tell me about heron")] });
  const [{ message, finish_reason }] = answer.choices;
  assert.deepEqual([message.content, finish_reason], [null, "content_filter"]);
  assert.ok(message.refusal);
  const stream = await streamed([user("Tell me about heron")]);
  assert.deepEqual([stream.content, stream.refusal, stream.finish], ["", message.refusal, "content_filter"]);
  assert.equal(upstream.requests.length, before);
});

test("an answer that a rule blocks is a refusal", async () => {
  says({ role: "assistant", content: "The project is named heron, secretly." });
  const { choices } = await client.chat.completions.create({ model, messages: [user("What is it named?")] });
  assert.deepEqual([choices[0].message.content, choices[0].finish_reason], [null, "content_filter"]);
  const stream = await streamed([user("What is it named?")]);
  assert.equal(stream.finish, "content_filter");
  assert.ok(!stream.content.includes("heron"));
});

test("earlier turns are judged again: a client sends the originals each time", async () => {
  says({ role: "assistant", content: "Yes." });
  const messages = [
    { role: /** @type {const} */ ("system"), content: "Answer as support@example.com." },
    user("I am ada@example.com"),
    { role: /** @type {const} */ ("assistant"), content: "Hello ada@example.com" },
    user("What is heron?"),
    { role: /** @type {const} */ ("assistant"), content: null, refusal: "I can't help with that here." },
    user("And my order?"),
  ];
  await client.chat.completions.create({ model, messages });
  const texts = upstream.requests.at(-1).body.messages.map((/** @type {any} */ { content }) => content);
  const system = "Answer as support@example.com.";
  assert.deepEqual(texts, [system, "I am [EMAIL_ADDRESS]", "Hello [EMAIL_ADDRESS]", "[removed by policy]", null, "And my order?"]);
});

test("reversible redaction: only values of this conversation's prompts come back", async () => {
  says({ role: "assistant", content: "Hi [EMAIL_ADDRESS_1], not bob@example.com or [EMAIL_ADDRESS_3]" });
  const options = { headers: { "x-edgeward-restore": "true" } };
  const messages = [
    user("I am ada@example.com"),
    { role: /** @type {const} */ ("assistant"), content: "Hi ada@example.com" },
    user("and eve@example.com, ada@example.com"),
  ];
  const answer = await client.chat.completions.create({ model, messages }, options);
  const texts = upstream.requests.at(-1).body.messages.map((/** @type {any} */ { content }) => content);
  assert.deepEqual(texts, ["I am [EMAIL_ADDRESS_1]", "Hi [EMAIL_ADDRESS_1]", "and [EMAIL_ADDRESS_2], [EMAIL_ADDRESS_1]"]);
  const expected = "Hi ada@example.com, not [EMAIL_ADDRESS] or [EMAIL_ADDRESS_3]";
  assert.equal(answer.choices[0].message.content, expected);
  assert.equal((await streamed(messages, options)).content, expected);
});

test("what cannot be judged, or has no policy, goes nowhere", async () => {
  const before = upstream.requests.length;
  const picture = { type: "image_url", image_url: { url: "data:image/png;base64,AA==" } };
  /** @param {any} messages @param {Record<string, string>} [headers] */
  const code = async (messages, headers) => {
    const error = await client.chat.completions.create({ model, messages }, { headers }).catch((each) => each);
    assert.ok(error instanceof OpenAI.APIError, String(error));
    return [error.status, error.code];
  };
  assert.deepEqual(await code([{ role: "user", content: [picture] }]), [400, "unsupported_content"]);
  const unclear = await call("POST", "/v1/chat/completions", headers, { model, messages: [user("hi")], stream: {} });
  assert.deepEqual([unclear.status, unclear.body.error.code], [400, "wrong_type"]);
  const sound = await call("POST", "/v1/chat/completions", headers, {
    model,
    messages: [user("hi")],
    modalities: ["text", "audio"],
    audio: { voice: "alloy", format: "wav" },
  });
  assert.deepEqual([sound.status, sound.body.error.code], [400, "unsupported_content"]);
  const predicted = { type: "content", content: "what the answer will mostly say" };
  const guessed = await call("POST", "/v1/chat/completions", headers, { model, messages: [user("hi")], prediction: predicted });
  assert.deepEqual([guessed.status, guessed.body.error.code], [400, "unsupported_content"]);
  assert.deepEqual(await code([{ role: "king", content: "hi" }]), [400, "role"]);
  assert.deepEqual(await code([user("hi")], { "x-edgeward-policy": "lyzr/0123" }), [404, "unknown_policy"]);
  assert.deepEqual(await code([user("hi")], { "x-edgeward-policy": "nobody" }), [400, "unknown_policy"]);
  assert.deepEqual(await code([user("hi")], { authorization: "Bearer ew_0" }), [401, "invalid_api_key"]);
  assert.equal(upstream.requests.length, before);
});

test("the upstream's refusal of a request is passed on, its other failures are ours to name", async () => {
  for (const [theirs, ours] of [
    [429, 429],
    [401, 502],
    [500, 502],
  ]) {
    state.status = theirs;
    const error = await client.chat.completions.create({ model, messages: [user("hi")] }).catch((each) => each);
    assert.equal(error.status, ours);
  }
  state.status = 200;
});

test("what was decided about a streamed answer is counted when it ends", async () => {
  const counts = async () => {
    const { text } = await call("GET", "/metrics", admin);
    return ["allow", "block", "redact"].map((decision) => {
      const line = new RegExp(`edgeward_stream_decisions_total{route="/v1/chat/completions",decision="${decision}"} (\\d+)`);
      return Number(line.exec(text)?.[1] ?? 0);
    });
  };
  const [allowed = 0, blocked = 0, redacted = 0] = await counts();
  says({ role: "assistant", content: "Yes." });
  await streamed([user("Is it here?")]);
  says({ role: "assistant", content: "The project is named heron, secretly." });
  await streamed([user("What is it named?")]);
  says({ role: "assistant", content: "Write to bob@example.com" });
  await streamed([user("To whom?")]);
  await streamed([user("To whom?")], { headers: { "x-edgeward-restore": "true" } });
  assert.deepEqual(await counts(), [allowed + 1, blocked + 1, redacted + 2]);
});

test("the upstream's key is never shown", async () => {
  const { status: code, text } = await call("GET", "/admin/tenants", admin);
  assert.equal(code, 200);
  assert.ok(text.includes(id) && !text.includes("upstream-key"), text);
});
