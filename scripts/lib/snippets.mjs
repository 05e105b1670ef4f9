// The snippets of the package's README, each run where it says, against the output that it quotes.
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { page } from "./browser.mjs";
import { answers } from "./examples.mjs";
import { install } from "./package.mjs";
import { edgeSandbox, extra, extraModule, missing } from "./runtimes.mjs";
import { chromium, Failure, ROOT } from "./shell.mjs";

/** @typedef {{ runners: string[], bodies: string[], language: string, code: string, output: string }} Snippet */
/** @typedef {(cwd: string, snippet: Snippet, name: string) => string | null | Promise<string | null>} Runner answers what was printed, null where it is missing */

const OUT = 'document.querySelector("#out")?.textContent';

/** @type {Record<string, Runner>} */
const RUNNERS = {
  node: (cwd, { code }, name) => printed(cwd, "node", [written(cwd, `${name}.mjs`, code)]),
  require: (cwd, { code }, name) => printed(cwd, "node", [written(cwd, `${name}.cjs`, code)]),
  deno: (cwd, { code }, name) => optional(extra("deno"), (deno) => printed(cwd, deno, ["run", written(cwd, `${name}.mjs`, code)])),
  bun: (cwd, { code }, name) => optional(extra("bun"), (bun) => printed(cwd, bun, [written(cwd, `${name}.mjs`, code)])),
  shell: (cwd, { code }) => printed(cwd, "bash", ["-c", code]),
  typescript: async (cwd, { code }, name) => {
    const file = written(cwd, `${name}.mts`, code);
    const types = ["--ignoreConfig", "--noEmit", "--strict", "--module", "nodenext", "--target", "es2023", "--lib", "es2024,dom"];
    printed(cwd, join(ROOT, "node_modules/.bin/tsc"), [...types, file]);
    await build({ entryPoints: [join(cwd, file)], outfile: join(cwd, `${name}.mjs`), format: "esm", logLevel: "error" });
    return printed(cwd, "node", [`${name}.mjs`]);
  },
  workerd: (cwd, { code, bodies }, name) => answers(cwd, written(cwd, `${name}.js`, code), bodies),
  "edge-light": async (cwd, { code, bodies }, name) => {
    if (extraModule("@edge-runtime/vm") === null) return null;
    written(cwd, `${name}.js`, code);
    const vm = await edgeSandbox(cwd, `import * as route from "./${name}.js"; globalThis.route = route;`, "edgeward");
    vm.context.body = bodies[0];
    const ask = `route.POST(new Request("http://localhost/", { method: "POST", body })).then(async (answer) => answer.status + " " + (await answer.text()))`;
    return await vm.evaluate(ask);
  },
  browser: (cwd, { code }, name) => optional(chromium(), (program) => page(program, cwd, written(cwd, `${name}.html`, code), OUT)),
  bundled: (cwd, { code }, name) =>
    optional(chromium(), async (program) => {
      const folder = join(cwd, name);
      mkdirSync(folder);
      await build({
        stdin: { contents: code, resolveDir: cwd },
        outfile: join(folder, "app.js"),
        bundle: true,
        format: "esm",
        logLevel: "error",
      });
      writeFileSync(join(folder, "index.html"), '<!doctype html><p id="out"></p><script type="module" src="./app.js"></script>\n');
      return await page(program, folder, "index.html", OUT);
    }),
};

/** @returns {Promise<string | undefined>} why some were skipped */
export async function snippets() {
  const cwd = install("snippets");
  const { files, runs } = read(readFileSync(join(ROOT, "pkg/README.md"), "utf8"));
  for (const [name, text] of Object.entries(files)) written(cwd, name, text);
  const absent = new Set();
  for (const [index, snippet] of runs.entries()) {
    for (const runner of snippet.runners) {
      if (!Object.hasOwn(RUNNERS, runner)) throw new Failure(`pkg/README.md names no runner: ${runner}`);
      const out = await RUNNERS[runner](cwd, snippet, `snippet-${index}-${runner}`);
      if (out === null) absent.add(runner);
      else if (out.trim() !== snippet.output) {
        throw new Failure(`pkg/README.md quotes something else than ${runner} printed for\n${snippet.code}\n${out}`);
      }
    }
  }
  console.log(`${runs.length} snippets of pkg/README.md: what they print is what it says`);
  return absent.size === 0 ? undefined : missing([...absent].join(", "));
}

/**
 * @param {string} readme
 * @returns {{ files: Record<string, string>, runs: Snippet[] }}
 */
function read(readme) {
  /** @type {Record<string, string>} */
  const files = {};
  /** @type {Snippet[]} */
  const runs = [];
  const blocks = [...readme.matchAll(/(?:<!-- (run|file): (.*) -->\n\n)?```(\w+)\n([\s\S]*?)\n```\n/g)];
  for (const [index, [, mark, about = "", language, code]] of blocks.entries()) {
    if (language === "text" || code.startsWith("npm install")) continue;
    if (mark === undefined) throw new Failure(`pkg/README.md has a snippet that nobody runs:\n${code}`);
    if (mark === "file") files[about] = code;
    else {
      const [, , , follows, output] = blocks[index + 1] ?? [];
      if (follows !== "text") throw new Failure(`pkg/README.md does not say what this prints:\n${code}`);
      const bodies = [...about.matchAll(/"([^"]*)"/g)].map(([, body]) => body);
      runs.push({
        runners: about
          .replace(/"[^"]*"/g, "")
          .trim()
          .split(/\s+/),
        bodies,
        language,
        code,
        output,
      });
    }
  }
  if (runs.length === 0) throw new Failure("pkg/README.md has no snippet");
  return { files, runs };
}

/**
 * @param {string} cwd
 * @param {string} name
 * @param {string} text
 */
function written(cwd, name, text) {
  writeFileSync(join(cwd, name), `${text}\n`);
  return name;
}

/**
 * @param {string} cwd
 * @param {string} program
 * @param {string[]} args
 */
function printed(cwd, program, args) {
  const done = spawnSync(program, args, { cwd, encoding: "utf8", env: { ...process.env, NO_COLOR: "1" } });
  if (done.status !== 0) throw new Failure(`failed: ${program} ${args.join(" ")}\n${done.stdout}${done.stderr}`);
  return done.stdout;
}

/**
 * @param {string | null} program
 * @param {(program: string) => string | Promise<string>} job
 */
function optional(program, job) {
  return program === null ? null : job(program);
}
