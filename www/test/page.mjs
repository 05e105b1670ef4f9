// The built page, served from a path of its own to a real Chromium.
import assert from "node:assert/strict";
import { createReadStream, existsSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { test } from "node:test";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const DIST = fileURLToPath(new URL("../dist", import.meta.url));
const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
};
const ARGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-dev-shm-usage",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
];
/** Not the root: the page must work at any path. */
const PATH = "/a/path/";

export async function serve() {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    const file = join(DIST, normalize(pathname.slice(PATH.length - 1)).replace(/\/$/, "/index.html"));
    if (!pathname.startsWith(PATH) || !existsSync(file) || !statSync(file).isFile()) return void response.writeHead(404).end();
    response.writeHead(200, { "content-type": TYPES[/** @type {keyof typeof TYPES} */ (extname(file))] ?? "application/octet-stream" });
    createReadStream(file).pipe(response);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  return { url: `http://127.0.0.1:${port}${PATH}`, close: () => server.close() };
}

/** @param {string | undefined} program */
export const launch = (program = process.env.CHROMIUM ?? "/usr/bin/chromium") => chromium.launch({ executablePath: program, args: ARGS });

/** @typedef {{ server: { url: string, close: () => void }, browser: import("playwright-core").Browser }} Place */
/** @typedef {import("playwright-core").Page} Page */

/**
 * A test with a page that is ready: the evaluator has judged the sample. Nothing may go wrong in it, and nothing may leave it.
 * @param {Place} place
 * @param {string} name
 * @param {(page: Page, context: import("playwright-core").BrowserContext) => Promise<void>} body
 * @param {import("playwright-core").BrowserContextOptions & { fragment?: string }} [options]
 */
export function check(place, name, body, { fragment = "", ...options } = {}) {
  test(name, async () => {
    const context = await place.browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: "reduce", ...options });
    try {
      const page = await context.newPage();
      page.setDefaultTimeout(15_000);
      /** @type {string[]} */
      const errors = [];
      /** @type {string[]} */
      const elsewhere = [];
      page.on("pageerror", (error) => errors.push(error.message));
      page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
      page.on("request", (request) => {
        const address = request.url();
        if (request.method() !== "GET" || !/^(blob|data):/.test(address) === !address.startsWith(place.server.url)) elsewhere.push(address);
      });
      await page.goto(place.server.url + fragment);
      await page.locator("#panel-try .banner:not(.empty)").waitFor({ state: "attached", timeout: 30_000 });
      await body(page, context);
      assert.deepEqual(errors, []);
      assert.deepEqual(elsewhere, []);
    } finally {
      await context.close();
    }
  });
}

/** @param {Page} page */
export const policyEditor = (page) => page.locator("#panel-policy .cm-content");
/** @param {Page} page @param {"Prompt" | "Context" | "Response"} side */
export const field = (page, side) => page.locator(`#panel-try .cm-content[aria-label="${side}"]`);
/** @param {Page} page */
export const banner = (page) => page.locator("#panel-try .banner strong");

/**
 * Waits until a condition outside the page holds: the page's policy forbids the strings that `waitForFunction` evaluates.
 * @param {() => Promise<boolean>} holds
 * @param {string} what
 */
export async function until(holds, what, patience = 10_000) {
  const end = Date.now() + patience;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`waited in vain: ${what}`);
    await setTimeout(25);
  }
}

/** @param {Page} page @param {string} vendor @param {string} id */
export async function pick(page, vendor, id) {
  await page.getByLabel("Vendor", { exact: true }).selectOption(vendor);
  await page.getByLabel("Example", { exact: true }).selectOption(id);
}

/**
 * Drops a file, as a hand would.
 * @param {Page} page @param {string} selector @param {string} name @param {string | Buffer} content
 */
export async function drop(page, selector, name, content) {
  const base64 = Buffer.from(content).toString("base64");
  const data = await page.evaluateHandle(
    ([name, base64]) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))], name));
      return transfer;
    },
    /** @type {const} */ ([name, base64]),
  );
  for (const type of ["dragenter", "dragover", "drop"]) await page.dispatchEvent(selector, type, { dataTransfer: data });
}
