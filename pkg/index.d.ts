/**
 * edgeward: the whole public surface, the same in every entry
 * ("edgeward", "/core", "/inline", "/slim", "/workerd", "/web").
 *
 * Units   spans: half-open, UTF-16 units, `text.slice(start, end)` is the match · scores, thresholds: 0..1 ·
 *         times: milliseconds · sizes: UTF-8 bytes · paths: JSON Pointer (RFC 6901), "" is the root.
 * Casing  our wire fields are camelCase, our ids and codes snake_case, a vendor's fields as the vendor spells them.
 * Absent  fields marked `?` are left out when they do not apply; fields typed `| null` are always there.
 * Throws  `EdgewardError` only for misuse, a bad policy or a bad artifact. `evaluate` never throws because of a text.
 */

// ------------------------------------------------------------------ words

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type Vendor = "enkrypt" | "lyzr" | "aporia" | "edgeward";
export type Kind =
  | "enkrypt.policy" // code of conduct (form fields)
  | "enkrypt.guardrail" // a `detectors` object, as /guardrails/detect takes it
  | "lyzr.rai_policy"
  | "aporia.custom_policy" // create and edit have the same shape
  | "aporia.project_policies" // {project_ids, policies}
  | "edgeward.policy"; // the neutral document
/** `context` is retrieved text and tool output: read by grounding rules, and scanned by rules that name it. */
export type Target = "prompt" | "response" | "context";
/** In order of strictness. `override` shows the rule's message instead of the text; `rephrase` has a judge rewrite it: the guard reads
 *  what it wrote, and where that is caught too, or nothing came, shows the message. */
export type Action = "flag" | "redact" | "override" | "rephrase" | "block";
export type Decision = "allow" | Action;
export interface Span {
  start: number;
  end: number;
}
/** Generated from the registry. */
export type DetectorId =
  | "test_string"
  | "keyword"
  | "competitor"
  | `pii.${string}`
  | `secret.${string}`
  | "prompt_injection"
  | "toxicity"
  | "topic"
  | "sql.restricted_tables"
  | "sql.allowed_tables"
  | "sql.read_only"
  | "sql.load"
  | "groundedness"
  | "conduct"
  | "custom";
/** How a match was uncovered, outermost first; [] = read as written. */
export type View =
  | "normalised"
  | "joined_letters" // with spaces, signs or emoji between them
  | "leet"
  | "base64"
  | "hex"
  | "percent"
  | "html"
  | "quoted_printable"
  | "rot13"
  | "json_string"
  | "markup"; // tags, comments, emphasis or links inside a word; a backslash before a sign

// ------------------------------------------------------------------ start-up

export type WasmSource =
  | WebAssembly.Module
  | ArrayBuffer
  | ArrayBufferView
  | Response
  | URL
  | string
  | PromiseLike<Response | WebAssembly.Module | ArrayBuffer>;
/** Loads the wasm. A no-op where the import already did (workerd, edge-light, Node, Deno, Bun); needed in browsers and `/slim`. Idempotent. */
export function init(source?: WasmSource): Promise<void>;
/** For `/slim` and tests. */
export function initSync(source: WebAssembly.Module | ArrayBuffer | ArrayBufferView): void;
export const build: {
  readonly version: string;
  readonly variant: "full" | "core";
  readonly artifact: number;
  readonly detectors: readonly string[];
};

// ------------------------------------------------------------------ validate

/** JSON text, a JSON-compatible value, or a FormData (Enkrypt). JSON text is the reference: positions, number spelling,
 *  duplicate keys and the exact Lyzr 422 need it. A value counts as what JSON.stringify would write. */
export type Payload = string | object | FormData;
export interface ValidateOptions {
  vendor?: Vendor; // narrows recognition
  kind?: Kind; // skips recognition; contradicting `vendor` throws `invalid_input`
  strict?: boolean; // default false: `total_rules` mismatch, unknown keys, duplicate keys become errors
  /** Definitions for `custom_policy_<uuid>` types that a project's policies name. */
  customPolicies?: { [type: string]: AporiaCustomPolicy };
}
export interface ValidationReport {
  ok: boolean; // no diagnostic of severity "error"
  kind: Kind | null;
  vendor: Vendor | null;
  diagnostics: Diagnostic[]; // every problem, in document order
  /** What a FastAPI server with our published reference model answers when it refuses this JSON text; where that server
   *  would fail with 500, the diagnostics in the same shape. Lyzr only; null elsewhere, when `ok`, and where only we refuse. */
  response: { status: 400 | 422; body: Json } | null;
}
export interface Diagnostic {
  code: string; // from the published list, e.g. "threshold_never_fires"
  severity: "error" | "warning" | "info";
  path: string; // "/keywords/keywords/3/action"
  message: string; // one sentence, lower case, no full stop
  accepted?: string[]; // the accepted keys or values
  span?: Span; // inside the string at `path` (a rule of policy_rules, a pattern's fault)
  position?: { offset: number; line: number; column: number }; // JSON text only, 1-based line and column; the key or value itself
}
export function validate(payload: Payload, options?: ValidateOptions): ValidationReport;
/** FormData with a PDF: reads the first bytes (asynchronously, so `validate` alone cannot) and returns a plain payload. */
export function readForm(form: FormData): Promise<EnkryptForm>;
export interface EnkryptForm {
  name: string;
  policy_rules: string;
  total_rules: string | number;
  policy_text?: string | null;
  policy_file?: { name: string; type: string; size: number; pdf: boolean };
}

// ------------------------------------------------------------------ create

export interface CreateOptions extends ValidateOptions {
  failureMode?: FailureMode; // the guard's default
  limits?: Partial<Limits>;
  /** Template for redactions: `[{type}]` (default; Aporia `<{tag}>`), `<{type}_{n}>`, `[REDACTED]`. `{tag}` is the short type: EMAIL. A rule's own replacement wins. */
  placeholder?: string;
  /** Sides on which a vendor's block or policy type is checked, e.g. `{toxicity_check: ["prompt", "response"]}`. Defaults: schemas, section 3. */
  targets?: { [blockOrType: string]: Target[] };
  /** Aporia projects: which part of a message is the question, the context, the answer. Linear-time regex, group 1. */
  extractions?: { question?: string[]; context?: string[]; answer?: string[] };
  /** Where ids and times of `document` come from. Default: the host's crypto and clock, read when `document` is first read. */
  document?: { id?: string | number; now?: number | string; projectName?: string; userId?: string; createdBy?: string };
}
export interface CreateResult<K extends Kind = Kind> {
  /** One guard, also for several Aporia projects: every listed project gets the same policies. */
  readonly guard: Guard;
  readonly kind: K;
  /** The vendor's success body. A lazy getter: at module scope of a Worker, clock and randomness are not available. */
  readonly document: Documents[K];
  readonly report: CompileReport;
  readonly diagnostics: Diagnostic[]; // warnings and infos; errors throw
}
export interface Documents {
  "enkrypt.policy": { message: string; data: EnkryptPolicy };
  "enkrypt.guardrail": { [key: string]: Json };
  "lyzr.rai_policy": { _id: string; [key: string]: Json };
  "aporia.custom_policy": Template & { name: string; default_name: string };
  "aporia.project_policies": {
    project_ids: string[];
    policies: { id: string; policy_type: string; name: string; enabled: boolean; priority: number; condition: Json; action: Json }[];
  };
  "edgeward.policy": EdgewardPolicy;
}
export interface EnkryptPolicy {
  policy_rules: string;
  project_name: string;
  total_rules: number;
  name: string;
  policy_id: number;
  created_at: string;
  updated_at: string;
  pdf_name?: string;
  policy_text?: string | null;
  created_by?: string | null;
  updated_by?: string | null;
}
export interface CompileReport {
  policy: { name: string; kind: Kind; hash: string }; // hash: hex SHA-256 of the neutral policy's canonical JSON
  rules: RuleReport[]; // order of the payload
}
export interface RuleReport {
  rule: string; // id, as in findings
  path: string; // where in the payload it came from
  span?: Span; // its sentence inside that string
  text?: string; // the sentence, for conduct and custom rules
  detectors: DetectorId[];
  targets: Target[];
  action: Action;
  threshold: number | null; // null: no score
  judge?: "prefer" | "require"; // absent: none is asked
  priority: number;
  /** active · partial: some part of it is not checked (`note` says which) · needs_judge · needs_context: at evaluate ·
   *  inert: can never fire as written · off: disabled · duplicate: evaluated as `duplicateOf` ·
   *  not_checkable: no text can show it, never listed at evaluate · not_available: this build lacks the detector. */
  status: "active" | "partial" | "needs_judge" | "needs_context" | "inert" | "off" | "duplicate" | "not_checkable" | "not_available";
  confidence: number | null; // of the compiler in its reading of a sentence; null for exact rules
  note?: string;
  duplicateOf?: string;
  reading?: {
    party: "user" | "assistant" | "both";
    modality: "must" | "must_not" | "should" | "should_not";
    act: string;
    subject: string;
    condition?: string;
    exception?: string;
  };
}
export function create<K extends Kind = Kind>(payload: Payload, options?: CreateOptions & { kind?: K }): CreateResult<K>;

// ------------------------------------------------------------------ evaluate

/** `messages` or `prompt`, not both. With `messages`: the prompt is the last user message, tool messages are context,
 *  system and developer messages are never judged. Rules whose side is absent do not apply and are not listed. An object that
 *  has keys but none of these four is a slip, and throws `invalid_input`. */
export interface EvaluateInput {
  prompt?: string;
  response?: string;
  context?: string | string[];
  messages?: Message[];
}
export interface Message {
  role: "system" | "developer" | "user" | "assistant" | "tool" | "other";
  content: string | { type: string; text?: string }[] | null;
}
/** What an unevaluated rule does to the decision. Default: block for every reason but needs_context, which flags. */
export type FailureMode = FailureAction | ({ default?: FailureAction } & { [R in NotEvaluatedReason]?: FailureAction });
export type FailureAction = "block" | "flag" | "allow";
export type NotEvaluatedReason =
  | "needs_judge" // no judge was given
  | "judge_failed" // time-out, error, or no clear TRUE or FALSE
  | "needs_context" // grounding without context
  | "unsupported_language" // a model or grammar that is English only
  | "over_limit"
  | "not_available" // this build lacks the detector
  | "fault"; // the instance trapped; `rule` is null
export interface EvaluateOptions {
  failureMode?: FailureMode;
  scores?: boolean; // every rule's score, fired or not
  /** Reversible redaction: same value, same token; a new vault comes back. Without one yet: `{ version: 1, entries: [] }`. */
  vault?: Vault;
  placeholder?: string;
  /** "json": `prompt`, `response` and `context`, or the text of a stream, are JSON: strings are read unescaped, and redactions
   *  keep it valid (tool-call arguments). Default "text". `messages` are text. */
  format?: "text" | "json";
}
export interface JudgeOptions extends EvaluateOptions {
  judge: Judge;
  judgeTimeout?: number; // per request, default 5000
  judgeRetries?: number; // default 1
  judgeConcurrency?: number; // default 4
  signal?: AbortSignal;
}
export interface Verdict {
  /** The strictest of `detected` and what `failureMode` makes of `notEvaluated`. */
  decision: Decision;
  /** The strictest action of the findings alone. */
  detected: Decision;
  complete: boolean; // nothing pending, nothing left out
  decidedBy: string | null; // rule id: strictest action, then lowest priority number, then policy order
  message: string | null; // that rule's message, when the decision is override, rephrase or block
  prompt: Outcome | null; // null: not in the input
  response: Outcome | null;
  messages?: Message[]; // the input's messages with edits applied; absent when blocked, overridden or rephrased
  findings: Finding[]; // by target, start, end, rule
  truncated: boolean; // more findings than limits.findings; edits are complete all the same
  notEvaluated: NotEvaluated[];
  pending: JudgeRequest[]; // for `resolve`; [] when a judge was given
  /** What a judge has said so far, while something is pending: `resolve` takes it from here. */
  answers?: { [id: string]: string | boolean | null };
  scores?: { rule: string; target: Target; score: number; threshold: number }[];
  vault?: Vault; // when one was given
  /** With `format: "json"`: texts that are no JSON from `at` on (UTF-16 units; the text's length where it is cut off). From
   *  there they were judged as text. Absent when all are JSON. */
  notJson?: { target: Target; context?: number; at: number }[];
  policy: { name: string; hash: string };
}
export interface Outcome {
  decision: Decision;
  /** What may be forwarded: the text as given (allow, flag), redacted, replaced by the message (override, rephrase); null when blocked. */
  text: string | null;
  edits: { start: number; end: number; replacement: string; rules: string[] }[]; // disjoint, ascending, on the text as given
  rewritten?: true; // a judge wrote `text`, and the guard has read it again
}
export interface Finding {
  rule: string;
  detector: DetectorId;
  type: string | null; // EMAIL_ADDRESS, github_token, threat, a topic, a table, a keyword's source
  target: Target;
  message?: number;
  part?: number;
  context?: number; // index into messages, its content parts, context[]
  span: Span | null; // null: about the text as a whole (off topic, a missing statement)
  score: number;
  threshold: number; // fires when score > threshold; 1 for exact matches
  action: Action;
  views: View[];
  explanation: string; // never quotes the text
  evidence?: {
    statement?: Span;
    statementKind?: string;
    reason?: string; // sql
    contextSpan?: Span;
    contextIndex?: number; // groundedness: nearest support
    window?: Span;
    cues?: string[]; // injection, toxicity
  };
}
export interface NotEvaluated {
  rule: string | null;
  detector: DetectorId | null;
  target: Target | null;
  reason: NotEvaluatedReason;
  action: FailureAction;
  explanation: string;
}

/** What a language model is asked. `messages` are ready to send; text of users is already fenced. */
export interface JudgeRequest {
  id: string; // stable within a verdict; begins with the rule and the side, `rule:prompt`
  rule: string;
  purpose: "violation" | "rephrase";
  messages: { role: "system" | "user"; content: string }[];
  temperature: number;
  topP: number;
  maxTokens: number;
  violationWhen: boolean; // TRUE or FALSE is the bad answer; meaningless for "rephrase"
}
/** "TRUE"/"FALSE" in any case with surrounding space or punctuation, or a boolean; anything else is no answer. Rephrase: the text. */
export type JudgeAnswer = string | boolean | null | undefined;
export type Judge = (request: JudgeRequest, init: { signal: AbortSignal }) => JudgeAnswer | Promise<JudgeAnswer>;

/** Plain JSON, kept by the caller, one per conversation; holds values redacted from its prompts, never from responses: treat as secret.
 *  Masked values and those with a rule's own replacement do not enter it. */
export interface Vault {
  version: 1;
  entries: { token: string; value: string; type: string }[];
}
/** Puts the values back where their tokens stand. */
export function restore(text: string, vault: Vault): string;

/** The same as `guard.evaluate`. */
export function evaluate(guard: Guard, input: EvaluateInput, options?: EvaluateOptions & { judge?: undefined }): Verdict;
export function evaluate(guard: Guard, input: EvaluateInput, options: JudgeOptions): Promise<Verdict>;

export declare class Guard {
  private constructor();
  /** Throws `invalid_artifact` or `artifact_version` (compile again with this release). */
  static fromBytes(bytes: Uint8Array): Guard;
  readonly name: string;
  readonly kind: Kind;
  readonly hash: string;
  readonly rules: readonly RuleReport[]; // also after fromBytes
  readonly limits: Readonly<Limits>;
  evaluate(input: EvaluateInput, options?: EvaluateOptions & { judge?: undefined }): Verdict;
  evaluate(input: EvaluateInput, options: JudgeOptions): Promise<Verdict>;
  /** Evaluates many inputs in one crossing, in order. */
  evaluateAll(inputs: EvaluateInput[], options?: EvaluateOptions): Verdict[];
  /** For hosts that do their own I/O (and the Rust crate): answers by request id. Ids without an answer become judge_failed. Where the
   *  verdict has `pending` again (a text to rewrite, questions about what was rewritten), ask and resolve it once more. */
  resolve(input: EvaluateInput, verdict: Verdict, answers: { [id: string]: JudgeAnswer }, options?: EvaluateOptions): Verdict;
  /** The vendor's runtime body. `input` is needed for shapes that quote the text (Lyzr, Enkrypt): without it throws `input_required`. */
  report(verdict: Verdict, input?: EvaluateInput, options?: ReportOptions): { [key: string]: Json };
  stream(options: StreamOptions): StreamGuard;
  textStream(options: StreamOptions & { onBlock?: OnBlock }): GuardedStream<string>;
  byteStream(options: StreamOptions & { onBlock?: OnBlock }): GuardedStream<Uint8Array>;
  /** OpenAI-style server-sent events; one StreamGuard per choice and per tool call. An event goes out, byte for byte if
   *  untouched, when all of its text may. A block ends the choice with finish_reason "content_filter".
   *  A judge is asked when a choice ends: its last event waits for the answer. */
  sseStream(options: StreamOptions & { onBlock?: OnBlock; toolCalls?: boolean }): GuardedEvents;
  /** Upper bound, in UTF-16 units, of what `stream` can hold back with these options while no windowed rule suspects the
   *  text; Infinity for release "end" and where it comes to that. */
  holdback(options: StreamOptions): number;
  /** An artifact for `fromBytes` of the same release: a later release may answer `artifact_version`. */
  toBytes(): Uint8Array;
  toPolicy(): EdgewardPolicy;
  /** Gives the wasm memory back now (also `using`, Symbol.dispose); later calls throw `guard_freed`. Garbage collection does it too. */
  free(): void;
}
export interface ReportOptions {
  as?: Vendor; // default: the guard's own vendor; edgeward: the verdict itself
  target?: "prompt" | "response"; // shapes that know one text; default: the response when there is one
  explain?: boolean; // Aporia explain_log, Enkrypt need_explanation
}

// ------------------------------------------------------------------ stream

/** "immediate": only what a redaction or an unfinished match could still change is held. "sentence": also until windowed
 *  rules have judged the sentence. "end": everything. */
export type Release = "immediate" | "sentence" | "end";
export type OnBlock = "message" | "error" | "close"; // what a TransformStream does at a block; default "message"
export interface StreamOptions extends EvaluateOptions {
  target: "prompt" | "response";
  input?: { prompt?: string; context?: string | string[]; messages?: Message[] }; // what grounding and judges need; not judged itself
  release?: Release; // default: the policy's, else "immediate"
  judge?: Judge; // asked at the end; what it may yet stop is held for it, as far as a score suspects it
  judgeTimeout?: number;
  judgeRetries?: number;
  judgeConcurrency?: number;
  signal?: AbortSignal;
}
export interface StreamGuard {
  /** The text that no active rule can change any more, "" if none. After a block always "". A chunk may end inside a surrogate pair. */
  push(chunk: string): string;
  readonly state: "open" | "blocked" | "ended";
  readonly held: number; // UTF-16 units
  /** The rest, and the verdict. `verdict.response.text` is null in a stream: the caller has the text. */
  end(): StreamEnd;
  endAsync(): Promise<StreamEnd>; // the same, with the judge of the options asked
  cancel(): void;
}
export interface StreamEnd {
  text: string;
  verdict: Verdict;
}
export interface GuardedStream<T> {
  readable: ReadableStream<T>;
  writable: WritableStream<T>;
  verdict: Promise<Verdict>;
}
export interface GuardedEvents extends GuardedStream<Uint8Array> {
  /** Events that were left out, a comment in the place of each, since they could not be read; known when `verdict` is. */
  readonly malformed: number;
}
/** Puts the values back into a stream of text; holds back unfinished tokens. */
export function restoreStream(vault: Vault): { readable: ReadableStream<string>; writable: WritableStream<string> };

// ------------------------------------------------------------------ catalog

export interface Template {
  type: string;
  category: string;
  name: string;
  default_name: string;
  description: string;
}
export function templates(): Template[]; // the 17, in the vendor's order
/** What a conversion gives. `path` is a JSON Pointer into the payload that was given, "" for what it does not say itself. */
export interface Conversion {
  payload: Json;
  losses: { path: string; message: string }[];
}
/** Through the neutral policy. `losses` names every setting that the target cannot say, or says otherwise.
 *  Throws `invalid_policy` when the payload has errors, or when the target can say nothing of it. */
export function convert(payload: Payload, to: Kind, options?: ValidateOptions): Conversion;
/** Policy prose as numbered atomic rules, the vendor's step before add-policy. */
export interface Atomized {
  policyRules: string;
  totalRules: number;
  rules: { text: string; span: Span }[];
  skipped: { span: Span; reason: "heading" | "definition" | "no_norm" }[];
}
export function atomize(text: string): Atomized;
export interface Limits {
  textBytes: number; // 2_097_152 over all texts of one input
  payloadBytes: number; // 5_242_880
  nesting: number; // 64
  rules: number; // 1_000
  keywords: number; // 100_000
  patternBytes: number; // 1_024, one user pattern's source
  matchUnits: number; // 1_024, longest match of a user pattern; the same in evaluate and stream
  decodeDepth: number; // 3
  findings: number; // 1_000 reported; redaction is never cut
  sqlTokens: number; // 20_000 a statement
}

/** `fault`: the instance trapped in a call that has no verdict to say so; it was started again, so the next call works. */
export type ErrorCode =
  | "not_initialized"
  | "load_failed"
  | "invalid_policy"
  | "invalid_input"
  | "input_required"
  | "invalid_artifact"
  | "artifact_version"
  | "guard_freed"
  | "blocked" // what a stream with onBlock "error" fails with
  | "fault";
export declare class EdgewardError extends Error {
  readonly name: "EdgewardError";
  readonly code: ErrorCode;
  readonly diagnostics: Diagnostic[]; // [] unless invalid_policy
}

// ------------------------------------------------------------------ documents

export interface AporiaCustomPolicy {
  name: string;
  target: "prompt" | "response";
  condition:
    | { configuration_mode: "simple"; evaluation_instructions: string; modality: "legit" | "violate" }
    | { configuration_mode: "advanced"; system_prompt: string; top_p?: number; temperature?: number; modality: "legit" | "violate" };
}

export interface EdgewardPolicy {
  $schema?: string;
  kind: "edgeward.policy";
  version: 1;
  name: string;
  description?: string;
  mode?: "enforce" | "monitor"; // monitor: every action becomes flag
  failureMode?: FailureMode;
  placeholder?: string;
  message?: string; // default message of rules that have none
  /** For streams, which this release does not have: kept as written. */
  release?: Release;
  exceptions?: { detectors: string[]; values?: string[]; patterns?: string[] }[];
  rules: PolicyRule[];
}
interface RuleBase {
  id: string; // [a-z0-9_.-]{1,64}, unique
  description?: string;
  enabled?: boolean; // default true
  targets?: Target[]; // default: the detector's
  action?: Action; // default "block"; pii and secret: "redact"
  message?: string;
  replacement?: string; // redact: instead of the placeholder
  priority?: number; // integer, lower first, default 100
  threshold?: number; // default 0.5 = 1 % false positives on the named benign sets
  /** Scored detectors only. "prefer": where the score is within 0.2 of the threshold; without an answer the score decides. "require":
   *  always; without an answer the rule is not evaluated. Default "never"; custom: "require". */
  judge?: "never" | "prefer" | "require";
}
type TextEntry = string | { literal: string } | { regex: string } | { cucumber: string };
type Named = string | { name: string; aliases?: string[] };
type Sql = {
  dialect?: "auto" | "ansi" | "postgres" | "mysql" | "sqlite" | "mssql" | "bigquery" | "snowflake";
  unparsable?: "violate" | "ignore";
  caseSensitive?: boolean;
  defaultSchema?: string;
};
export type PolicyRule = RuleBase &
  (
    | { detector: "test_string"; settings?: Record<string, never> }
    | { detector: "keyword"; settings: { entries: TextEntry[]; wholeWord?: boolean; caseSensitive?: boolean; obfuscation?: boolean } }
    | { detector: "competitor"; settings: { names: Named[] } }
    | { detector: "pii"; settings: { types: string[]; regions?: string[]; context?: boolean } }
    | { detector: "secret"; settings?: { types?: string[]; exclude?: string[]; generic?: boolean; mask?: boolean } }
    | { detector: "prompt_injection"; settings?: Record<string, never> }
    | { detector: "toxicity"; settings?: { labels?: string[] } }
    | {
        detector: "topic";
        settings: {
          mode: "banned" | "allowed";
          topics: (string | { name: string; description?: string; examples?: string[] })[];
          smallTalk?: "allow" | "judge";
        };
      }
    | { detector: "sql.restricted_tables" | "sql.allowed_tables"; settings: Sql & { tables: string[] } }
    | { detector: "sql.read_only"; settings?: Sql & { allowMetadata?: boolean; allowFunctions?: string[] } }
    | {
        detector: "sql.load";
        settings?: Sql & {
          maxTables?: number;
          maxUnboundedTables?: number;
          maxNesting?: number;
          allowCartesian?: boolean;
          allowSelectStar?: boolean;
          allowLeadingWildcard?: boolean;
          allowRecursive?: boolean;
        };
      }
    | { detector: "groundedness"; settings?: { checks?: ("claims" | "answer_relevance" | "context_relevance")[] } }
    | { detector: "conduct"; settings: { rules: string[] } }
    | {
        detector: "custom";
        settings:
          | { mode: "simple"; instructions: string; modality: "legit" | "violate" }
          | { mode: "advanced"; systemPrompt: string; topP?: number; temperature?: number; modality: "legit" | "violate" };
      }
  );
