// The gateway: tool calls, and the forms in which models and clients write texts.
import assert from "node:assert/strict";
import { test } from "node:test";
import { gateway, model, user } from "./gateway.mjs";

const { call, client, headers, says, streamed, upstream } = await gateway();

test("tool calls: what is redacted leaves valid JSON, what is blocked is no call", async () => {
  const call = (/** @type {object} */ args) => ({
    id: "call_1",
    type: "function",
    function: { name: "send", arguments: JSON.stringify(args) },
  });
  says({ role: "assistant", content: null, tool_calls: [call({ to: "bob@example.com", note: 'say "hi"\n', copies: [1, null] })] });
  const sent = { to: "[EMAIL_ADDRESS]", note: 'say "hi"\n', copies: [1, null] };
  const { choices } = await client.chat.completions.create({ model, messages: [user("Send it")] });
  assert.deepEqual(JSON.parse(/** @type {any} */ (choices[0].message).tool_calls[0].function.arguments), sent);
  assert.equal(choices[0].finish_reason, "tool_calls");
  const stream = await streamed([user("Send it")]);
  assert.deepEqual([JSON.parse(stream.calls), stream.finish], [sent, "tool_calls"]);
  // Escapes are read, and what need not change stays as the model wrote it.
  const wordy = { ...call({}), function: { name: "send", arguments: '{"to":"bob\\u0040example.com", "card": 5}' } };
  says({ role: "assistant", content: null, tool_calls: [wordy, call({ n: 1 })] });
  const kept = '{"to":"[EMAIL_ADDRESS]", "card": 5}';
  const read = await client.chat.completions.create({ model, messages: [user("Send it")] });
  const calls = /** @type {any[]} */ (read.choices[0].message.tool_calls ?? []);
  assert.deepEqual(
    calls.map((each) => each.function.arguments),
    [kept, '{"n":1}'],
  );
  assert.equal((await streamed([user("Send it")])).calls, `${kept}{"n":1}`);
  says({ role: "assistant", content: null, tool_calls: [{ ...wordy, function: { name: "send", arguments: '{"about": "h\\u0065ron"}' } }] });
  const blocked = await client.chat.completions.create({ model, messages: [user("Send it")] });
  assert.deepEqual([blocked.choices[0].message.tool_calls, blocked.choices[0].finish_reason], [undefined, "content_filter"]);
});

test("texts in parts, thoughts in pieces and arguments that are values are judged like any other", async () => {
  const ask = (/** @type {object} */ more = {}) =>
    call("POST", "/v1/chat/completions", { ...headers, ...more }, { model, messages: [user("Hi")] });
  const parts = [
    { type: "thinking", thinking: [{ type: "text", text: "eve@example.com asks" }] },
    { type: "text", text: "Write to bob@exam" },
    { type: "text", text: "ple.com" },
    { type: "image_url", image_url: { url: "data:image/png;base64,AA==" } },
  ];
  for (const more of [{}, { "x-edgeward-restore": "true" }]) {
    says({ role: "assistant", content: /** @type {any} */ (parts) });
    const { message } = (await ask(more)).body.choices[0];
    assert.deepEqual([message.content, message.reasoning_content], ["Write to [EMAIL_ADDRESS]", "[EMAIL_ADDRESS] asks"]);
  }
  says({
    role: "assistant",
    content: /** @type {any} */ ([
      { type: "text", text: "her" },
      { type: "text", text: "on" },
    ]),
  });
  assert.equal((await ask()).body.choices[0].finish_reason, "content_filter");
  says({ role: "assistant", content: "Yes.", reasoning_details: [{ text: "ada@exam" }, { text: "ple.com" }] });
  assert.deepEqual((await ask()).body.choices[0].message, { refusal: null, role: "assistant", content: "Yes." });
  says({ role: "assistant", content: "Yes.", reasoning_details: [{ type: "reasoning.text", text: "Hm.", signature: "s" }] });
  assert.deepEqual((await ask()).body.choices[0].message.reasoning_details, [{ type: "reasoning.text", text: "Hm.", signature: "s" }]);
  const given = (/** @type {unknown} */ value) => ({ id: "call_1", type: "function", function: { name: "send", arguments: value } });
  says({ role: "assistant", content: null, tool_calls: [given({ to: "bob@example.com", n: 1 })] });
  const { body } = await ask();
  assert.deepEqual(body.choices[0].message.tool_calls[0].function.arguments, { to: "[EMAIL_ADDRESS]", n: 1 });
  says({ role: "assistant", content: null, tool_calls: [given({ about: "heron" })] });
  assert.equal((await ask()).body.choices[0].finish_reason, "content_filter");
});

test("of names that arguments say twice, either value is judged, whichever a client takes", async () => {
  const given = (/** @type {string} */ text) => ({ id: "call_1", type: "function", function: { name: "send", arguments: text } });
  for (const [text, kept] of [
    ['{"to":"bob@example.com","to":"Bob"}', '{"to":"[EMAIL_ADDRESS]","to":"Bob"}'],
    ['{"to":"Bob","to":"bob@example.com"}', '{"to":"Bob","to":"[EMAIL_ADDRESS]"}'],
    ['{"to":"Bob","t\\u006f":"bob\\u0040example.com"}', '{"to":"Bob","t\\u006f":"[EMAIL_ADDRESS]"}'],
    ['{"a":{"x":"heron"},"a":1}', null],
    ['{"a":1,"a":{"x":"heron"}}', null],
  ]) {
    says({ role: "assistant", content: null, tool_calls: [given(/** @type {string} */ (text))] });
    const { choices } = await client.chat.completions.create({ model, messages: [user("Send it")] });
    const [made] = /** @type {any[]} */ (choices[0].message.tool_calls ?? []);
    assert.equal(made?.function.arguments ?? null, kept, text ?? "");
    const stream = await streamed([user("Send it")]);
    if (kept === null) assert.equal(stream.finish, "content_filter");
    else assert.equal(stream.calls, kept);
  }
});

test("of several choices each is judged, and what is no message is none", async () => {
  const choice = (/** @type {number} */ index, /** @type {object} */ more) => ({ index, finish_reason: "stop", ...more });
  says({
    choices: [
      choice(0, { message: { role: "assistant", content: "I am ada@example.com" }, text: "ada@example.com" }),
      choice(1, { message: { role: "assistant", content: "It is heron." } }),
      choice(2, { text: "heron" }),
      choice(3, { delta: { content: "heron" } }),
      "heron",
      choice(4, { message: { role: "assistant", content: "Fine." } }),
    ],
  });
  const answer = await call("POST", "/v1/chat/completions", headers, { model, messages: [user("Hi")], n: 5 });
  const told = answer.body.choices.map((/** @type {any} */ each) => [each.index, each.message.content, each.finish_reason]);
  assert.deepEqual(told, [
    [0, "I am [EMAIL_ADDRESS]", "stop"],
    [1, null, "content_filter"],
    [2, null, "content_filter"],
    [3, null, "content_filter"],
    [4, "Fine.", "stop"],
  ]);
  assert.ok(!/heron|ada@/.test(answer.text), answer.text);
  assert.equal(answer.headers.get("x-edgeward-decision"), "block");
});

test("arguments of earlier calls are judged again, and values that were put back go out as tokens", async () => {
  const called = (/** @type {string} */ text) => ({ id: "call_1", type: "function", function: { name: "send", arguments: text } });
  const calls = [called('{"to": "ada\\u0040example.com"}'), called('{"about": "heron"}')];
  const messages = /** @type {any[]} */ ([
    user("I am ada@example.com"),
    { role: "assistant", content: null, tool_calls: calls },
    { role: "tool", tool_call_id: "call_1", content: "sent" },
    user("Again"),
  ]);
  messages[1].reasoning_content = "Mail ada@example.com.";
  messages[1].reasoning_details = [{ text: "ada@example.com" }];
  says({ role: "assistant", content: "Yes." });
  await client.chat.completions.create({ model, messages });
  const { reasoning_content, reasoning_details } = upstream.requests.at(-1).body.messages[1];
  assert.deepEqual([reasoning_content, reasoning_details], ["Mail [EMAIL_ADDRESS].", undefined]);
  const sent = () => upstream.requests.at(-1).body.messages[1].tool_calls.map((/** @type {any} */ each) => each.function.arguments);
  assert.deepEqual(sent(), ['{"to": "[EMAIL_ADDRESS]"}', "{}"]);
  says({ role: "assistant", content: null, tool_calls: [called('{"to": "[EMAIL_ADDRESS_1]"}')] });
  const options = { headers: { "x-edgeward-restore": "true" } };
  const answer = await client.chat.completions.create({ model, messages: [user("I am ada@example.com")] }, options);
  const [restored] = /** @type {any[]} */ (answer.choices[0].message.tool_calls ?? []);
  assert.equal(restored.function.arguments, '{"to": "ada@example.com"}');
  messages[1] = answer.choices[0].message;
  await client.chat.completions.create({ model, messages }, options);
  assert.deepEqual(sent(), ['{"to": "[EMAIL_ADDRESS_1]"}']);
});
