/** @import { Api } from "./cases.js" */
import { equal, expectCode, ok, refused } from "./check.js";
import { misuseChecks } from "./misuse.js";
import { streamChecks } from "./streams.js";

const POLICY = {
  kind: "edgeward.policy",
  version: 1,
  name: "Behaviour",
  rules: [
    { id: "stop", detector: "keyword", message: "No lawsuits here.", settings: { entries: ["lawsuit"] } },
    { id: "mask", detector: "keyword", action: "redact", settings: { entries: ["secret"] } },
  ],
};

/**
 * What a host relies on, whatever the runtime.
 * @param {Api} api
 * @returns {[string, () => unknown][]}
 */
export function behaviourChecks(api) {
  const { convert, create, evaluate, validate, Guard, build } = api;
  const guard = () => create(POLICY).guard;
  return [
    ...streamChecks(api),
    ["the build says what it is", () => ok(build.version !== "" && build.detectors.length > 0, "no build information")],
    [
      "policy prose becomes numbered rules",
      () => {
        const text = "Conduct\n\nAssistants must not diagnose illnesses. Users should never share passwords.";
        const { policyRules, totalRules, rules, skipped } = api.atomize(text);
        equal(
          rules.map(({ span }) => text.slice(span.start, span.end)),
          ["Assistants must not diagnose illnesses.", "Users should never share passwords."],
        );
        equal([totalRules, policyRules.split("\n").length, skipped.map(({ reason }) => reason)], [2, 2, ["heading"]]);
      },
    ],
    [
      "a success document takes an id that is a number",
      () => {
        const payload = { name: "House", policy_rules: "1. Users must not request prescriptions.", total_rules: "1" };
        const made = create(payload, { kind: "enkrypt.policy", document: { id: 7, now: 0 } });
        equal(made.document.data.policy_id, 7);
      },
    ],
    [
      "a vault gives back what a prompt said",
      () => {
        const rules = [{ id: "mail", detector: "pii", settings: { types: ["email_address"] } }];
        const { guard: own } = create({ ...POLICY, rules });
        const { prompt, vault } = own.evaluate({ prompt: "I am kim@example.com" }, { vault: { version: 1, entries: [] } });
        const text = prompt?.text ?? "";
        ok(text !== "" && !text.includes("kim"), "the value stands in the text");
        equal(vault && api.restore(text, vault), "I am kim@example.com");
      },
    ],
    ["init twice is init once", async () => equal([await api.init(), await api.init()], [undefined, undefined])],
    [
      "a clean text is allowed and comes back",
      () => {
        const verdict = guard().evaluate({ prompt: "hello", response: "hi" });
        equal([verdict.decision, verdict.prompt?.text, verdict.response?.text, verdict.findings], ["allow", "hello", "hi", []]);
      },
    ],
    [
      "a side that is absent is null, an empty one is not",
      () => {
        const verdict = guard().evaluate({ prompt: "" });
        equal([verdict.prompt?.text, verdict.response], ["", null]);
      },
    ],
    [
      "a blocked text is not handed on",
      () => {
        const verdict = guard().evaluate({ prompt: "a lawsuit" });
        equal([verdict.decision, verdict.prompt?.text, verdict.message], ["block", null, "No lawsuits here."]);
      },
    ],
    [
      "spans and edits count UTF-16 units",
      () => {
        const text = "e\u0301 👩‍👩‍👧 the secret 🚀 and a secret";
        const verdict = guard().evaluate({ response: text });
        equal(
          verdict.findings.map(({ span }) => (span === null ? null : text.slice(span.start, span.end))),
          ["secret", "secret"],
        );
        ok(verdict.response?.text?.startsWith("e\u0301 👩‍👩‍👧 the ["), "the text before the edit is as it was");
      },
    ],
    [
      "lone surrogates survive a redaction",
      () => {
        const text = "\ud800 secret \udfff";
        const edited = guard().evaluate({ prompt: text }).prompt?.text ?? "";
        equal([edited.charCodeAt(0), edited.charCodeAt(edited.length - 1), edited.includes("secret")], [0xd800, 0xdfff, false]);
      },
    ],
    [
      "long texts of every width find room",
      () => {
        const one = guard();
        for (const filler of ["a", "é", "語", "🚀", "\ud800"]) {
          const text = `${filler.repeat(20_000)}secret`;
          const [finding] = one.evaluate({ prompt: text, response: "é".repeat(3) }).findings;
          equal(text.slice(finding?.span?.start, finding?.span?.end), "secret", filler);
        }
      },
    ],
    [
      "the prompt of messages is the last one of the user, in its parts",
      () => {
        const messages = [
          { role: /** @type {const} */ ("system"), content: "the secret of the system" },
          { role: /** @type {const} */ ("user"), content: "an older secret" },
          {
            role: /** @type {const} */ ("user"),
            content: [{ type: "text", text: "one" }, { type: "image_url" }, { type: "text", text: "two secret" }],
          },
        ];
        const verdict = guard().evaluate({ messages });
        equal(
          verdict.findings.map(({ message, part, span }) => [message, part, span?.start]),
          [[2, 2, 4]],
        );
        const replacement = verdict.prompt?.edits[0]?.replacement;
        equal(verdict.prompt?.text, `one\ntwo ${replacement}`);
        equal(verdict.messages?.[2]?.content, [
          { type: "text", text: "one" },
          { type: "image_url" },
          { type: "text", text: `two ${replacement}` },
        ]);
        equal(verdict.messages?.[1]?.content, "an older secret");
        equal(messages[2]?.content[2], { type: "text", text: "two secret" }, "the input");
      },
    ],
    [
      "messages of a blocked input are not handed on",
      () => ok(!("messages" in guard().evaluate({ messages: [{ role: "user", content: "lawsuit" }] })), "messages"),
    ],
    ["messages and prompt exclude each other", () => refused(() => guard().evaluate({ messages: [], prompt: "" }), "invalid_input")],
    ["an input is an object", () => refused(() => guard().evaluate(/** @type {any} */ (null)), "invalid_input")],
    ["a text is a string", () => refused(() => guard().evaluate({ prompt: /** @type {any} */ (5) }), "invalid_input")],
    ["evaluate as a function", () => equal(evaluate(guard(), { prompt: "lawsuit" }).decision, "block")],
    [
      "many inputs, in order",
      () =>
        equal(
          guard()
            .evaluateAll([{ prompt: "lawsuit" }, { prompt: "fine" }, { prompt: "secret" }])
            .map(({ decision }) => decision),
          ["block", "allow", "redact"],
        ),
    ],
    [
      "an artifact gives the same verdicts",
      () => {
        const one = guard();
        const two = Guard.fromBytes(one.toBytes());
        for (const prompt of ["lawsuit", "secret secret", "fine"]) {
          equal(two.evaluate({ prompt }), one.evaluate({ prompt }), prompt);
        }
        equal([two.name, two.hash], [one.name, one.hash]);
      },
    ],
    ["bytes that are no artifact", () => refused(() => Guard.fromBytes(new Uint8Array([1, 2, 3])), "invalid_artifact")],
    [
      "a freed guard says so",
      () => {
        const one = guard();
        one.free();
        one.free();
        refused(() => one.evaluate({ prompt: "x" }), "guard_freed");
      },
    ],
    [
      "a bad policy throws what validate says",
      () => {
        const error = refused(() => create("{"), "invalid_policy");
        equal(error.diagnostics, validate("{").diagnostics);
        ok(error.diagnostics[0]?.position !== undefined, "JSON text has positions");
      },
    ],
    [
      "an object has no positions",
      () =>
        ok(
          validate({ nobody: "knows" }).diagnostics.every((one) => one.position === undefined),
          "positions",
        ),
    ],
    [
      "a conversion names what it loses",
      () => {
        const native = convert({ name: "L", user_id: "u", toxicity_check: { enabled: true, threshold: 0.4 } }, "edgeward.policy");
        equal(native.losses, [{ path: "/user_id", message: "`user_id` is left out" }]);
        const back = convert(/** @type {object} */ (native.payload), "lyzr.rai_policy");
        equal(back, { payload: { name: "L", description: "", toxicity_check: { enabled: true, threshold: 0.4 } }, losses: [] });
      },
    ],
    ["a conversion of nothing", () => refused(() => convert(POLICY, "aporia.custom_policy"), "invalid_policy")],
    ["a kind that is none", () => refused(() => convert(POLICY, /** @type {any} */ ("lyzr")), "invalid_input")],
    ["a payload that is no payload", () => refused(() => validate(/** @type {any} */ (7)), "invalid_input")],
    [
      "the document is written when it is read, once",
      () => {
        const result = create(POLICY, { document: { now: 0 } });
        ok(Object.getOwnPropertyDescriptor(result, "document")?.get !== undefined, "lazy");
        equal(result.document, result.document);
      },
    ],
    [
      "a judge that throws leaves a verdict",
      async () => {
        const judge = () => {
          throw new Error("no network");
        };
        equal((await guard().evaluate({ prompt: "lawsuit" }, { judge })).decision, "block");
      },
    ],
    [
      "an abort rejects",
      async () => {
        const signal = AbortSignal.abort(new Error("gone"));
        const reason = await guard()
          .evaluate({ prompt: "x" }, { judge: () => true, signal })
          .catch((/** @type {Error} */ error) => error.message);
        equal(reason, "gone");
      },
    ],
    [
      "a form is a payload",
      async () => {
        const form = new FormData();
        form.append("name", "Care");
        form.append("total_rules", "1");
        form.append("policy_rules", "1. Users must not request prescriptions.");
        form.append("policy_file", new Blob(["%PDF-1.7"], { type: "application/pdf" }), "care.pdf");
        const { policy_file: file, ...fields } = await api.readForm(form);
        equal(fields, { name: "Care", total_rules: "1", policy_rules: "1. Users must not request prescriptions." });
        equal(file, { name: "care.pdf", type: "application/pdf", size: 8, pdf: true });
        ok(
          validate(form).diagnostics.every((one) => one.code !== "invalid_json"),
          "the form is read as JSON",
        );
      },
    ],
    [
      "readForm takes a form",
      () =>
        api.readForm(/** @type {any} */ ({})).then(
          () => ok(false, "nothing thrown"),
          (error) => expectCode(error, "invalid_input"),
        ),
    ],
    ...misuseChecks(api),
  ];
}
