import { isFields } from "../body.js";
import type { Fields, Json } from "../env.js";

/** Where a model writes text for somebody to read. */
export const TEXTS = ["content", "refusal", "reasoning", "reasoning_content"];
/** Where some say it again, in pieces that may be signed. */
export const PIECES = ["reasoning_details", "thinking_blocks"];

/**
 * A message whose texts are texts. Parts become one text, so that nothing is split between them; what a part holds beside
 * text is left out, and so is sound: neither can be judged, and what its transcript says is said by nothing else.
 */
export function plainMessage({ audio: _unjudged, ...given }: Fields): Fields {
  const message: Fields = { ...given };
  for (const key of TEXTS) {
    const value = given[key];
    if (Array.isArray(value)) message[key] = value.map(partText).join("");
    else if (typeof value !== "string" && value !== undefined) message[key] = null;
  }
  const thought = Array.isArray(given.content) ? given.content.map(partThought).join("") : "";
  if (thought !== "") message.reasoning_content = thought + String(message.reasoning_content ?? "");
  return message;
}

function partText(part: Json): string {
  if (typeof part === "string") return part;
  const text = isFields(part) ? (part.text ?? part.refusal) : undefined;
  return typeof text === "string" ? text : "";
}

function partThought(part: Json): string {
  if (!isFields(part)) return "";
  const { thinking } = part;
  return Array.isArray(thinking) ? thinking.map(partText).join("") : String(thinking ?? "");
}

/** What the pieces say, as one text. */
export function saidInPieces(value: Json | undefined): string {
  if (!Array.isArray(value)) return "";
  const texts = (piece: Json) => (isFields(piece) ? [piece.text, piece.summary, piece.thinking] : []);
  return value
    .flatMap(texts)
    .filter((text) => typeof text === "string")
    .join("");
}

/** What a tool is given, as JSON: some upstreams send the value itself. */
export function asJson(value: Json | undefined): string {
  if (value === undefined || value === null) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** The other way, in the form of what was given. */
export function likeGiven(given: Json | undefined, json: string): Json {
  return typeof given === "string" ? json : JSON.parse(json);
}
