// A Worker under a local workerd, as `wrangler dev` would run it.
import { spawn } from "node:child_process";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { Failure, ROOT } from "./shell.mjs";

/** @import { ChildProcess } from "node:child_process" */
/** @import { Readable } from "node:stream" */
/** @typedef {{ pid: number, post: (body: string) => Promise<Response>, end: () => void }} Worker */

/** @param {string[]} modules names of wasm files @param {string} [sockets] @param {string[]} [data] names of other files */
export function config(modules, sockets = "", data = []) {
  const wasm = modules.map((name) => `(name = "${name}.wasm", wasm = embed "${name}.wasm"),`);
  const bytes = data.map((name) => `(name = "${name}", data = embed "${name}"),`);
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (services = [(name = "main", worker = .worker)]${sockets});
const worker :Workerd.Worker = (
  modules = [
    (name = "workerd.js", esModule = embed "workerd.js"),
    ${[...wasm, ...bytes].join("\n    ")}
  ],
  compatibilityDate = "2026-06-01",
);
`;
}

/** @typedef {{ entry: string } | { contents: string, resolveDir: string }} Source a file, or the text of one */

/**
 * Bundles a Worker, and the wasm files and artifacts that it imports beside it.
 * @param {string} out
 * @param {Source} from
 * @param {string} [name]
 */
export async function bundle(out, from, name = "workerd") {
  await build({
    ...("entry" in from ? { entryPoints: [from.entry] } : { stdin: from }),
    outfile: join(out, `${name}.js`),
    bundle: true,
    format: "esm",
    conditions: ["workerd", "worker"],
    loader: { ".wasm": "copy", ".edgeward": "copy" },
    assetNames: "[name]",
    logLevel: "error",
  });
}

/**
 * Serves a Worker that imports `edgeward.wasm`, and maybe artifacts, on a free port of 127.0.0.1.
 * @param {string} out where it is bundled to
 * @param {Source} from
 * @returns {Promise<Worker>}
 */
export async function serve(out, from) {
  mkdirSync(out, { recursive: true });
  await bundle(out, from);
  writeFileSync(
    join(out, "serve.capnp"),
    config(["edgeward"], ', sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")]', artifacts(out)),
  );
  const program = join(ROOT, "node_modules/.bin/workerd");
  const child = spawn(program, ["serve", "serve.capnp", "--control-fd=3"], { cwd: out, stdio: ["ignore", "inherit", "inherit", "pipe"] });
  const port = await listening(child);
  return {
    pid: /** @type {number} */ (child.pid),
    post: (body) => fetch(`http://127.0.0.1:${port}/`, { method: "POST", body }),
    end: () => void child.kill(),
  };
}

/** @param {string} out */
function artifacts(out) {
  return readdirSync(out).filter((name) => name.endsWith(".edgeward"));
}

/**
 * @param {ChildProcess} child
 * @returns {Promise<number>} its port
 */
function listening(child) {
  return new Promise((resolve, reject) => {
    /** @type {Readable} */ (child.stdio[3]).on("data", (data) => {
      for (const line of String(data).trim().split("\n")) {
        const { event, port } = JSON.parse(line);
        if (event === "listen") resolve(port);
      }
    });
    child.once("error", (error) => reject(new Failure(`workerd: ${error.message}`)));
    child.once("exit", (code) => reject(new Failure(`workerd ended with ${code}`)));
  });
}
