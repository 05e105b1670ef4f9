/** Every command: what it takes, what it says about itself, and where it is. */
import { COMPILING, DECISIONS, JSON_OUT, KINDS, OUT, READING, VENDORS } from "./options.js";

/** @import { Command, Option } from "./args.js" */

/** @type {Option} */
const LINES = { type: "boolean", about: "a JSON document per line (JSON Lines); files named .jsonl and .ndjson are read so anyway" };

/** @type {Record<string, Command>} */
export const COMMANDS = {
  validate: {
    about: "Says what is wrong with policies. Each is recognised by its shape: Enkrypt, Lyzr, Aporia or our own document.",
    files: "[FILE...]",
    most: Number.POSITIVE_INFINITY,
    options: {
      ...READING,
      lines: LINES,
      "fail-on": {
        type: "string",
        value: "SEVERITY",
        choices: ["error", "warning", "info"],
        about: "exit with 1 from there on, default error",
      },
      json: JSON_OUT,
    },
    examples: [
      ["edgeward validate policy.json", "a table of remarks with their places"],
      ["edgeward validate --fail-on warning policies/*.json", "for a build: stricter"],
      ["curl -s https://example.com/policy | edgeward validate --json", "for a program"],
    ],
    run: async (files, values) => (await import("./validate.js")).validate(files, values),
  },
  create: {
    about: "Compiles a policy and says what each of its rules became.",
    files: "[FILE]",
    most: 1,
    options: {
      ...COMPILING,
      document: { type: "boolean", about: "the vendor's success document instead" },
      json: JSON_OUT,
    },
    examples: [
      ["edgeward create policy.json", "a table of its rules"],
      ["edgeward create --document lyzr.json", "what the vendor's API would answer"],
    ],
    run: async (files, values) => (await import("./compile.js")).create(files, values),
  },
  evaluate: {
    about: "Judges texts by a policy. Without inputs on the command line or in files, the standard input is the text.",
    files: "[FILE...]",
    most: Number.POSITIVE_INFINITY,
    options: {
      policy: { type: "string", short: "p", value: "FILE", about: "the policy, or what compile wrote of it" },
      prompt: { type: "string", value: "TEXT", about: "an input: what the user says" },
      response: { type: "string", value: "TEXT", about: "the same input's answer of the model" },
      context: { type: "string", value: "TEXT", multiple: true, about: "its retrieved text" },
      format: {
        type: "string",
        choices: ["text", "json", "lines"],
        about: "of the files: a text; an input or a list of them; an input per line. Default by name (.json, .jsonl, .ndjson), else text",
      },
      target: { type: "string", value: "SIDE", choices: ["prompt", "response", "context"], about: "which side a text is, default prompt" },
      "text-format": {
        type: "string",
        choices: ["text", "json"],
        about: "what the texts are: json is read unescaped, and stays JSON where something is redacted. Default text",
      },
      "fail-on": {
        type: "string",
        value: "DECISION",
        choices: [...DECISIONS.slice(1), "never"],
        about: "exit with 1 when a decision is at least as strict, default block",
      },
      scores: { type: "boolean", about: "every rule's score, fired or not (with --json)" },
      text: { type: "boolean", about: "only the text that may be forwarded, of one input" },
      report: { type: "string", value: "NAME", choices: VENDORS, about: "the verdict as that vendor's API answers it, as JSON" },
      ...COMPILING,
      json: JSON_OUT,
    },
    examples: [
      ['edgeward evaluate -p policy.json --prompt "My card is 4111 1111 1111 1111"', "one text"],
      ["edgeward evaluate -p policy.json --text < letter.txt > redacted.txt", "a filter"],
      [
        "edgeward evaluate -p policy.json --json --fail-on flag log.jsonl > verdicts.jsonl",
        "a log: {prompt, response, context, messages, id} per line",
      ],
    ],
    run: async (files, values) => (await import("./evaluate.js")).evaluate(files, values),
  },
  convert: {
    about: "Writes a policy as another kind. What the other kind cannot say is listed, on the standard error.",
    files: "[FILE]",
    most: 1,
    options: {
      to: { type: "string", value: "KIND", choices: KINDS, about: "the kind to write" },
      ...READING,
      out: OUT,
      "fail-on": { type: "string", value: "WHAT", choices: ["loss", "never"], about: "exit with 1 when something is lost, default never" },
      json: JSON_OUT,
    },
    examples: [
      ["edgeward convert --to edgeward.policy lyzr.json -o policy.json", "to our own document"],
      ["edgeward convert --to lyzr.rai_policy --fail-on loss policy.json", "only without losses"],
    ],
    run: async (files, values) => (await import("./convert.js")).convert(files, values),
  },
  templates: {
    about: "Lists the policy templates that Aporia publishes.",
    files: "",
    most: 0,
    options: { json: JSON_OUT },
    examples: [["edgeward templates", "a table"]],
    run: async (_files, values) => (await import("./compile.js")).templates(values),
  },
  compile: {
    about: "Writes a compiled policy, which starts faster. It fits the release that wrote it.",
    files: "[FILE]",
    most: 1,
    options: {
      ...COMPILING,
      out: { ...OUT, about: "default: beside the policy, named .edgeward; `-` is the standard output" },
      json: JSON_OUT,
    },
    examples: [
      ["edgeward compile policy.json", "writes policy.edgeward"],
      ["edgeward compile -o guard.bin - < policy.json", "from the standard input"],
    ],
    run: async (files, values) => (await import("./compile.js")).compile(files, values),
  },
  atomize: {
    about: "Splits policy prose into numbered rules, one demand each. Text, or PDF where the package unpdf is installed.",
    files: "[FILE]",
    most: 1,
    options: { rules: { type: "boolean", about: "only the numbered rules, as text" }, json: JSON_OUT },
    examples: [
      ["edgeward atomize conduct.txt", "a table of the rules and of what was passed over"],
      ["edgeward atomize --rules conduct.pdf", "from PDF (`npm install unpdf`)"],
    ],
    run: async (files, values) => (await import("./atomize.js")).atomize(files, values),
  },
};
