// Prose or a PDF becomes numbered rules.
import assert from "node:assert/strict";
import { test } from "node:test";
import * as edgeward from "edgeward";
import { form, service } from "./lib.mjs";

const { call, tenant } = await service();
const { key } = await tenant();
const PATH = "/guardrails/policy-atomizer";
const headers = { apikey: key };
const there = "atomize" in edgeward;

/** @param {string[]} lines @returns {Blob} the smallest document with these lines */
function pdf(...lines) {
  const content = `BT /F1 12 Tf 72 720 Td ${lines.map((line) => `(${line}) Tj 0 -20 Td`).join(" ")} ET`;
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
  ];
  let out = "%PDF-1.4\n";
  let table = "0000000000 65535 f \n";
  for (const [index, object] of objects.entries()) {
    table += `${String(out.length).padStart(10, "0")} 00000 n \n`;
    out += `${index + 1} 0 obj\n${object}\nendobj\n`;
  }
  const trailer = `trailer << /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${out.length}\n%%EOF\n`;
  return new Blob([`${out}xref\n0 ${objects.length + 1}\n${table}${trailer}`], { type: "application/pdf" });
}

const PROSE = ["Users must not request prescriptions.", "The assistant must not give diagnoses."];

test("a text, and a PDF with the same text", async () => {
  for (const [sent, source, filename] of [
    [{ text: PROSE.join("\n") }, "text", ""],
    [{ file: pdf(...PROSE) }, "file", "policy.pdf"],
  ]) {
    const { status, body } = await call("POST", PATH, headers, form(/** @type {any} */ (sent)));
    if (!there) {
      assert.deepEqual([status, body.message], [501, "this build of the package has no atomizer"]);
      continue;
    }
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
