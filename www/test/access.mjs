import assert from "node:assert/strict";
import { mkdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { banner, check, field, pick, until } from "./page.mjs";

const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
/** UPDATE=1 writes the reference screenshots. */
const SCREENS = process.env.UPDATE === "1" ? fileURLToPath(new URL("screens/", import.meta.url)) : null;

const KEPT = ["try-light", "try-dark", "understand-light", "replay-light", "phone"];

/** @param {import("playwright-core").Page} page @param {string} name */
async function screen(page, name) {
  if (SCREENS === null || !KEPT.includes(name)) return;
  await mkdir(SCREENS, { recursive: true });
  await page.screenshot({ path: `${SCREENS}${name}.jpg`, type: "jpeg", quality: 40 });
}

/** @param {import("playwright-core").Page} page @param {string} where */
async function clean(page, where) {
  await page.evaluate(await readFile(axe, "utf8"));
  const violations = await page.evaluate(async () => {
    const { violations } = await /** @type {any} */ (globalThis).axe.run(document, {
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    });
    return violations.flatMap((/** @type {any} */ { id, nodes }) =>
      nodes.slice(0, 3).map((/** @type {any} */ { target, failureSummary }) => `${id}: ${target} ${failureSummary}`),
    );
  });
  assert.deepEqual(violations, [], where);
}

/** @param {import("playwright-core").Page} page */
async function replayed(page) {
  await page.locator("#tab-replay").click();
  await page.getByLabel("Compare with").selectOption("enkrypt-guardrail");
  await page.getByRole("button", { name: "Use a sample log" }).click();
  await page.locator("#cases tbody tr").first().waitFor({ timeout: 20_000 });
}

/** @param {import("./page.mjs").Place} place */
export function access(place) {
  for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
    check(
      place,
      `axe finds nothing in any view, ${colorScheme}`,
      async (page) => {
        assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), colorScheme);
        await page.locator("#panel-try .mark.family-pii").first().hover();
        await page.locator("#panel-try .cm-tooltip .card").first().waitFor();
        await screen(page, `try-${colorScheme}`);
        await clean(page, "try");
        await page.locator("#tab-understand").click();
        await page.locator(".rule").nth(6).hover();
        await screen(page, `understand-${colorScheme}`);
        await clean(page, "understand");
        await replayed(page);
        await screen(page, `replay-${colorScheme}`);
        await clean(page, "replay");
        await page.locator("#tab-stream").click();
        await clean(page, "stream");
        await pick(page, "enkrypt", "enkrypt-healthcare");
        await until(async () => (await page.locator("#panel-policy .status").textContent())?.startsWith("Enkrypt") === true, "picked");
        await page.locator("#tab-try").click();
        await clean(page, "not evaluated");
        await page.getByRole("button", { name: "From text or PDF" }).click();
        await clean(page, "dialog");
      },
      { colorScheme },
    );
  }

  for (const [width, height, name] of /** @type {const} */ ([
    [360, 740, "phone"],
    [820, 1180, "tablet"],
    [3840, 2160, "4k"],
  ])) {
    check(
      place,
      `nothing is cut off at ${width} pixels`,
      async (page) => {
        for (const tab of ["policy", "try", "understand", "replay", "stream"]) {
          const button = page.locator(`#tab-${tab}`);
          if (!(await button.isVisible())) continue;
          await button.click();
          const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
          assert.ok(wide <= 0, `${tab} is ${wide} pixels too wide`);
          if (tab === "try") await screen(page, name);
          if (width === 360) await clean(page, `${tab}, phone`);
        }
        await replayed(page);
        assert.ok(
          (await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)) <= 0,
          "replay is too wide",
        );
      },
      { viewport: { width, height } },
    );
  }

  check(place, "the keyboard reaches everything and is caught nowhere", async (page) => {
    /** @type {Set<string>} */
    const reached = new Set();
    await page.locator("body").press("Tab");
    for (let steps = 0; steps < 60; steps++) {
      const name = await page.evaluate(() => {
        let active = document.activeElement;
        while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
        return active?.id || active?.getAttribute("aria-label") || active?.textContent?.slice(0, 40) || "";
      });
      reached.add(name);
      await page.keyboard.press("Tab");
    }
    for (const name of [
      "code",
      "share",
      "theme",
      "tab-try",
      "Vendor",
      "Example",
      "Policy, as JSON",
      "Format",
      "Sample text",
      "Prompt",
      "Response",
      "Response, as it goes on",
    ]) {
      assert.ok(reached.has(name), `${name} of ${[...reached].join(" | ")}`);
    }
    await page.locator("#tab-try").focus();
    await page.keyboard.press("ArrowRight");
    assert.equal(await page.locator("#tab-understand").getAttribute("aria-selected"), "true");
    await page.keyboard.press("End");
    assert.equal(await page.locator("#tab-stream").getAttribute("aria-selected"), "true");
  });

  check(place, "the theme can be switched and is remembered", async (page) => {
    await page.getByRole("button", { name: "Use the dark theme" }).click();
    assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), "dark");
    await page.reload();
    await page.getByRole("button", { name: "Use the light theme" }).waitFor();
  });

  check(place, "the verdict is read out", async (page) => {
    await field(page, "Response").fill("");
    await field(page, "Prompt").fill("Where is my order, please?");
    await until(async () => (await banner(page).textContent()) === "Allowed", "allowed");
    await until(async () => ((await page.locator("#panel-try .spoken").textContent()) ?? "").startsWith("Allowed."), "spoken");
  });

  check(place, "the page's own policy forbids every other address, and inline code", async (page) => {
    const csp = (await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute("content")) ?? "";
    assert.match(csp, /default-src 'none'/);
    assert.ok(!csp.includes("unsafe-inline") && !csp.includes("'unsafe-eval'") && !csp.includes("*"), csp);
    assert.match(csp, /connect-src 'self'/);
  });
}
