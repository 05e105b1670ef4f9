/** @import { StreamGuard } from "../../index.d.ts" */
/** @import { Api } from "./cases.js" */
import { equal, ok, refused } from "./check.js";

const POLICY = {
  kind: "edgeward.policy",
  version: 1,
  name: "Streams",
  rules: [
    { id: "stop", detector: "keyword", message: "No lawsuits here.", settings: { entries: ["lawsuit"] } },
    { id: "mail", detector: "pii", settings: { types: ["email_address"] } },
  ],
};
const TEXT = "Write to kim.lee@example.com 🚀 or, on Monday, to jo@mail.example.org. \ud800 Nothing else is left to say.";

/** @param {string} text @param {number} size */
const chunks = (text, size) => text.match(new RegExp(`[^]{1,${size}}`, "g")) ?? [];

/** @param {StreamGuard} stream @param {string[]} pieces */
function through(stream, pieces) {
  const out = pieces.map((piece) => stream.push(piece)).join("");
  const end = stream.end();
  return { out: out + end.text, verdict: end.verdict };
}

/**
 * @template T
 * @param {{ readable: ReadableStream<T>, writable: WritableStream<T> }} transform
 * @param {T[]} pieces
 * @returns {Promise<T[]>}
 */
async function piped({ readable, writable }, pieces) {
  const writer = writable.getWriter();
  const written = (async () => {
    for (const piece of pieces) await writer.write(piece);
    await writer.close();
  })().catch(() => {});
  const out = [];
  const reader = readable.getReader();
  for (let step = await reader.read(); !step.done; step = await reader.read()) out.push(step.value);
  await written;
  return out;
}

const bytes = (/** @type {string} */ text) => new TextEncoder().encode(text);
/** @param {Uint8Array[]} parts */
const text = (parts) => parts.map((part) => new TextDecoder().decode(part)).join("");

/** @param {object[]} deltas @param {string} reason */
const events = (deltas, reason = "stop") =>
  `${[
    ...deltas.map((delta) => ({ id: "c1", object: "chat.completion.chunk", x: 1, choices: [{ index: 0, delta, finish_reason: null }] })),
    { id: "c1", object: "chat.completion.chunk", choices: [{ index: 0, delta: {}, finish_reason: reason }] },
    { id: "c1", choices: [], usage: { total_tokens: 9 } },
  ]
    .map((event) => `data: ${JSON.stringify(event)}\n\n`)
    .join("")}data: [DONE]\n\n`;

/**
 * @param {Api} api
 * @returns {[string, () => unknown][]}
 */
export function streamChecks({ create, restoreStream }) {
  const { guard } = create(POLICY);
  const options = { target: /** @type {const} */ ("response") };
  return [
    [
      "a stream gives what one evaluation gives, however it is cut",
      () => {
        const whole = guard.evaluate({ response: TEXT });
        for (const size of [1, 2, 3, 7, 20, 1000]) {
          const { out, verdict } = through(guard.stream(options), chunks(TEXT, size));
          equal(out, whole.response?.text, `in pieces of ${size}`);
          equal(verdict.findings, whole.findings, "findings");
          equal(verdict.response?.text, null, "the text of the verdict");
        }
      },
    ],
    [
      "text goes as soon as nothing can change it",
      () => {
        const stream = guard.stream(options);
        ok(stream.push("Nothing of this needs to wait for the rest of it, ").length > 20, "nothing went");
        ok(stream.held < 40 && stream.held <= guard.holdback(options), `${stream.held} are held`);
        equal(guard.holdback({ ...options, release: "end" }), null, "everything is held to the end");
        equal(stream.state, "open");
      },
    ],
    [
      "a block stops a stream at once",
      () => {
        const stream = guard.stream(options);
        const out = stream.push("They filed a law") + stream.push("suit over it, and then some more came.");
        equal([stream.state, out.includes("law"), stream.push("more"), stream.held], ["blocked", false, "", 0]);
        const { text: rest, verdict } = stream.end();
        equal([rest, verdict.decision, verdict.message, stream.state], ["", "block", "No lawsuits here.", "ended"]);
        refused(() => stream.push("x"), "invalid_input");
      },
    ],
    [
      "misuse of a stream",
      () => {
        refused(() => guard.stream(/** @type {any} */ ({})), "invalid_input");
        refused(() => guard.stream(/** @type {any} */ ({ target: "response", release: "later" })), "invalid_input");
        refused(() => guard.stream(options).push(/** @type {any} */ (5)), "invalid_input");
        guard.stream(options).cancel();
      },
    ],
    [
      "a judge is asked once, at the end",
      async () => {
        const custom = {
          id: "ask",
          detector: "custom",
          settings: { mode: "simple", instructions: "The {answer} is rude", modality: "violate" },
        };
        const asking = create({ ...POLICY, rules: [custom] }).guard;
        let asked = 0;
        const judge = () => {
          asked += 1;
          return "FALSE";
        };
        const stream = asking.stream({ ...options, judge });
        const out = stream.push("Good morning. ") + stream.push("How are you?");
        const end = await stream.endAsync();
        equal([out + end.text, end.verdict.decision, asked], ["Good morning. How are you?", "allow", 1]);
        equal(through(asking.stream(options), ["Good"]).verdict.notEvaluated[0]?.reason, "needs_judge");
      },
    ],
    [
      "textStream",
      async () => {
        const stream = guard.textStream(options);
        const out = await piped(stream, chunks(TEXT, 5));
        equal(out.join(""), guard.evaluate({ response: TEXT }).response?.text);
        equal((await stream.verdict).decision, "redact");
      },
    ],
    [
      "textStream shows the message of a block, fails, or closes",
      async () => {
        const pieces = ["They filed a lawsuit", " over it and there was more", " and more"];
        const shown = guard.textStream(options);
        const out = (await piped(shown, pieces)).join("");
        ok(out.endsWith("No lawsuits here.") && !out.includes("lawsuit o"), out);
        equal((await shown.verdict).decision, "block");
        ok(!(await piped(guard.textStream({ ...options, onBlock: "close" }), pieces)).join("").includes("No lawsuits"), "closed");
        const failed = await piped(guard.textStream({ ...options, onBlock: "error" }), pieces).catch((error) => error.code);
        equal(failed, "blocked");
      },
    ],
    [
      "byteStream takes bytes cut anywhere",
      async () => {
        const whole = TEXT.replace("\ud800", "é");
        const all = bytes(whole);
        const pieces = Array.from(all, (byte) => new Uint8Array([byte]));
        equal(text(await piped(guard.byteStream(options), pieces)), guard.evaluate({ response: whole }).response?.text);
      },
    ],
    [
      "what is no chunk fails the stream and its verdict",
      async () => {
        for (const kind of /** @type {const} */ (["textStream", "byteStream", "sseStream"])) {
          const stream = guard[kind](options);
          const writer = /** @type {WritableStreamDefaultWriter<any>} */ (stream.writable.getWriter());
          const told = await Promise.allSettled([stream.readable.getReader().read(), writer.write(5), stream.verdict]);
          equal(
            told.map((each) => each.status),
            ["rejected", "rejected", "rejected"],
            kind,
          );
        }
      },
    ],
    [
      "a long text that is held costs no more for each chunk",
      () => {
        const held = guard.stream({ ...options, release: "end" });
        const time = () => {
          const from = performance.now();
          for (let at = 0; at < 500; at += 1) held.push("twenty characters, ");
          return performance.now() - from;
        };
        time();
        const early = time();
        for (let at = 0; at < 20; at += 1) held.push("There is more of it. ".repeat(4_000));
        // Where a clock stands still, nothing is said.
        const late = Math.min(time(), time(), time());
        ok(late < 5 * early + 25, `${early} ms, then ${late} ms`);
        held.cancel();
      },
    ],
    [
      "a reader that goes away cancels the stream",
      async () => {
        const stream = guard.textStream(options);
        const writer = stream.writable.getWriter();
        writer.closed.catch(() => {});
        await stream.readable.cancel("enough");
        const failed = await writer.write("x").then(
          () => false,
          () => true,
        );
        ok(failed, "the writer was not told");
      },
    ],
    [
      "sseStream passes what nothing is found in, byte for byte",
      async () => {
        const sent = `: hello\n\n${events([{ role: "assistant", content: "" }, { content: "Good " }, { content: "morning" }])}`;
        const stream = guard.sseStream(options);
        const all = bytes(sent);
        const pieces = Array.from({ length: Math.ceil(all.length / 7) }, (_, at) => all.slice(at * 7, at * 7 + 7));
        equal(text(await piped(stream, pieces)), sent);
        equal((await stream.verdict).decision, "allow");
      },
    ],
    [
      "sseStream leaves out what it cannot read, and counts it",
      async () => {
        const sent = events([{ content: "Good " }, { content: "\ud83d" }, { content: "\ude80 morning" }]);
        const foreign = 'data: {"type":"content_block_delta","delta":{"text":"kim@example.com"}}\n\ndata: {broken\n\n';
        const stream = guard.sseStream(options);
        const out = text(await piped(stream, [bytes(foreign + sent)]));
        const comment = ": an event that could not be read was left out\n\n";
        equal([out, (await stream.verdict).decision, stream.malformed], [comment + comment + sent, "allow", 2]);
      },
    ],
    [
      "sseStream redacts over events and stops with content_filter",
      async () => {
        const redacted = text(
          await piped(guard.sseStream(options), [bytes(events([{ content: "to kim.lee@exa" }, { content: "mple.com now" }]))]),
        );
        ok(redacted.includes('"to [EMAIL_ADDRESS]"') && redacted.includes('" now"') && !redacted.includes("kim"), redacted);
        const stream = guard.sseStream(options);
        const stopped = text(
          await piped(stream, [bytes(events([{ content: "a law" }, { content: "suit was filed here" }, { content: " and" }]))]),
        );
        ok(stopped.includes('"finish_reason":"content_filter"') && stopped.includes("No lawsuits here."), stopped);
        ok(!stopped.includes("suit was") && stopped.includes("usage") && stopped.endsWith("data: [DONE]\n\n"), stopped);
        equal((await stream.verdict).decision, "block");
      },
    ],
    [
      "sseStream asks a judge when a choice ends, and its last event waits",
      async () => {
        const custom = {
          id: "ask",
          detector: "custom",
          message: "Not this.",
          settings: { mode: "simple", instructions: "The {answer} to {question} is rude", modality: "violate" },
        };
        const asking = create({ ...POLICY, rules: [custom] }).guard;
        const sent = events([{ role: "assistant", content: "Go " }, { content: "away" }]);
        /** @param {import("edgeward").JudgeAnswer} answer @param {"immediate" | "end"} release */
        const run = async (answer, release) => {
          /** @type {string[]} */
          const asked = [];
          /** @type {import("edgeward").Judge} */
          const judge = (request) => {
            asked.push(request.messages[1]?.content ?? "");
            return answer;
          };
          const stream = asking.sseStream({ ...options, judge, release, judgeRetries: 0, input: { prompt: "hi" } });
          const out = text(await piped(stream, [bytes(sent)]));
          equal(asked.length, 1);
          ok(asked[0]?.includes("| Go away") && asked[0].includes("| hi"), asked[0]);
          return { out, verdict: await stream.verdict };
        };
        const passed = await run("FALSE", "end");
        equal([passed.out, passed.verdict.decision, passed.verdict.complete], [sent, "allow", true]);
        for (const answer of ["TRUE", "perhaps"]) {
          const { out, verdict } = await run(answer, "end");
          ok(!out.includes("Go ") && out.includes('"finish_reason":"content_filter"') && out.endsWith("data: [DONE]\n\n"), out);
          equal(verdict.decision, "block");
        }
        const late = await run("TRUE", "immediate");
        // A word that may go on is held.
        ok(late.out.includes("Go ") && late.out.includes("Not this.") && !late.out.includes('"stop"'), late.out);
      },
    ],
    [
      "an abort ends a stream that waits for its judge",
      async () => {
        const custom = {
          id: "ask",
          detector: "custom",
          settings: { mode: "simple", instructions: "The {answer} is rude", modality: "violate" },
        };
        const asking = create({ ...POLICY, rules: [custom] }).guard;
        /** @type {import("edgeward").Judge} */
        const hangs = () => new Promise(() => {});
        for (const kind of /** @type {const} */ (["sseStream", "textStream"])) {
          const control = new AbortController();
          const stream = asking[kind]({ ...options, judge: hangs, signal: control.signal });
          const writer = /** @type {WritableStreamDefaultWriter<any>} */ (stream.writable.getWriter());
          const reading = (async () => {
            const reader = stream.readable.getReader();
            while (!(await reader.read()).done);
          })();
          setTimeout(() => control.abort(new Error("enough")), 20);
          const sent = kind === "sseStream" ? bytes(events([{ content: "Good" }])) : "Good";
          const told = await Promise.allSettled([writer.write(sent), writer.close(), reading, stream.verdict]);
          equal(String(/** @type {PromiseRejectedResult} */ (told[3]).reason), "Error: enough", kind);
          equal(told[2]?.status, "rejected", kind);
        }
      },
    ],
    [
      "a stream of JSON is read unescaped and stays JSON, however it is cut",
      () => {
        const given = '{"to": "kim\\u0040example.com", "\\ud83d\\ude80": "🚀 \\"jo@example.org\\"", "n": [1, null]}';
        const whole = guard.evaluate({ response: given }, { format: "json" });
        equal(JSON.parse(whole.response?.text ?? ""), { to: "[EMAIL_ADDRESS]", "🚀": '🚀 "[EMAIL_ADDRESS]"', n: [1, null] });
        equal([whole.findings[0].views, whole.notJson], [["json_string"], undefined]);
        for (const size of [1, 2, 3, 5, 8, 13, 1000]) {
          const { out, verdict } = through(guard.stream({ ...options, format: "json" }), chunks(given, size));
          equal(out, whole.response?.text, `in pieces of ${size}`);
          equal(verdict.findings, whole.findings, "findings");
        }
      },
    ],
    [
      "what is no JSON is judged as text, and said to be none",
      () => {
        const verdict = guard.evaluate({ response: '🚀 {"kim@example.com"' }, { format: "json" });
        equal([verdict.decision, verdict.response?.text], ["redact", '🚀 {"[EMAIL_ADDRESS]"']);
        equal(verdict.notJson, [{ target: "response", at: 0 }]);
        const cut = guard.evaluate({ response: '["🚀' }, { format: "json" });
        equal([cut.decision, cut.notJson], ["allow", [{ target: "response", at: 4 }]]);
        equal(through(guard.stream({ ...options, format: "json" }), ["[1", ","]).verdict.notJson, [{ target: "response", at: 3 }]);
      },
    ],
    [
      "sseStream reads the arguments of tool calls as JSON",
      async () => {
        const call = (/** @type {number} */ index, /** @type {string} */ text) => ({
          tool_calls: [{ index, function: { arguments: text } }],
        });
        const deltas = [call(0, '{"to": "kim\\u00'), call(1, '{"n": 1}'), call(0, "40example.com"), call(0, '", "q": "\\""}')];
        const stream = guard.sseStream(options);
        const out = text(await piped(stream, [bytes(events(deltas, "tool_calls"))]));
        const made = ["", ""];
        for (const [, line] of out.matchAll(/^data: (\{.*)$/gm)) {
          for (const { index, function: called } of JSON.parse(line).choices[0]?.delta.tool_calls ?? []) made[index] += called.arguments;
        }
        equal(
          made.map((each) => JSON.parse(each)),
          [{ to: "[EMAIL_ADDRESS]", q: '"' }, { n: 1 }],
        );
        equal((await stream.verdict).decision, "redact");
      },
    ],
    [
      "restoreStream puts values back, also where a token is cut",
      async () => {
        const vault = {
          version: /** @type {const} */ (1),
          entries: [
            { token: "<EMAIL_1>", value: "kim@example.com", type: "EMAIL_ADDRESS" },
            { token: "<EMAIL_11>", value: "jo@example.com", type: "EMAIL_ADDRESS" },
          ],
        };
        for (const size of [1, 2, 5, 50]) {
          const out = await piped(restoreStream(vault), chunks("To <EMAIL_1>, <EMAIL_11> and <EMAIL_2>: a < b <EMAIL", size));
          equal(out.join(""), "To kim@example.com, jo@example.com and <EMAIL_2>: a < b <EMAIL", `in pieces of ${size}`);
        }
        // As `restore` reads them.
        const [first] = vault.entries;
        const twice = { ...vault, entries: [first, { ...first, value: "another" }] };
        equal((await piped(restoreStream(/** @type {any} */ (twice)), ["To <EM", "AIL_1>"])).join(""), "To kim@example.com");
        refused(() => restoreStream(/** @type {any} */ ({ version: 1, entries: [null] })), "invalid_input");
      },
    ],
  ];
}
