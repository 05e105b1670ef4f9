// A folder served to a headless browser, and what its pages left in a global.
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

/** The time that a page gets: much more than it needs, for slow machines. */
const PATIENCE = 120_000;

/**
 * @param {string} program
 * @param {string} folder
 * @param {string} file
 * @param {string} expression what to wait for: it is something once the page is done
 * @returns {Promise<any>}
 */
export async function page(program, folder, file, expression) {
  const [value] = await pages(program, folder, [file], expression);
  return value;
}

/**
 * The same for several, in one Chromium.
 * @param {string} program
 * @param {string} folder
 * @param {string[]} files
 * @param {string} expression
 * @returns {Promise<any[]>}
 */
export async function pages(program, folder, files, expression) {
  const browser = await playwright.launch({ executablePath: program, args: ARGS });
  try {
    return await served(folder, async (base) => {
      const values = [];
      for (const file of files) {
        const tab = await browser.newPage();
        /** @type {string[]} */
        const errors = [];
        tab.on("pageerror", (error) => errors.push(error.message));
        tab.on("console", (message) => message.type() === "error" && errors.push(message.text()));
        await tab.goto(`${base}/${file}`);
        // Not `waitForFunction`: it evaluates a string in the page, which the policy of the server forbids.
        values.push(await something(() => tab.evaluate(expression), errors));
        await tab.close();
      }
      return values;
    });
  } finally {
    await browser.close();
  }
}

/**
 * A page in Firefox, which needs no driver for WebDriver BiDi.
 * @param {any} puppeteer
 * @param {string} program
 * @param {string} folder
 * @param {string} file
 * @param {string} expression
 * @returns {Promise<{ version: string, value: any }>}
 */
export async function firefoxPage(puppeteer, program, folder, file, expression) {
  const browser = await puppeteer.launch({ browser: "firefox", executablePath: program, headless: true });
  try {
    const value = await served(folder, async (base) => {
      const tab = await browser.newPage();
      /** @type {string[]} */
      const errors = [];
      tab.on("pageerror", (/** @type {Error} */ error) => errors.push(error.message));
      await tab.goto(`${base}/${file}`);
      return await something(() => tab.evaluate(expression), errors);
    });
    return { version: await browser.version(), value };
  } finally {
    await browser.close();
  }
}

/**
 * @param {() => Promise<any>} ask
 * @param {string[]} errors what the page said meanwhile
 */
async function something(ask, errors) {
  for (let waited = 0; waited < PATIENCE; waited += 50) {
    const value = await ask();
    if (value) return value;
    await setTimeout(50);
  }
  throw new Failure(`the page did not finish: ${errors.join("; ")}`);
}

/**
 * @template T
 * @param {string} folder
 * @param {(base: string) => Promise<T>} job
 * @returns {Promise<T>}
 */
async function served(folder, job) {
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
  try {
    return await job(`http://127.0.0.1:${port}`);
  } finally {
    server.close();
    server.closeAllConnections();
  }
}
