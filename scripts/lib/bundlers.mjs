// The installed package through every bundler, without a plugin for it; what they wrote runs in Chromium.
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { pages } from "./browser.mjs";
import { extraModule, missing, project, report } from "./runtimes.mjs";
import { chromium, Failure } from "./shell.mjs";

const ENTRIES = ["edgeward", "edgeward/inline"];
/** One by one, as they are used: whoever takes the module as an object keeps all of it, and its start with it. */
const NAMES = "atomize, build, convert, create, evaluate, Guard, init, readForm, restore, restoreStream, templates, validate";

/** @typedef {(folder: string) => Promise<unknown>} Bundler from app.js into out/ */

/** @type {Record<string, { needs: string[], emits: boolean, bundle: Bundler }>} emits: rewrites the address of the wasm file */
const BUNDLERS = {
  vite: {
    needs: ["vite"],
    emits: true,
    bundle: (root) =>
      found("vite").build({
        root,
        logLevel: "error",
        base: "./",
        configFile: false,
        build: { outDir: "out", chunkSizeWarningLimit: 20_000 },
      }),
  },
  webpack: { needs: ["webpack"], emits: true, bundle: webpack },
  esbuild: {
    needs: [],
    emits: false,
    bundle: (folder) =>
      build({
        entryPoints: [join(folder, "app.js")],
        outdir: join(folder, "out"),
        bundle: true,
        splitting: true,
        format: "esm",
        minify: true,
        logLevel: "error",
      }),
  },
  rollup: { needs: ["rollup", "@rollup/plugin-node-resolve"], emits: false, bundle: rollup },
};

/** @returns {Promise<string | undefined>} why it was skipped */
export async function bundlers() {
  const program = chromium();
  if (program === null) return "no Chromium found";
  for (const name of Object.values(BUNDLERS).flatMap(({ needs }) => needs)) if (extraModule(name) === null) return missing(name);
  const cwd = project("bundlers");
  /** @type {[title: string, page: string][]} */
  const built = [];
  for (const [name, { emits, bundle }] of Object.entries(BUNDLERS)) {
    for (const entry of ENTRIES) {
      const folder = `${name}-${entry.replace("/", "-")}`;
      app(join(cwd, folder), entry);
      await bundle(join(cwd, folder));
      const wasm = readdirSync(join(cwd, folder, "out"), { recursive: true }).some((file) => String(file).endsWith(".wasm"));
      // Not beside the copy as text, which would be loaded twice; and not left behind, which would be loaded as text.
      if (wasm !== (emits && entry === "edgeward")) throw new Failure(`${name} ${wasm ? "wrote" : "left out"} the wasm file of ${entry}`);
      built.push([`${name}, ${entry}`, `${folder}/out/index.html`]);
    }
  }
  const results = await pages(
    program,
    cwd,
    built.map(([, page]) => page),
    "window.results",
  );
  built.forEach(([title], index) => {
    report(`chromium after ${title.split(",")[0]}`, results[index]);
  });
  return undefined;
}

/** @param {string} folder @param {string} entry */
function app(folder, entry) {
  mkdirSync(join(folder, "out"), { recursive: true });
  const html = (/** @type {string} */ script) =>
    `<!doctype html><meta charset="utf-8"><title>x</title><script type="module" src="${script}"></script>\n`;
  writeFileSync(
    join(folder, "app.js"),
    `import { ${NAMES} } from "${entry}";
import { bundled } from "../suite/bundled.js";
bundled("${entry}", { ${NAMES} }, ${entry !== "edgeward"}).then((results) => { window.results = results; });
`,
  );
  // Vite reads the first and writes the second itself.
  writeFileSync(join(folder, "index.html"), html("./app.js"));
  writeFileSync(join(folder, "out/index.html"), html("./app.js"));
}

/** @param {string} name @returns {any} */
const found = (name) => extraModule(name);

/** @param {string} context */
async function webpack(context) {
  const options = {
    mode: "production",
    context,
    entry: "./app.js",
    output: { path: join(context, "out"), filename: "app.js", publicPath: "auto" },
    performance: { hints: false },
  };
  const stats = await new Promise((resolve, reject) =>
    found("webpack")(options, (/** @type {Error | null} */ error, /** @type {any} */ done) => (error ? reject(error) : resolve(done))),
  );
  if (stats.hasErrors()) throw new Failure(stats.toString({ all: false, errors: true }));
}

/** @param {string} folder */
async function rollup(folder) {
  const { nodeResolve } = found("@rollup/plugin-node-resolve");
  const bundle = await found("rollup").rollup({ input: join(folder, "app.js"), plugins: [nodeResolve({ browser: true })] });
  await bundle.write({ dir: join(folder, "out"), format: "es" });
  await bundle.close();
}
