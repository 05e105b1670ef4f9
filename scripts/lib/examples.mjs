// The smallest uses, run on the installed tarball; the README quotes them and their output.
import { spawn, spawnSync } from "node:child_process";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { page, pageWithoutWasm } from "./browser.mjs";
import { install } from "./package.mjs";
import { config } from "./runtimes.mjs";
import { chromium, Failure, ROOT } from "./shell.mjs";

/** @returns {Promise<string | undefined>} why a part was skipped */
export async function examples() {
  const readme = readFileSync(join(ROOT, "README.md"), "utf8");
  quoted(readme, "node/index.js", node());
  quoted(readme, "worker/index.js", await worker());
  const program = chromium();
  if (program === null) return "no Chromium found for the browser's example";
  quoted(readme, "browser/index.html", await browser(program));
  return undefined;
}

/** @param {string} name */
function project(name) {
  const folder = install(`example-${name}`);
  cpSync(join(ROOT, "examples", name), folder, { recursive: true });
  return folder;
}

/** @returns {string} */
function node() {
  const done = spawnSync("node", ["index.js"], { cwd: project("node"), encoding: "utf8" });
  if (done.status !== 0) throw new Failure(`examples/node failed\n${done.stderr}`);
  return done.stdout.trim();
}

/** @param {string} program */
async function browser(program) {
  const folder = project("browser");
  const said = await page(program, folder, "index.html", 'document.querySelector("#out")?.textContent');
  // The same page where wasm is forbidden: it cannot load, and says so.
  const asked = 'import("edgeward").then(({ init }) => init()).then(() => "loaded", (error) => error.code)';
  const refused = await pageWithoutWasm(program, folder, "index.html", asked);
  if (refused !== "load_failed") throw new Failure(`a page that forbids wasm answered ${refused}`);
  return said;
}

/** Two requests to a real workerd, as `wrangler dev` would run it. */
function worker() {
  return answers(project("worker"), "index.js", ["Where is my order?", "I will file a lawsuit"]);
}

/**
 * What a Worker answers to a few bodies.
 * @param {string} cwd
 * @param {string} entry
 * @param {string[]} bodies
 */
export async function answers(cwd, entry, bodies) {
  const out = join(cwd, "out");
  await build({
    entryPoints: { workerd: join(cwd, entry) },
    outdir: out,
    bundle: true,
    format: "esm",
    conditions: ["workerd", "worker"],
    loader: { ".wasm": "copy" },
    assetNames: "[name]",
    logLevel: "error",
  });
  writeFileSync(
    join(out, "serve.capnp"),
    config(["edgeward"]).replace(
      'main", worker = .worker)]',
      'main", worker = .worker)], sockets = [(name = "http", address = "127.0.0.1:0", service = "main")]',
    ),
  );
  const server = spawn(join(ROOT, "node_modules/.bin/workerd"), ["serve", "out/serve.capnp", "--control-fd=3"], {
    cwd,
    stdio: ["ignore", "inherit", "inherit", "pipe"],
  });
  try {
    const port = await listening(server);
    const lines = [];
    for (const body of bodies) {
      const response = await fetch(`http://127.0.0.1:${port}/`, { method: "POST", body });
      lines.push(`${response.status} ${await response.text()}`);
    }
    return lines.join("\n");
  } finally {
    server.kill();
  }
}

/**
 * @param {import("node:child_process").ChildProcess} server
 * @returns {Promise<number>}
 */
function listening(server) {
  return new Promise((resolve, reject) => {
    const control = /** @type {import("node:stream").Readable} */ (server.stdio[3]);
    control.on("data", (data) => {
      const { event, port } = JSON.parse(String(data).trim().split("\n")[0]);
      if (event === "listen") resolve(port);
    });
    server.on("exit", (code) => reject(new Failure(`workerd ended with ${code}`)));
  });
}

/**
 * @param {string} readme
 * @param {string} file
 * @param {string} printed
 */
function quoted(readme, file, printed) {
  console.log(`examples/${file}:\n  ${printed.replaceAll("\n", "\n  ")}`);
  for (const text of [readFileSync(join(ROOT, "examples", file), "utf8").trim(), printed]) {
    if (!readme.includes(`\n${text}\n\`\`\``))
      throw new Failure(`README.md does not quote examples/${file} as it is, or what it prints:\n${text}`);
  }
}
