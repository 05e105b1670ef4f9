import assert from "node:assert/strict";
import { check, pick, until } from "./page.mjs";

/** @param {import("./page.mjs").Place} place */
export function understand(place) {
  check(place, "every rule, with its scores and thresholds", async (page) => {
    await page.locator("#tab-understand").click();
    await page.locator(".rule").first().waitFor();
    assert.equal(await page.locator(".rule").count(), 11);
    assert.match(await page.locator("#panel-understand .summary").innerText(), /Support assistant: 11 rules/);
    const bar = page.getByRole("img", { name: /^prompt_injection, prompt: score 1\.00, threshold 0\.50, fires$/ });
    await bar.waitFor();
    assert.equal(await bar.locator(".score-mark").evaluate((mark) => /** @type {HTMLElement} */ (mark).style.insetInlineStart), "50%");
  });

  check(place, "a rule's own sentence is highlighted in the policy", async (page) => {
    await pick(page, "enkrypt", "enkrypt-healthcare");
    await page.locator("#tab-understand").click();
    const rule = page.locator(".rule", { has: page.locator("h3", { hasText: /^conduct\.3$/ }) });
    const sentence = await rule.locator("blockquote").innerText();
    assert.match(sentence, /personalized medical diagnoses, treatments, or advice when asked/);
    await rule.hover();
    const pointed = page.locator("#panel-policy .pointed");
    await pointed.first().waitFor();
    assert.equal((await pointed.allInnerTexts()).join(""), sentence);
    await rule.getByRole("button").click();
    assert.equal(await page.evaluate(() => document.activeElement?.className), "code-host");
  });

  check(place, "a conversion names what is lost, or the page says that the build has none", async (page) => {
    await page.locator("#tab-understand").click();
    const convert = page.locator("#convert");
    const start = convert.getByRole("button", { name: "Convert", exact: true });
    await convert.getByLabel("Convert to").selectOption("aporia.project_policies");
    await start.click();
    await until(async () => /Nothing is lost|cannot be said there/.test(await convert.innerText()), "converted");
    await convert.getByRole("button", { name: "Open in the editor" }).click();
    await until(async () => (await page.locator("#panel-policy .status").textContent())?.startsWith("Aporia project") === true, "opened");
  });
}
