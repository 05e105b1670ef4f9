// A folder served to a headless browser, and what its pages left in a global.
import { createHash } from "node:crypto";
import { createReadStream, existsSync, readFileSync, statSync } from "node:fs";
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
 * The same page where its policy forbids wasm.
 * @param {string} program
 * @param {string} folder
 * @param {string} file
 * @param {string} expression
 * @returns {Promise<any>}
 */
export async function pageWithoutWasm(program, folder, file, expression) {
  const [value] = await pages(program, folder, [file], expression, "");
  return value;
}

/**
 * The same for several, in one Chromium.
 * @param {string} program
 * @param {string} folder
 * @param {string[]} files
 * @param {string} expression
 * @param {string} [policy] for scripts
 * @returns {Promise<any[]>}
 */
export async function pages(program, folder, files, expression, policy) {
  const browser = await playwright.launch({ executablePath: program, args: ARGS });
  try {
    return await served(
      folder,
      async (base) => {
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
      },
      policy,
    );
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

/** What a strict page has to allow for the package, and no more. */
const WASM = "'wasm-unsafe-eval'";

/**
 * The policy of a page: its own files, its own inline scripts by their hash, and what `scripts` adds.
 * @param {string} html
 * @param {string} scripts
 */
function strict(html, scripts) {
  const inline = [...html.matchAll(/<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g)];
  const hashes = inline.map(([, text]) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`);
  return `default-src 'none'; script-src 'self' ${[...hashes, scripts].join(" ")}; connect-src 'self'; worker-src 'self'; base-uri 'none'`;
}

/**
 * @template T
 * @param {string} folder
 * @param {(base: string) => Promise<T>} job
 * @param {string} [policy] for scripts
 * @returns {Promise<T>}
 */
async function served(folder, job, policy = WASM) {
  const server = createServer((request, response) => {
    const path = join(folder, normalize(new URL(request.url ?? "/", "http://localhost").pathname));
    if (!existsSync(path) || !statSync(path).isFile()) return void response.writeHead(404).end();
    response.writeHead(200, {
      "content-type": TYPES[/** @type {keyof typeof TYPES} */ (extname(path))] ?? "application/octet-stream",
      ...(extname(path) === ".html" && { "content-security-policy": strict(readFileSync(path, "utf8"), policy) }),
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
