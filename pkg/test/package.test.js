// What the package promises beside its behaviour: one version, exports that exist, types that are as published.
import assert from "node:assert/strict";
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { VERSION } from "../lib/version.js";

const PKG = fileURLToPath(new URL("..", import.meta.url));
const manifest = JSON.parse(readFileSync(join(PKG, "package.json"), "utf8"));

test("the crate and the package have one version", () => {
  const cargo = readFileSync(join(PKG, "../Cargo.toml"), "utf8");
  assert.equal(/^version = "([^"]+)"/m.exec(cargo)?.[1], manifest.version);
});

test("the package knows its version", () => {
  assert.equal(VERSION, manifest.version);
});

test("every export is there, and in the tarball", () => {
  const targets = Object.values(manifest.exports).flatMap((/** @type {any} */ one) =>
    typeof one === "string" ? [one] : Object.values(one),
  );
  for (const target of [...targets, manifest.main, manifest.module, manifest.browser, manifest.types]) {
    assert.ok(existsSync(join(PKG, target)), `${target} is missing`);
    const covered = manifest.files.some((/** @type {string} */ pattern) =>
      pattern.includes("*")
        ? target.slice(2).startsWith(pattern.split("*")[0]) && target.endsWith(pattern.split("*")[1])
        : target.slice(2) === pattern,
    );
    assert.ok(covered || target === "./package.json", `${target} is not among the published files`);
  }
});

test("conditions stand before what they refine", () => {
  for (const [name, one] of Object.entries(manifest.exports)) {
    if (typeof one === "string") continue;
    const order = Object.keys(one);
    assert.equal(order[0], "types", name);
    assert.equal(order.at(-1), "default", name);
  }
});

test("no module makes code from a string", () => {
  const folders = ["lib", "entry", "bin", "dist"];
  const files = folders.flatMap((folder) => readdirSync(join(PKG, folder)).map((name) => join(PKG, folder, name)));
  const modules = files.filter((file) => file.endsWith(".js"));
  assert.ok(modules.length > 20);
  for (const file of modules) {
    const found = /\beval\s*\(|\bFunction\s*\(|set(Timeout|Interval)\s*\(\s*["'`]|\bimport\s*\(\s*["'`]data:/.exec(
      readFileSync(file, "utf8"),
    );
    assert.equal(found, null, `${file}: ${found?.[0]}`);
  }
});

test("the entries are the only modules with effects", () => {
  assert.deepEqual(manifest.sideEffects, ["./entry/*.js"]);
});

test("both builds share one glue", () => {
  const read = (/** @type {string} */ name) => readFileSync(join(PKG, "dist", name), "utf8");
  assert.equal(read("edgeward.js"), read("edgeward-core.js"));
});

test("slim loads what it is given, the small build too", async () => {
  const { initSync, build } = await import("../entry/slim.js");
  assert.throws(() => build.version, { code: "not_initialized" });
  initSync(readFileSync(join(PKG, "dist/edgeward-core.wasm")));
  assert.equal(build.variant, "core");
});

test("every name of the types is exported, and no other", async () => {
  const types = readFileSync(join(PKG, "index.d.ts"), "utf8");
  const names = [...types.matchAll(/^export (?:declare )?(?:function|const|class) (\w+)/gm)].map((match) => match[1]);
  for (const entry of ["inline", "core-inline", "slim", "web"]) {
    const api = await import(`../entry/${entry}.js`);
    assert.deepEqual(Object.keys(api).sort(), [...new Set(names)].sort(), entry);
  }
});

test("a real trap, the stack's end, leaves the guards that there were", async () => {
  const { create } = await import("../entry/inline.js");
  const { guard } = create({ name: "T", kind: "edgeward.policy", version: 1, rules: [{ id: "agt", detector: "test_string" }] });
  // Only a host that lifts the limit of nesting gets this far.
  assert.throws(() => create("[".repeat(1_000_000), { limits: { nesting: 1e9 } }), { name: "EdgewardError", code: "fault" });
  assert.equal(guard.evaluate({ prompt: "fine" }).decision, "allow");
  assert.equal(create(guard.toPolicy()).guard.hash, guard.hash);
});

test("a guard of another copy of the package is refused, and works by itself", async () => {
  const folder = mkdtempSync(join(tmpdir(), "edgeward-copy-"));
  try {
    for (const part of ["lib", "entry", "dist", "package.json"]) cpSync(join(PKG, part), join(folder, part), { recursive: true });
    const theirs = await import(pathToFileURL(join(folder, "entry/inline.js")).href);
    const ours = await import("../entry/inline.js");
    const { guard } = theirs.create({ name: "T", kind: "edgeward.policy", version: 1, rules: [{ id: "a", detector: "test_string" }] });
    const refused = {
      name: "EdgewardError",
      code: "invalid_input",
      message: /another copy of edgeward .* call its own methods, or load one copy/,
    };
    assert.throws(() => ours.evaluate(guard, { prompt: "x" }), refused);
    assert.throws(() => ours.Guard.prototype.toBytes.call(guard), refused);
    assert.equal(guard.evaluate({ prompt: "x" }).decision, "allow");
    assert.equal(ours.Guard.fromBytes(guard.toBytes()).hash, guard.hash);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("a policy of Lyzr's is refused as FastAPI refuses it", async () => {
  const { validate } = await import("../entry/inline.js");
  const recorded = readFileSync(join(PKG, "../tests/data/reference/lyzr_422.jsonl"), "utf8").trimEnd().split("\n");
  for (const line of recorded) {
    const { payload, status, body } = JSON.parse(line);
    const { ok, response } = validate(payload, { kind: "lyzr.rai_policy" });
    const expected = status === 200 ? null : { status, body: body === null ? response?.body : JSON.parse(body) };
    assert.deepEqual(response, status === 500 ? { ...expected, status: 422 } : expected, payload);
    assert.ok(status === 200 || !ok, payload);
  }
  assert.ok(recorded.length > 100);
});
