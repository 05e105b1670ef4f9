// The smallest uses, run on the installed tarball; the README quotes them and their output.
import { spawnSync } from "node:child_process";
import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { page, pageWithoutWasm } from "./browser.mjs";
import { install } from "./package.mjs";
import { chromium, Failure, ROOT } from "./shell.mjs";
import { serve } from "./workerd.mjs";

/** @returns {Promise<string | undefined>} why a part was skipped */
export async function examples() {
  const readme = readFileSync(join(ROOT, "README.md"), "utf8");
  quoted(readme, "node/index.js", node());
  quoted(readme, "worker/index.js", await worker());
  quoted(readme, "worker-compiled/index.js", await compiledWorker());
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

/** The same with a policy that `edgeward compile` has written. */
function compiledWorker() {
  const cwd = project("worker-compiled");
  const done = spawnSync("npm", ["run", "--silent", "compile"], { cwd, encoding: "utf8" });
  if (done.status !== 0) throw new Failure(`examples/worker-compiled cannot compile its policy\n${done.stderr}`);
  return answers(cwd, "index.js", ["I am kim@example.com. Where is my order?", "I will file a lawsuit"]);
}

/**
 * What a Worker answers to a few bodies.
 * @param {string} cwd
 * @param {string} entry
 * @param {string[]} bodies
 */
export async function answers(cwd, entry, bodies) {
  const served = await serve(join(cwd, "out"), { entry: join(cwd, entry) });
  try {
    const lines = [];
    for (const body of bodies) {
      const response = await served.post(body);
      lines.push(`${response.status} ${await response.text()}`);
    }
    return lines.join("\n");
  } finally {
    served.end();
  }
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
