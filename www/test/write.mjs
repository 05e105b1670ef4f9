import assert from "node:assert/strict";
import { pdf } from "../../pkg/test/pdf.js";
import { check, drop, pick, policyEditor, until } from "./page.mjs";

/** @param {import("./page.mjs").Place} place */
export function write(place) {
  check(place, "every example of every vendor is created", async (page) => {
    for (const vendor of ["lyzr", "enkrypt", "aporia", "edgeward"]) {
      await page.getByLabel("Vendor", { exact: true }).selectOption(vendor);
      const examples = await page
        .getByLabel("Example", { exact: true })
        .locator("option")
        .evaluateAll((list) => list.map((one) => one.getAttribute("value") ?? ""));
      assert.ok(examples.length >= 2, vendor);
      for (const id of examples) {
        await page.getByLabel("Example", { exact: true }).selectOption(id);
        await until(async () => /· \d+ rule/.test((await page.locator("#panel-policy .status").textContent()) ?? ""), id);
      }
    }
  });

  check(place, "a problem is marked at its exact place, with the fix in words, and can be fixed by the button", async (page) => {
    const text = '{"name": "x", "description": "y", "toxicity_check": {"enabled": true, "threshold": 3}, "keyword": {}}';
    await policyEditor(page).fill(text);
    const squiggle = page.locator("#panel-policy .cm-lintRange-error");
    await squiggle.waitFor();
    assert.equal(await squiggle.textContent(), "3");
    assert.equal(await page.locator("#panel-policy .cm-lintRange-warning").textContent(), '"keyword"');
    const problems = await page.locator("#panel-policy .problems").innerText();
    assert.match(problems, /Line 1: 3 is not between 0 and 1/);
    assert.match(problems, /Write a number inside the range/);
    assert.match(problems, /Did you mean keywords\?/);
    assert.match((await page.locator("#panel-policy .status").textContent()) ?? "", /1 error: the page keeps using the last policy/);
    assert.match(await page.locator("#panel-try .stale").innerText(), /has errors/);
    await page.locator("#panel-policy .cm-lintRange-warning").hover();
    await page.getByRole("button", { name: "Change to keywords" }).click();
    assert.match(await policyEditor(page).innerText(), /"keywords": \{\}/);
  });

  check(place, "a list item leads to the place", async (page) => {
    await policyEditor(page).fill('{"name": "x",\n "description": "y",\n "toxicity_check": {"enabled": "yes"}}');
    await page.locator("#panel-policy .problems .error button").first().click();
    await page.keyboard.type("true");
    await until(async () => (await page.locator("#panel-policy .problems .error").count()) === 0, "the fix is seen");
  });

  check(place, "JSON that breaks off is one clear error", async (page) => {
    await policyEditor(page).fill('{"name": ');
    await page.locator("#panel-policy .cm-lintRange-error").waitFor();
    assert.match(await page.locator("#panel-policy .problems").innerText(), /Look for a missing comma/);
  });

  check(place, "formats and keeps the spelling of numbers; undo and redo go back and forth", async (page) => {
    const text = '{"name":"x","description":"y","toxicity_check":{"enabled":true,"threshold":0.50}}';
    await policyEditor(page).fill(text);
    await page.getByRole("button", { name: "Format" }).click();
    assert.match(await policyEditor(page).innerText(), /\n {4}"threshold": 0\.50\n/);
    await page.getByRole("button", { name: "Undo" }).click();
    assert.equal((await policyEditor(page).innerText()).trim(), text);
    await page.getByRole("button", { name: "Redo" }).click();
    assert.match(await policyEditor(page).innerText(), /"threshold": 0\.50\n/);
  });

  check(place, "a dropped file takes the editor's place, and its vendor is recognised", async (page) => {
    await drop(
      page,
      "#panel-policy",
      "mine.json",
      '{"kind": "edgeward.policy", "version": 1, "name": "Mine", "rules": [{"id": "t", "detector": "test_string"}]}',
    );
    await until(
      async () => (await page.locator("#panel-policy .status").textContent())?.startsWith("edgeward policy · 1 rule") === true,
      "the file is read",
    );
    assert.equal(await page.getByLabel("Vendor", { exact: true }).inputValue(), "edgeward");
  });

  check(place, "the schema completes keys and values of a native document", async (page) => {
    await pick(page, "edgeward", "native");
    await until(async () => (await page.locator("#panel-policy .status").textContent())?.startsWith("edgeward") === true, "native");
    await policyEditor(page).fill('{"kind": "edgeward.policy", "version": 1, "name": "x", "rules": [{"id": "a", "detector": "toxicity", ');
    await page.keyboard.press("End");
    await until(async () => (await page.locator("#panel-policy .status").textContent())?.includes("error") === true, "read");
    await page.keyboard.type('"thr');
    const option = page.locator(".cm-tooltip-autocomplete li", { hasText: "threshold" });
    await option.waitFor();
    await page.keyboard.press("Enter");
    await page.keyboard.type('0.7, "action": ');
    await page.keyboard.press("Control+Space");
    const values = page.locator(".cm-tooltip-autocomplete li");
    await values.first().waitFor();
    assert.deepEqual((await values.allInnerTexts()).sort(), ['"block"', '"flag"', '"override"', '"redact"', '"rephrase"']);
  });

  check(place, "the schema explains a key under the pointer", async (page) => {
    await pick(page, "edgeward", "native");
    await until(async () => (await page.locator("#panel-policy .status").textContent())?.startsWith("edgeward") === true, "native");
    const key = page.locator("#panel-policy .tok-key", { hasText: "wholeWord" }).first();
    await key.scrollIntoViewIfNeeded();
    await key.hover();
    await page.locator("#panel-policy .cm-tooltip .card").waitFor();
  });

  check(place, "Enkrypt: numbered rules become a payload", async (page) => {
    await pick(page, "enkrypt", "enkrypt-healthcare");
    await page.getByRole("button", { name: "From text or PDF" }).click();
    await page
      .getByLabel("Rules or policy text")
      .fill("1. Users must not request prescriptions.\n2. The assistant's response must not diagnose.");
    await page.locator("dialog .atoms li").nth(1).waitFor();
    await page.getByRole("button", { name: "Use these rules" }).click();
    await until(
      async () => /Enkrypt AI code of conduct · 2 rules/.test((await page.locator("#panel-policy .status").textContent()) ?? ""),
      "two rules",
    );
  });

  check(place, "Enkrypt: policy prose is split into rules, and what is left out is said", async (page) => {
    await pick(page, "enkrypt", "enkrypt-healthcare");
    await page.getByRole("button", { name: "From text or PDF" }).click();
    await page
      .getByLabel("Rules or policy text")
      .fill("Conduct\n\nThis page explains our house. Users must not request prescriptions. Assistants must never diagnose illnesses.");
    await page.locator("dialog .atoms li").nth(1).waitFor();
    assert.equal(await page.locator("dialog .atoms li").count(), 2);
    assert.match(await page.locator("dialog").innerText(), /2 rules, 2 sentences without a rule left out/);
    if (process.env.SHOT) await page.screenshot({ path: process.env.SHOT });
  });

  check(place, "Enkrypt: a dropped PDF is read in the page", async (page) => {
    await pick(page, "enkrypt", "enkrypt-healthcare");
    await drop(
      page,
      "#panel-policy",
      "house rules.pdf",
      pdf("1. Users must not request prescriptions.", "2. Users must not share passwords."),
    );
    await page.locator("dialog .atoms li").nth(1).waitFor({ timeout: 20_000 });
    assert.equal(await page.locator("dialog").getByLabel("Name").inputValue(), "house rules");
    await page.getByRole("button", { name: "Use these rules" }).click();
    assert.match(await policyEditor(page).innerText(), /Users must not share passwords/);
  });
}
