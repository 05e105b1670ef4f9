// A line of a log as an input. Loggers spell the two sides in many ways; these are the common ones.
import type { EvaluateInput } from "edgeward";

const PROMPTS = ["prompt", "input", "question", "query", "text", "user", "request", "message", "content"];
const RESPONSES = ["response", "output", "answer", "completion", "assistant", "reply"];
const CONTEXTS = ["context", "documents", "retrieved"];

/** The input, or why the line is none. */
export function message(line: string): EvaluateInput | string {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return "not JSON";
  }
  if (typeof value === "string") return { prompt: value };
  if (value === null || typeof value !== "object" || Array.isArray(value)) return "neither an object nor a text";
  const row = value as Record<string, unknown>;
  const response = textOf(row, RESPONSES);
  if (Array.isArray(row.messages)) return withMessages(row.messages, response);
  const prompt = textOf(row, PROMPTS);
  if (prompt === undefined && response === undefined) return "no prompt, response or messages in it";
  const context = contextOf(row);
  return {
    ...(prompt !== undefined && { prompt }),
    ...(response !== undefined && { response }),
    ...(context !== undefined && { context }),
  };
}

function textOf(row: Record<string, unknown>, names: string[]): string | undefined {
  const name = names.find((name) => typeof row[name] === "string");
  return name === undefined ? undefined : (row[name] as string);
}

function contextOf(row: Record<string, unknown>): string | string[] | undefined {
  for (const name of CONTEXTS) {
    const value = row[name];
    if (typeof value === "string") return value;
    if (Array.isArray(value) && value.length > 0 && value.every((part) => typeof part === "string")) return value;
  }
  return undefined;
}

/** A conversation that ends with the assistant: its last turn is the response. */
function withMessages(messages: unknown[], response: string | undefined): EvaluateInput | string {
  const turns = messages as NonNullable<EvaluateInput["messages"]>;
  if (!turns.every((turn) => turn !== null && typeof turn === "object" && typeof turn.role === "string")) return "a message without a role";
  const last = turns.at(-1);
  if (response === undefined && last?.role === "assistant" && typeof last.content === "string")
    return { messages: turns.slice(0, -1), response: last.content };
  return { messages: turns, ...(response !== undefined && { response }) };
}
