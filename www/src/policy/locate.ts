// Places of a JSON text: from a JSON Pointer, and from an offset inside a decoded string, to ranges of the text.
import { ensureSyntaxTree, syntaxTree } from "@codemirror/language";
import type { EditorState } from "@codemirror/state";
import type { SyntaxNode, Tree } from "@lezer/common";
import type { Diagnostic, Span } from "edgeward";

export interface Range {
  from: number;
  to: number;
}

const VALUES = new Set(["Object", "Array", "String", "Number", "True", "False", "Null"]);

export const tree = (state: EditorState): Tree => ensureSyntaxTree(state, state.doc.length, 100) ?? syntaxTree(state);

/** The node's own text, decoded where it is a string. */
export function decoded(state: EditorState, node: SyntaxNode): string {
  const raw = state.sliceDoc(node.from, node.to);
  try {
    return String(JSON.parse(raw));
  } catch {
    return raw.replace(/^"|"$/g, "");
  }
}

export function children(node: SyntaxNode): SyntaxNode[] {
  const list: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) list.push(child);
  return list;
}

export const valueIn = (property: SyntaxNode): SyntaxNode | null => children(property).find(({ name }) => VALUES.has(name)) ?? null;
export const values = (array: SyntaxNode): SyntaxNode[] => children(array).filter(({ name }) => VALUES.has(name));

export function property(state: EditorState, object: SyntaxNode, key: string): SyntaxNode | null {
  // The last of several with one name is the one that counts.
  return (
    children(object)
      .filter((child) => child.name === "Property" && child.firstChild !== null && decoded(state, child.firstChild) === key)
      .at(-1) ?? null
  );
}

/** The value at a pointer, or the deepest one on the way there. */
export function nodeAt(state: EditorState, pointer: string): SyntaxNode | null {
  let node = children(tree(state).topNode).find(({ name }) => VALUES.has(name)) ?? null;
  const steps = pointer.split("/").slice(1);
  for (const step of steps) {
    if (node === null) return null;
    const key = step.replaceAll("~1", "/").replaceAll("~0", "~");
    const found = node.name === "Array" ? values(node)[Number(key)] : node.name === "Object" ? property(state, node, key) : null;
    const next: SyntaxNode | null = found?.name === "Property" ? valueIn(found) : (found ?? null);
    if (next === null) return node;
    node = next;
  }
  return node;
}

/** Where a part of the string at a pointer stands in the text: escapes are longer than what they mean. */
export function insideString(state: EditorState, node: SyntaxNode, span: Span): Range {
  const raw = state.sliceDoc(node.from, node.to);
  let unit = 0;
  let at = 1;
  let from = node.from + 1;
  while (at < raw.length - 1 && unit < span.end) {
    if (unit === span.start) from = node.from + at;
    at += raw[at] !== "\\" ? 1 : raw[at + 1] === "u" ? 6 : 2;
    unit += 1;
  }
  return { from, to: Math.max(from + 1, node.from + Math.min(at, raw.length - 1)) };
}

export function rangeOf(state: EditorState, path: string, span?: Span): Range | null {
  const node = nodeAt(state, path);
  if (node === null) return null;
  if (span !== undefined && node.name === "String") return insideString(state, node, span);
  return { from: node.from, to: node.to };
}

/** The key or value that a diagnostic names; a missing key is marked at the brace that should hold it. */
export function rangeOfDiagnostic(state: EditorState, { path, span, position }: Diagnostic): Range {
  const length = state.doc.length;
  if (span !== undefined) {
    const inside = rangeOf(state, path, span);
    if (inside !== null) return inside;
  }
  if (position === undefined) return rangeOf(state, path) ?? { from: 0, to: Math.min(1, length) };
  const from = Math.min(position.offset, length);
  const node = tree(state).resolveInner(from, 1);
  const whole = node.from === from && (VALUES.has(node.name) || node.name === "PropertyName");
  const to = whole && node.name !== "Object" && node.name !== "Array" ? node.to : from + 1;
  return from < length ? { from, to: Math.min(to, length) } : { from: Math.max(0, length - 1), to: length };
}
