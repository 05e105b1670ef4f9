// The gateway and validate with a judge: a model of the tenant's upstream.
import assert from "node:assert/strict";
import { test } from "node:test";
import { gateway, model, user } from "./gateway.mjs";

const { call, key, says, state, streamed, tenant, upstream } = await gateway();

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
    state.reply = (body) => {
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
    state.reply = ({ model: asked, messages }) => {
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
