// The playground: its build, its size, its tests in a real Chromium.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { nodeModules } from "./setup.mjs";
import { chromium, ROOT, run, say } from "./shell.mjs";
import { against } from "./sizes.mjs";

const WWW = join(ROOT, "www");
const BIN = join(WWW, "node_modules/.bin");
const ASSETS = join(WWW, "dist/assets");

/** The static page in www/dist; it needs pkg/dist. */
export function buildPage() {
  nodeModules("www");
  say("building the playground");
  run(join(BIN, "vite"), ["build", "--logLevel", "warn"], { cwd: WWW });
}

/** Everything that the page may load, but for the wasm and the library that a dropped PDF fetches. */
export function pageSizes() {
  const files = readdirSync(ASSETS);
  /** @param {(file: string) => boolean} chosen */
  const gzip = (chosen) =>
    files.filter(chosen).reduce((sum, file) => sum + gzipSync(readFileSync(join(ASSETS, file)), { level: 9 }).length, 0);
  const pdf = (/** @type {string} */ file) => /^pdf[-.]/.test(file);
  against({
    "playground, gzip": gzip((file) => /\.(js|mjs|css)$/.test(file) && !pdf(file)),
    "playground's PDF reader, gzip": gzip(pdf),
  });
}

export function www() {
  buildPage();
  run(join(BIN, "tsc"), ["-p", "."], { cwd: WWW });
  pageSizes();
  const program = chromium();
  if (program === null) return "no Chromium found";
  run("node", ["--test", "--test-reporter=spec", "test/all.test.mjs"], { cwd: WWW, env: { CHROMIUM: program } });
  return undefined;
}
