import assert from "node:assert/strict";
import { banner, check, field, pick, until } from "./page.mjs";

/** @param {import("./page.mjs").Place} place */
export function attempt(place) {
  check(place, "the verdict, the marks and the masked text follow what is typed", async (page) => {
    await field(page, "Prompt").fill("");
    await field(page, "Response").fill("");
    await until(async () => (await banner(page).textContent()) === "Nothing to judge yet", "empty");
    await field(page, "Prompt").fill("About my order: write to ann.lee@example.com about the delivery of my order.");
    await until(async () => (await banner(page).textContent()) === "Redacted", "redacted");
    const mark = page.locator('#panel-try .cm-content[aria-label="Prompt"] .mark');
    assert.equal(await mark.innerText(), "ann.lee@example.com");
    assert.match((await mark.getAttribute("class")) ?? "", /family-pii/);
    const onward = page.locator('#panel-try .cm-content[aria-label="Prompt, as it goes on"]');
    assert.match(await onward.innerText(), /write to \[EMAIL_ADDRESS\] about/);
    assert.equal(await onward.locator(".replacement").innerText(), "[EMAIL_ADDRESS]");
    await field(page, "Prompt").fill("Where is my order, please?");
    await until(async () => (await banner(page).textContent()) === "Allowed", "allowed");
    assert.equal(await mark.count(), 0);
  });

  check(place, "a mark explains itself to the pointer and to the keyboard", async (page) => {
    await page.locator("#panel-try .mark.family-pii").first().hover();
    const card = page.locator("#panel-try .cm-tooltip .card");
    await card.first().waitFor();
    assert.match(await card.first().innerText(), /Personal data/);
    assert.match(await card.first().innerText(), /Score 0\.\d\d, threshold 0\.50 · rule pii_detection\.redact/);
    await page.mouse.move(0, 0);
    await until(async () => (await card.count()) === 0, "closed");
    await field(page, "Prompt").focus();
    await page.keyboard.press("Control+Home");
    await page.keyboard.press("F8");
    await card.first().waitFor();
    assert.match(await card.first().innerText(), /Keyword/);
    await page.keyboard.press("Escape");
    await until(async () => (await card.count()) === 0, "closed by Escape");
    await page.locator("#panel-try .findings button").nth(1).focus();
    await card.first().waitFor();
    assert.match(await card.first().innerText(), /EMAIL_ADDRESS/);
  });

  check(place, "what hides behind invisible characters is found, and the card says so", async (page) => {
    await field(page, "Prompt").fill("My order makes me think of a law\u200bsuit");
    const mark = page.locator("#panel-try .mark.family-keyword");
    await mark.waitFor();
    await mark.hover();
    await page.locator("#panel-try .cm-tooltip .card", { hasText: "Found behind look-alike or invisible characters" }).waitFor();
  });

  check(place, "the vendor's own response", async (page) => {
    await page.getByText("Response in the vendor's shape").click();
    const body = page.getByRole("region", { name: "Response in the vendor's shape" });
    await until(async () => ((await body.textContent()) ?? "").startsWith("{"), "a body");
    const value = JSON.parse((await body.textContent()) ?? "");
    assert.equal(value.blocked, true);
    assert.match(value.block_reason, /Prompt injection/);
  });

  check(place, "what was not evaluated, why, and that it decides", async (page) => {
    await pick(page, "edgeward", "native");
    const missing = page.locator("#panel-try .missing");
    await until(async () => /A language model would judge it/.test((await missing.textContent()) ?? ""), "the custom rule");
    assert.match(await missing.innerText(), /relevant.*Blocks/s);
    await field(page, "Prompt").fill("Hello");
    await until(async () => /could not be evaluated/.test(await page.locator("#panel-try .banner").innerText()), "said in the banner");
  });

  check(place, "samples fill both sides", async (page) => {
    await page.getByLabel("Sample text").selectOption({ label: "A medical question" });
    await until(async () => (await field(page, "Response").innerText()).startsWith("It is certainly"), "filled");
  });

  check(place, "a stream is played where the build can, else it says that it cannot", async (page) => {
    await page.locator("#tab-stream").click();
    const note = page.locator("#panel-stream > .note");
    const play = page.getByRole("button", { name: "Play" });
    await page.getByLabel("Tokens a second").fill("200");
    await play.click();
    await until(async () => /The stream (ended|was cut)/.test((await note.textContent()) ?? ""), "played", 20_000);
    assert.match(await page.locator("#panel-stream .cm-content").innerText(), /\[PHONE_NUMBER\]/);
    assert.ok((await page.locator("#panel-stream .replacement").count()) > 0);
  });
}
