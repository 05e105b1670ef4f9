import assert from "node:assert/strict";
import { banner, check, field, pick, policyEditor, until } from "./page.mjs";

/** @param {import("./page.mjs").Place} place */
export function share(place) {
  check(
    place,
    "a link brings policy and texts back, by its fragment alone",
    async (page, context) => {
      await pick(page, "aporia", "aporia-project");
      await field(page, "Prompt").fill("A shared prompt with a smile 🙂 and ann.lee@example.com");
      await field(page, "Response").fill("");
      await until(async () => (await page.locator("#panel-policy .status").textContent())?.startsWith("Aporia") === true, "picked");
      await page.getByRole("button", { name: "Share" }).click();
      const link = await page.getByRole("textbox", { name: "Link" }).inputValue();
      const { pathname, hash, search } = new URL(link);
      assert.equal(pathname + search, new URL(place.server.url).pathname);
      assert.ok(hash.length > 100 && hash.length < 2000, `${hash.length}`);
      await page.getByRole("button", { name: "Copy", exact: true }).click();
      assert.equal(await page.evaluate(() => navigator.clipboard.readText()), link);
      const other = await context.newPage();
      await other.goto(link);
      await until(async () => /smile 🙂/.test(await field(other, "Prompt").innerText()), "the prompt is back");
      assert.match(await policyEditor(other).innerText(), /"project_ids"/);
      await until(async () => (await banner(other).textContent()) !== "Waiting for a policy", "judged");
      assert.equal((await field(other, "Response").innerText()).includes("sorry"), false);
    },
    { permissions: ["clipboard-read", "clipboard-write"] },
  );

  check(
    place,
    "a damaged link is said to be damaged, and the page works",
    async (page) => {
      await until(async () => /damaged/.test((await page.locator("#toast").textContent()) ?? ""), "said");
      assert.match(await policyEditor(page).innerText(), /Support assistant/);
    },
    { fragment: "#p1=AAAA" },
  );

  check(place, "code for Node, Worker, Rust and curl", async (page) => {
    await page.getByRole("button", { name: "Copy as code" }).click();
    const code = page.getByRole("region", { name: "Code" });
    const expected = {
      Node: /guard\.evaluate\(\{ prompt: "Hi, I am Ann/,
      Worker: /export default \{\n {2}async fetch/,
      Rust: /Policy::from_json\(POLICY/,
      curl: /curl -X POST "\$EDGEWARD_URL\/v1\/rai\/policies"/,
    };
    for (const [language, pattern] of Object.entries(expected)) {
      await page.getByLabel("Language").selectOption(language);
      const text = (await code.textContent()) ?? "";
      assert.match(text, pattern);
      assert.match(text, /"Support assistant"/);
    }
    await page.keyboard.press("Escape");
    await until(async () => (await page.locator("dialog").count()) === 0, "closed");
  });

  check(place, "the code for Node runs and decides as the page does", async (page) => {
    await page.getByRole("button", { name: "Copy as code" }).click();
    const text = (await page.getByRole("region", { name: "Code" }).textContent()) ?? "";
    const entry = new URL("../../pkg/entry/inline.js", import.meta.url).href;
    const lines = /** @type {unknown[][]} */ ([]);
    const module = text
      .replace('"edgeward"', JSON.stringify(entry))
      .replace("console.log(", "globalThis.shared.push([")
      .replace(/findings\);\s*$/, "findings]);");
    Object.assign(globalThis, { shared: lines });
    await import(`data:text/javascript,${encodeURIComponent(module)}`);
    assert.equal(lines[0]?.[0], "block");
  });
}
