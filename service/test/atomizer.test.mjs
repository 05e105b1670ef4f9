// Prose or a PDF becomes numbered rules.
import assert from "node:assert/strict";
import { test } from "node:test";
import { pdf as document } from "../../pkg/test/pdf.js";
import { form, service } from "./lib.mjs";

const { call, tenant } = await service();
const { key } = await tenant();
const PATH = "/guardrails/policy-atomizer";
const headers = { apikey: key };

/** @param {string[]} lines */
const pdf = (...lines) => new Blob([new Uint8Array(document(...lines))], { type: "application/pdf" });

const PROSE = ["Users must not request prescriptions.", "The assistant must not give diagnoses."];

test("a text, and a PDF with the same text", async () => {
  for (const [sent, source, filename] of [
    [{ text: PROSE.join("\n") }, "text", ""],
    [{ file: pdf(...PROSE) }, "file", "policy.pdf"],
  ]) {
    const { status, body } = await call("POST", PATH, headers, form(/** @type {any} */ (sent)));
    assert.equal(status, 200, body.message);
    assert.deepEqual([body.status, body.source, body.filename, body.total_rules], ["success", source, filename, 2]);
    assert.match(body.policy_rules, /^1\. Users must not request prescriptions\.\n2\. /);
  }
});

test("what cannot be split says why", async () => {
  const status = async (/** @type {any} */ fields) => (await call("POST", PATH, headers, form(fields))).status;
  assert.equal(await status({}), 422);
  assert.equal(await status({ text: "a", file: pdf("a") }), 422);
  assert.equal(await status({ file: new Blob(["GIF89a"]) }), 422);
  const { body } = await call("POST", PATH, headers, form({ file: pdf() }));
  assert.match(body.message, /holds no text/);
});
