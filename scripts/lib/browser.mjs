// A folder served to a headless Chromium, and what the page left in a global.
import { createReadStream, existsSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { setTimeout } from "node:timers/promises";
import { chromium as playwright } from "playwright-core";
import { Failure } from "./shell.mjs";

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
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

/**
 * @param {string} program
 * @param {string} folder
 * @param {string} file
 * @param {string} expression what to wait for: it is something once the page is done
 * @returns {Promise<any>}
 */
export async function page(program, folder, file, expression) {
  const server = createServer((request, response) => {
    const path = join(folder, normalize(new URL(request.url ?? "/", "http://localhost").pathname));
    if (!existsSync(path) || !statSync(path).isFile()) return void response.writeHead(404).end();
    response.writeHead(200, {
      "content-type": TYPES[/** @type {keyof typeof TYPES} */ (extname(path))] ?? "application/octet-stream",
      // What a strict page has to allow, and no more.
      "content-security-policy": "script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'",
    });
    createReadStream(path).pipe(response);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  const browser = await playwright.launch({ executablePath: program, args: ARGS });
  try {
    const tab = await browser.newPage();
    /** @type {string[]} */
    const errors = [];
    tab.on("pageerror", (error) => errors.push(error.message));
    tab.on("console", (message) => message.type() === "error" && errors.push(message.text()));
    await tab.goto(`http://127.0.0.1:${port}/${file}`);
    // Not `waitForFunction`: it evaluates a string in the page, which the policy above forbids.
    for (let waited = 0; waited < 120_000; waited += 50) {
      const value = await tab.evaluate(expression);
      if (value) return value;
      await setTimeout(50);
    }
    throw new Failure(`the page did not finish: ${errors.join("; ")}`);
  } finally {
    await browser.close();
    server.close();
  }
}
