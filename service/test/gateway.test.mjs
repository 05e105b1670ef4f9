// The gateway, called by the official client, before an upstream that says what it is told to.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { Guard } from "edgeward";
import OpenAI from "openai";
import { fakeUpstream } from "../../scripts/lib/upstream.mjs";
import { service } from "./lib.mjs";

let reply = (/** @type {any} */ body) => /** @type {any} */ ({ role: "assistant", content: `You said: ${body.messages.at(-1).content}` });
let status = 200;
let streams = true;
/** @type {Promise<void> | undefined} */
let pause;
const upstream = await fakeUpstream((body) => reply(body), { status: () => status, pause: () => pause, streams: () => streams });
after(() => upstream.stop());
const { admin, call, tenant, url } = await service();
const { key, id } = await tenant({ settings: { upstream: { base_url: upstream.url, api_key: "upstream-key" } } });
const rules = {
  name: "Gateway",
  description: "",
  pii_detection: { enabled: true, types: { EMAIL_ADDRESS: "redact", CREDIT_CARD: "block" } },
  keywords: { enabled: true, keywords: [{ keyword: "heron", action: "block" }] },
};
const { body: policy } = await call("POST", "/v1/rai/policies", { "x-api-key": key }, rules);
const client = new OpenAI({
  apiKey: key,
  baseURL: `${url}/v1`,
  maxRetries: 0,
  defaultHeaders: { "x-edgeward-policy": `lyzr/${policy._id}` },
});
const model = "any";
/** @param {string} content */
const user = (content) => ({ role: /** @type {const} */ ("user"), content });
/** @param {any} value */
const says = (value) => {
  reply = () => value;
};

/** @param {import("openai").default.Chat.ChatCompletionCreateParamsNonStreaming["messages"]} messages @param {object} [options] */
async function streamed(messages, options) {
  const stream = await client.chat.completions.create({ model, messages, stream: true, stream_options: { include_usage: true } }, options);
  const out = { content: "", refusal: "", finish: "", calls: "", usage: 0 };
  for await (const { choices, usage } of stream) {
    out.usage += usage?.total_tokens ?? 0;
    for (const { delta, finish_reason } of choices) {
      out.content += delta.content ?? "";
      out.refusal += /** @type {any} */ (delta).refusal ?? "";
      out.finish = finish_reason ?? out.finish;
      for (const each of delta.tool_calls ?? []) out.calls += each.function?.arguments ?? "";
    }
  }
  return out;
}

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
  pause = new Promise((resolve) => {
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
  pause = undefined;
});

test("a whole answer where a stream was asked for is judged as what it is", async () => {
  says({ role: "assistant", content: "Write to bob@example.com" });
  streams = false;
  const headers = { authorization: `Bearer ${key}`, "x-edgeward-policy": `lyzr/${policy._id}` };
  const { status: code, body } = await call("POST", "/v1/chat/completions", headers, { model, messages: [user("Hi")], stream: true });
  streams = true;
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
  const headers = { authorization: `Bearer ${key}`, "x-edgeward-policy": `lyzr/${policy._id}` };
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
  const headers = { authorization: `Bearer ${key}`, "x-edgeward-policy": `lyzr/${policy._id}` };
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
  const headers = { authorization: `Bearer ${key}`, "x-edgeward-policy": `lyzr/${policy._id}` };
  const unclear = await call("POST", "/v1/chat/completions", headers, { model, messages: [user("hi")], stream: {} });
  assert.deepEqual([unclear.status, unclear.body.error.code], [400, "wrong_type"]);
  const sound = await call("POST", "/v1/chat/completions", headers, {
    model,
    messages: [user("hi")],
    modalities: ["text", "audio"],
    audio: { voice: "alloy", format: "wav" },
  });
  assert.deepEqual([sound.status, sound.body.error.code], [400, "unsupported_content"]);
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
    status = theirs;
    const error = await client.chat.completions.create({ model, messages: [user("hi")] }).catch((each) => each);
    assert.equal(error.status, ours);
  }
  status = 200;
});

test("a tenant's judge answers what only a language model can judge; without one such a rule blocks", async () => {
  const judged = await tenant({ settings: { upstream: { base_url: upstream.url }, judge: { model: "judge" } } });
  for (const [who, told, action] of [
    [judged.key, "TRUE", "block"],
    [judged.key, "FALSE", "passthrough"],
    [judged.key, "It depends", "block"],
    [key, "FALSE", "block"],
  ]) {
    const aporia = { authorization: `Bearer ${who}` };
    const condition = { configuration_mode: "simple", evaluation_instructions: "The {answer} is rude", modality: "violate" };
    const custom = (await call("POST", "/api/v1/policies/custom_policy", aporia, { name: "Rude", target: "response", condition })).body;
    const { body: project } = await call("POST", "/api/v1/projects", aporia, { name: "judged" });
    const policies = [{ policy_type: custom.type, priority: 1, condition: {}, action: { type: "block" } }];
    assert.equal((await call("PUT", "/api/v1/policies/", aporia, { project_ids: [project.id], policies })).status, 200);
    says({ role: "assistant", content: told });
    const sent = { messages: [user("hi")], response: "Go away", validation_target: "response" };
    assert.equal((await call("POST", `/${project.id}/validate`, aporia, sent)).body.action, action, told);
  }
  assert.equal(upstream.requests.at(-1).body.model, "judge");
});

test("a judge is asked once about a prompt, and once about its answer", async () => {
  const judged = await tenant({ settings: { upstream: { base_url: upstream.url }, judge: { model: "judge" } } });
  const aporia = { authorization: `Bearer ${judged.key}` };
  const { body: project } = await call("POST", "/api/v1/projects", aporia, { name: "both sides" });
  const policies = [];
  for (const target of ["prompt", "response"]) {
    const text = target === "prompt" ? "The {question} is rude" : "The {answer} is rude";
    const condition = { configuration_mode: "simple", evaluation_instructions: text, modality: "violate" };
    const made = await call("POST", "/api/v1/policies/custom_policy", aporia, { name: target, target, condition });
    policies.push({ policy_type: made.body.type, priority: 1, condition: {}, action: { type: "block" } });
  }
  assert.equal((await call("PUT", "/api/v1/policies/", aporia, { project_ids: [project.id], policies })).status, 200);
  says({ role: "assistant", content: "FALSE" });
  const before = upstream.requests.length;
  const headers = { ...aporia, "x-edgeward-policy": `aporia/${project.id}` };
  const { body } = await call("POST", "/v1/chat/completions", headers, { model, messages: [user("hi")] });
  assert.equal(body.choices[0].message.content, "FALSE");
  assert.deepEqual(
    upstream.requests.slice(before).map((each) => each.body.model),
    ["judge", model, "judge"],
  );
});

/**
 * A project of a tenant with a judge, whose one policy asks it about answers.
 * @param {object} action
 */
async function asking(action) {
  const judged = await tenant({ settings: { upstream: { base_url: upstream.url }, judge: { model: "judge" } } });
  const aporia = { authorization: `Bearer ${judged.key}` };
  const { body: project } = await call("POST", "/api/v1/projects", aporia, { name: "streams" });
  const condition = { configuration_mode: "simple", evaluation_instructions: "The {answer} to {question} is rude", modality: "violate" };
  const made = await call("POST", "/api/v1/policies/custom_policy", aporia, { name: "Rude", target: "response", condition });
  const policies = [{ policy_type: made.body.type, priority: 1, condition: {}, action }];
  assert.equal((await call("PUT", "/api/v1/policies/", aporia, { project_ids: [project.id], policies })).status, 200);
  return { "x-edgeward-policy": `aporia/${project.id}`, ...aporia };
}

test("a stream that a judge must pass is held until it has, and stopped where it does not", async () => {
  const headers = await asking({ type: "block", message: "Not like this." });
  for (const [told, content, finish] of [
    ["FALSE", "Go away now", "stop"],
    ["TRUE", "Not like this.", "content_filter"],
    // No rule found anything: there is no rule's message.
    ["It depends", "This message was withheld by a policy.", "content_filter"],
  ]) {
    /** @type {string[]} */
    const asked = [];
    reply = (body) => {
      if (body.model !== "judge") return { role: "assistant", content: "Go away now" };
      asked.push(body.messages.at(-1).content);
      return { role: "assistant", content: told };
    };
    const stream = await streamed([user("Hello")], { headers });
    assert.deepEqual([stream.content, stream.finish], [content, finish], told);
    assert.ok(asked[0]?.includes("| Go away now") && asked[0].includes("| Hello"), asked[0]);
    // What is no answer is asked for once more.
    assert.equal(asked.length, told === "It depends" ? 2 : 1);
  }
});

test("an answer that a rule rephrases is shown as the judge wrote it, where that passes", async () => {
  const headers = await asking({ type: "rephrase", message: "Let me put that differently." });
  for (const [written, shown] of [
    ["Please come back tomorrow.", "Please come back tomorrow."],
    ["Go away at once.", "Let me put that differently."],
  ]) {
    reply = ({ model: asked, messages }) => {
      const { content } = messages.at(-1);
      if (asked !== "judge") return { role: "assistant", content: "Go away now" };
      const rewrite = content.startsWith("What is wrong with the text");
      return { role: "assistant", content: rewrite ? written : String(content.includes("| Go away")).toUpperCase() };
    };
    const { body } = await call("POST", "/v1/chat/completions", headers, { model, messages: [user("Hello")] });
    assert.equal(body.choices[0].message.content, shown);
    const stream = await streamed([user("Hello")], { headers });
    assert.equal(stream.content, shown);
  }
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
