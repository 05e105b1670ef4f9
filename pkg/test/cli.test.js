// The command line as it is called: every command, every exit code, what a program and what a person reads.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { COMMANDS } from "../bin/commands.js";
import { KINDS } from "../bin/options.js";
import { clean, painter, progress, table } from "../bin/output.js";
import * as api from "../entry/inline.js";
import { pdf } from "./pdf.js";

const PKG = fileURLToPath(new URL("..", import.meta.url));
const BIN = join(PKG, "bin/edgeward.js");
const folder = mkdtempSync(join(tmpdir(), "edgeward-cli-"));
/** A program that runs another on a terminal; what it takes differs elsewhere. */
const terminal = process.platform === "linux" && spawnSync("script", ["--version"]).status === 0 ? "script" : null;
after(() => rmSync(folder, { recursive: true }));

const POLICY = {
  kind: "edgeward.policy",
  version: 1,
  name: "Line",
  rules: [
    { id: "stop", detector: "keyword", message: "No lawsuits.", settings: { entries: ["lawsuit"] } },
    { id: "mask", detector: "keyword", action: "redact", settings: { entries: ["secret"] } },
  ],
};
const LYZR_NEVER = readFileSync(join(PKG, "../examples/policies/lyzr-page.json"), "utf8");

/** @param {string} name @param {string | Uint8Array} text */
function file(name, text) {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}
const policy = file("policy.json", JSON.stringify(POLICY));

/** @param {string[]} args @param {string | Buffer} [input] @param {string} [bin] */
function call(args, input = "", bin = BIN) {
  const done = spawnSync(process.execPath, [bin, ...args], {
    input,
    encoding: "utf8",
    maxBuffer: 1 << 26,
    cwd: folder,
    env: { ...process.env, NO_COLOR: "1" },
  });
  return { code: done.status, out: done.stdout, err: done.stderr };
}

/** @param {string} text */
const lines = (text) =>
  text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));

test("every command explains itself with examples that name it", () => {
  for (const [name, { examples, options }] of Object.entries(COMMANDS)) {
    const { code, out } = call([name, "--help"]);
    assert.equal(code, 0, name);
    assert.ok(examples.length > 0 && examples.every(([line]) => line.includes(`edgeward ${name}`)), name);
    for (const option of Object.keys(options)) assert.ok(out.includes(`--${option}`), `${name} --${option}`);
  }
  assert.equal(call(["--help"]).code, 0);
  assert.equal(call(["help", "create"]).out, call(["create", "--help"]).out);
  const { version } = JSON.parse(readFileSync(join(PKG, "package.json"), "utf8"));
  assert.deepEqual(call(["--version"]), { code: 0, out: `${version}\n`, err: "" });
});

test("the kinds of the command line are those of the package", () => {
  const accepted = api.validate("{}").diagnostics.flatMap(({ accepted = [] }) => accepted);
  assert.deepEqual([...KINDS].sort(), accepted.sort());
});

test("2: a wrong call says what to try", () => {
  const wrong = [
    [[], /COMMAND/],
    [["guard"], /there is no command guard; there are validate.*try `edgeward --help`/],
    [["toString"], /there is no command toString/],
    [["validate", "--fast"], /unknown option '--fast' \(try `edgeward validate --help`\)/],
    [["validate", "--vendor", "acme", policy], /--vendor is one of enkrypt, lyzr/],
    [["validate", "--vendor", "lyzr", "--kind", "enkrypt.policy", policy], /kind/],
    [["create", policy, policy], /create takes 1 file, not 2/],
    [["templates", policy], /takes no file/],
    [["evaluate", "--prompt", "x"], /--policy names the policy/],
    [["evaluate", "-p", policy, "--prompt", "x", policy], /not both/],
    [["evaluate", "-p", "-"], /cannot both be the standard input/],
    [["evaluate", "-p", policy, "--text", "--json", "--prompt", "x"], /--text goes without --json/],
    [["evaluate", "-p", policy, "--failure-mode", "shrug", "--prompt", "x"], /--failure-mode is block, flag, allow/],
    [["evaluate", "-p", policy, "--failure-mode", "nobody=flag", "--prompt", "x"], /options are not accepted/],
    [["evaluate", "-p", policy, "--options", file("list.json", "[]"), "--prompt", "x"], /JSON object/],
    [["compile", "-"], /has no name: give --out/],
    [["convert", policy], /--to names the kind/],
  ];
  for (const [args, says] of /** @type {[string[], RegExp][]} */ (wrong)) {
    const { code, out, err } = call(args, "{}");
    assert.equal(code, 2, `${args.join(" ")}: ${err}`);
    assert.equal(out, "", args.join(" "));
    assert.match(err, says);
  }
});

test("3: what cannot be read or written", () => {
  const gone = join(folder, "gone.json");
  const bytes = file("latin.json", Buffer.from([0x22, 0xe9, 0x22]));
  const cases = [
    [["validate", gone], /ENOENT/],
    [["create", folder], /EISDIR/],
    [["validate", bytes], /is not UTF-8 text/],
    [["evaluate", "-p", gone, "--prompt", "x"], /ENOENT/],
    [["evaluate", "-p", policy, gone], /ENOENT/],
    [["evaluate", "-p", policy, file("bad.json", "{")], /is not JSON/],
    [["validate", "--custom-policies", gone, policy], /ENOENT/],
    [["compile", policy, "-o", join(folder, "no/such/folder")], /ENOENT/],
  ];
  for (const [args, says] of /** @type {[string[], RegExp][]} */ (cases)) {
    const { code, err } = call(args);
    assert.equal(code, 3, `${args.join(" ")}: ${err}`);
    assert.match(err, says);
    assert.ok(!err.includes("    at "), "no stack");
  }
});

test("4: what the package lacks, and a package that is broken", () => {
  const copy = join(folder, "copy");
  for (const part of ["bin", "lib", "entry", "dist", "package.json"]) cpSync(join(PKG, part), join(copy, part), { recursive: true });
  const bin = join(copy, "bin/edgeward.js");
  const { code, err } = call(["atomize", file("rules.pdf", pdf("1. Be kind."))], "", bin);
  assert.equal(code, 4);
  assert.match(err, /needs the package unpdf: `npm install unpdf`/);
  writeFileSync(join(copy, "dist/edgeward.wasm"), "not wasm");
  const broken = call(["validate", policy], "", bin);
  assert.equal(broken.code, 4);
  assert.match(broken.err, /could not be started.*\(load_failed\)/);
});

test("validate: a table with places, and 1 where a policy is invalid", () => {
  assert.deepEqual(call(["validate", policy]), { code: 0, out: "1 policy, 0 not accepted\n", err: "" });
  const { code, out } = call(["validate", policy, file("bad.json", '{\n  "kind": "edgeward.policy",\n  "rules": 5\n}\n')]);
  assert.equal(code, 1);
  assert.match(out, /bad\.json:3:\d+ +error +\S+ +\/rules /);
  assert.match(out, /2 policies, 1 not accepted/);
});

test("validate: warnings fail where that is asked", () => {
  const never = file("never.json", LYZR_NEVER);
  assert.equal(call(["validate", never]).code, 0);
  assert.equal(call(["validate", "--fail-on", "warning", never]).code, 1);
});

test("validate: the standard input and JSON Lines, as JSON", () => {
  const piped = call(["validate", "--json"], "{");
  assert.equal(piped.code, 1);
  const [report] = lines(piped.out);
  assert.deepEqual([report.file, report.ok, report.diagnostics[0].code], ["(standard input)", false, "invalid_json"]);
  const many = file("many.jsonl", `${JSON.stringify(POLICY)}\r\n\n{"kind":1}`);
  const rows = lines(call(["validate", "--json", many]).out);
  assert.deepEqual(
    rows.map(({ line, ok }) => [line, ok]),
    [
      [1, true],
      [3, false],
    ],
  );
  const same = call(["validate", "--lines", "--json"], readFileSync(many));
  assert.deepEqual(
    lines(same.out).map(({ line, ok }) => [line, ok]),
    rows.map(({ line, ok }) => [line, ok]),
  );
});

test("a standard input that is slow to come is waited for", async () => {
  for (const args of [
    ["validate"],
    ["create"],
    ["evaluate", "-p", policy, "--fail-on", "never"],
    ["compile", "-o", join(folder, "slow")],
  ]) {
    const child = spawn(process.execPath, [BIN, ...args], { stdio: ["pipe", "ignore", "pipe"] });
    let err = "";
    child.stderr.on("data", (data) => {
      err += data;
    });
    const text = JSON.stringify(POLICY);
    setTimeout(() => child.stdin.write(text.slice(0, 20)), 400);
    setTimeout(() => child.stdin.end(text.slice(20)), 600);
    const code = await new Promise((resolve) => child.on("exit", resolve));
    assert.deepEqual([code, err], [0, ""], args[0]);
  }
});

test("on a terminal there are colours, and a bar while a long file is read", { skip: terminal === null && "there is no `script`" }, () => {
  file("part.jsonl", `${JSON.stringify({ prompt: "secret" })}\n`.repeat(600));
  const on = (/** @type {string} */ line, before = "") =>
    spawnSync("script", ["-qec", `${before}"${process.execPath}" "${BIN}" ${line}`, "/dev/null"], {
      cwd: folder,
      encoding: "utf8",
      env: { ...process.env, NO_COLOR: "", TERM: "xterm" },
    }).stdout;
  const paints = (/** @type {string} */ text) => text.includes("\u001b[3");
  const evaluated = on("evaluate -p policy.json --format lines", "(cat part.jsonl; sleep 1; cat part.jsonl) | ");
  assert.ok(paints(evaluated), "colours");
  assert.match(evaluated, /\r.{3}\d+ inputs/);
  assert.ok(!paints(on(`evaluate -p policy.json --prompt secret > plain.txt; cat plain.txt`)));
});

test("create: what each rule became, and the vendor's document", () => {
  const { code, out } = call(["create", policy]);
  assert.equal(code, 0);
  assert.match(out, /^Line \(edgeward\.policy, [0-9a-f]{12}\)/);
  assert.match(out, /^stop +active +keyword +prompt response +block/m);
  const [result] = lines(call(["create", "--json", policy]).out);
  assert.equal(result.report.policy.hash, api.create(POLICY).guard.hash);
  const document = JSON.parse(call(["create", "--document"], LYZR_NEVER).out);
  assert.match(document._id, /^[0-9a-f]{24}$/);
  const options = file("options.json", '{ "limits": { "rules": 1 } }');
  assert.equal(call(["create", "--options", options, policy]).code, 1);
});

test("create: an invalid policy is 1, in both ways to say it", () => {
  const person = call(["create"], '{"kind":"edgeward.policy"}');
  assert.deepEqual([person.code, person.out], [1, ""]);
  assert.match(person.err, /\(standard input\):1:\d+ +error/);
  const program = call(["create", "--json"], '{"kind":"edgeward.policy"}');
  assert.deepEqual([program.code, program.err], [1, ""]);
  assert.equal(lines(program.out)[0].error.code, "invalid_policy");
});

test("compile: what it writes judges as the policy does", () => {
  const out = join(folder, "policy.edgeward");
  const [said] = lines(call(["compile", "--json", policy]).out);
  assert.deepEqual([said.file, said.bytes], [out, readFileSync(out).length]);
  const from = (/** @type {string} */ file) => call(["evaluate", "--json", "-p", file, "--prompt", "the secret"]);
  assert.deepEqual(from(out), from(policy));
  const piped = spawnSync(process.execPath, [BIN, "compile", "-o", "-", policy]);
  assert.deepEqual([piped.status, piped.stdout.equals(readFileSync(out))], [0, true]);
  assert.equal(call(["compile", "-o", join(folder, "x"), "-"], "{").code, 1);
  assert.equal(call(["evaluate", "-p", file("cut.edgeward", readFileSync(out).subarray(0, 40)), "--prompt", "x"]).code, 1);
});

test("evaluate: one input as a table that quotes nothing", () => {
  const { code, out } = call(["evaluate", "-p", policy, "--prompt", "the secret"]);
  assert.equal(code, 0);
  assert.match(out, /^redact +mask +Line/m);
  assert.match(out, /^mask +keyword .* prompt +4-10 +1\.00 +redact/m);
  const other = call(["evaluate", "-p", policy, "--response", "the heron", "--context", "a", "--context", "b"]);
  assert.ok(!other.out.includes("heron"));
});

test("evaluate: --fail-on", () => {
  const code = (/** @type {string} */ text, /** @type {string[]} */ ...more) =>
    call(["evaluate", "-p", policy, "--prompt", text, ...more]).code;
  assert.deepEqual([code("fine"), code("secret"), code("lawsuit")], [0, 0, 1]);
  assert.deepEqual(
    [code("fine", "--fail-on", "flag"), code("secret", "--fail-on", "flag"), code("secret", "--fail-on", "redact")],
    [0, 1, 1],
  );
  assert.deepEqual([code("secret", "--fail-on", "override"), code("lawsuit", "--fail-on", "never")], [0, 0]);
});

test("evaluate: what needs a judge follows --failure-mode", () => {
  const rules = [{ id: "custom", detector: "custom", settings: { mode: "simple", instructions: "be kind", modality: "legit" } }];
  const asks = file("asks.json", JSON.stringify({ ...POLICY, rules }));
  const code = (/** @type {string[]} */ ...more) => call(["evaluate", "-p", asks, "--prompt", "x", ...more]).code;
  assert.deepEqual([code(), code("--failure-mode", "flag"), code("--failure-mode", "needs_judge=allow")], [1, 0, 0]);
});

test("evaluate: a filter of one text", () => {
  assert.deepEqual(call(["evaluate", "-p", policy, "--text"], "the secret\n"), { code: 0, out: "the [KEYWORD]\n", err: "" });
  assert.deepEqual(call(["evaluate", "-p", policy, "--text"], "a lawsuit"), { code: 1, out: "", err: "" });
  assert.equal(call(["evaluate", "-p", policy, "--text", "--placeholder", "<{type}>"], "secret").out, "<KEYWORD>");
  const two = file("two.jsonl", '{"prompt":"a"}\n{"prompt":"b"}\n');
  assert.equal(call(["evaluate", "-p", policy, "--text", two]).code, 2);
});

test("evaluate: --text-format json", () => {
  const judged = (/** @type {string} */ text, /** @type {string[]} */ ...more) =>
    call(["evaluate", "-p", policy, "--text-format", "json", ...more], text);
  const kept = '{"a": "the [KEYWORD]", "n": [1, null]}';
  assert.equal(judged('{"a": "the s\\u0065cret", "n": [1, null]}', "--text").out, kept);
  assert.ok(!judged(kept).out.includes("not JSON"));
  assert.match(judged('{"a": "the secret", oh}').out, /^not JSON +from +explanation.*^prompt +20 +from there/ms);
  const log = file("json.jsonl", '{"prompt":"[1]"}\n{"prompt":"[1","response":"2"}\n');
  assert.match(judged("", log).out, /^2 inputs: 2 allow; 1 not JSON$/m);
  assert.equal(call(["evaluate", "-p", policy, "--text-format", "xml", "--prompt", "x"]).code, 2);
});

test("evaluate: files by their names, and the vendors' answers", () => {
  const text = file("letter.txt", "\ufeffa lawsuit");
  const list = file("inputs.json", '[{"prompt":"fine"},{"response":"secret"}]');
  const rows = lines(call(["evaluate", "-p", policy, "--json", text, list]).out);
  assert.deepEqual(
    rows.map(({ input, decision }) => [input, decision]),
    [
      [text, "block"],
      [`${list}[0]`, "allow"],
      [`${list}[1]`, "redact"],
    ],
  );
  assert.equal(rows[0].findings[0].span.start, 2);
  const [answer] = lines(call(["evaluate", "-p", policy, "--target", "response", "--report", "aporia", text]).out);
  assert.equal(answer.action, "block");
});

test("evaluate: JSON Lines, with a verdict for each good line and an error for each other", () => {
  const rows = ['{"id":"a","prompt":"fine"}', '{"prompt":"lawsuit"}', "nonsense", '{"promt":"x"}', '{"prompt":5}', "[]", ""];
  const log = file("log.jsonl", Buffer.concat([Buffer.from(rows.join("\n")), Buffer.from([0xff, 10])]));
  const program = call(["evaluate", "-p", policy, "--json", log]);
  assert.equal(program.code, 3);
  assert.deepEqual(
    lines(program.out).map(({ input, id, decision, error }) => [input.split(":").at(-1), id, decision ?? error.code]),
    [
      ["1", "a", "allow"],
      ["2", undefined, "block"],
      ["3", undefined, "invalid_input"],
      ["4", undefined, "invalid_input"],
      ["5", undefined, "invalid_input"],
      ["6", undefined, "invalid_input"],
      ["7", undefined, "invalid_input"],
    ],
  );
  const person = call(["evaluate", "-p", policy, log]);
  assert.equal(person.code, 3);
  assert.match(person.out, /2 inputs: 1 allow, 1 block; 5 not read/);
});

test("evaluate: many lines from the standard input, in order", () => {
  const count = 5_000;
  const input = Array.from({ length: count }, (_, index) => JSON.stringify({ id: index, prompt: index % 7 === 0 ? "secret" : "fine" }));
  const { code, out } = call(["evaluate", "-p", policy, "--json", "--format", "lines"], `${input.join("\n")}\n`);
  assert.equal(code, 0);
  const verdicts = lines(out);
  assert.equal(verdicts.length, count);
  assert.ok(verdicts.every(({ id, decision }, index) => id === index && decision === (index % 7 === 0 ? "redact" : "allow")));
  assert.match(call(["evaluate", "-p", policy, "--format", "lines"], input.join("\n")).out, /and 4000 more/);
});

test("templates: 17", () => {
  assert.deepEqual(lines(call(["templates", "--json"]).out)[0], api.templates());
  assert.equal(call(["templates"]).out.trimEnd().split("\n").length, 18);
});

test("convert: the payload, and what is lost", () => {
  const out = join(folder, "converted.json");
  const { code, err } = call(["convert", "--to", "edgeward.policy", "-o", out], LYZR_NEVER);
  assert.equal(code, 0, err);
  assert.equal(api.validate(readFileSync(out, "utf8")).kind, "edgeward.policy");
  const [{ payload, losses }] = lines(call(["convert", "--json", "--to", "lyzr.rai_policy", policy]).out);
  assert.equal(api.validate(payload).vendor, "lyzr");
  assert.equal(call(["convert", "--to", "lyzr.rai_policy", "--fail-on", "loss", policy]).code, losses.length > 0 ? 1 : 0);
  assert.equal(call(["convert", "--to", "edgeward.policy"], "{").code, 1);
});

test("atomize: numbered rules of a text, and of a PDF", () => {
  const prose = "Users must not request prescriptions. Assistants must not give legal advice.";
  const [result] = lines(call(["atomize", "--json"], prose).out);
  assert.equal(result.totalRules, 2);
  assert.equal(call(["atomize", "--rules"], prose).out.trimEnd(), result.policyRules.trimEnd());
  assert.equal(call(["atomize"], prose).code, 0);
  const paper = file("prose.pdf", pdf("Users must not request prescriptions."));
  assert.equal(lines(call(["atomize", "--json", paper]).out)[0].totalRules, 1);
});

test("a PDF is read as its text, a broken one is not", async () => {
  const { pdfText } = await import("../bin/atomize.js");
  assert.equal(await pdfText(pdf("Users must not shout.", "Be kind."), "x.pdf"), "Users must not shout.\nBe kind.");
  const { log } = console;
  /** @type {unknown[]} */
  const said = [];
  console.log = (...words) => said.push(words);
  try {
    await assert.rejects(pdfText(Buffer.from("%PDF-1.4 and no more"), "x.pdf"), /x\.pdf cannot be read as PDF/);
  } finally {
    console.log = log;
  }
  assert.deepEqual(said, [], "the standard output is for the result");
});

test("a reader that has seen enough ends it quietly", async () => {
  const input = `${JSON.stringify({ prompt: "secret ".repeat(100) })}\n`.repeat(3000);
  const log = file("long.jsonl", input);
  const child = spawn(process.execPath, [BIN, "evaluate", "-p", policy, "--json", log], { stdio: ["ignore", "pipe", "pipe"] });
  let err = "";
  child.stderr.on("data", (data) => (err += data));
  child.stdout.once("data", () => child.stdout.destroy());
  const code = await new Promise((resolve) => child.on("exit", resolve));
  assert.deepEqual([code, err], [0, ""]);
});

test("colours and the bar are for terminals", () => {
  /** @type {string[]} */
  const written = [];
  const terminal = { isTTY: true, columns: 80, write: (/** @type {string} */ text) => written.push(text) };
  const pipe = { write: (/** @type {string} */ text) => written.push(text) };
  assert.equal(painter(terminal, {})("red", "x"), "\u001b[31mx\u001b[0m");
  for (const env of [{ NO_COLOR: "1" }, { TERM: "dumb" }]) assert.equal(painter(terminal, env)("red", "x"), "x");
  assert.equal(painter(pipe, {})("red", "x"), "x");
  assert.ok(table(["decision", "n"], [["block", 1]], { stream: terminal, env: {} }).includes("\u001b[31mblock   \u001b[0m  1"));
  let time = 0;
  for (const stream of [pipe, terminal]) {
    const bar = progress(100, { stream, now: () => time });
    for (let done = 0; done < 10; done += 1) {
      time += 200;
      bar.step(5, "inputs");
    }
    bar.end();
    if (stream === pipe) assert.deepEqual(written, [], "nothing into a pipe");
  }
  assert.match(written.at(-2) ?? "", /\[#{20}-{20}\] {2}50% inputs$/);
  assert.equal(written.at(-1), "\r\u001b[K");
});

test("a name in a file does not drive the terminal", () => {
  assert.equal(clean("a\u001b[2Jb\u202e\nc"), "a [2Jb  c");
  const { out } = call(["create"], JSON.stringify({ ...POLICY, name: "x\u001b]0;title\u0007" }));
  assert.ok(!out.includes("\u001b"));
});
