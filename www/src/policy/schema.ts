// Completion and hover of the native document, from its published JSON Schema.
import type { Completion, CompletionContext, CompletionResult } from "@codemirror/autocomplete";
import type { EditorState } from "@codemirror/state";
import { hoverTooltip } from "@codemirror/view";
import type { SyntaxNode } from "@lezer/common";
import { h } from "../ui/dom";
import { children, decoded, property, tree, valueIn, values } from "./locate";

interface Schema {
  type?: string | string[];
  description?: string;
  const?: unknown;
  enum?: unknown[];
  $ref?: string;
  properties?: Record<string, Schema>;
  items?: Schema;
  required?: string[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  $defs?: Record<string, Schema>;
}

let root: Schema | null = null;

/** Loaded only for a native document. */
export async function loadSchema(): Promise<void> {
  root ??= (await import("edgeward/policy.schema.json")).default as unknown as Schema;
}

/** Every schema that may describe the node: alternatives are kept apart only where a `const` in the document rules them out. */
function schemasAt(state: EditorState, node: SyntaxNode): Schema[] {
  const parent = node.parent;
  if (root === null || parent === null) return [];
  if (parent.name === "JsonText") return expand(root, state, node);
  if (parent.name === "Array") return schemasAt(state, parent).flatMap(({ items }) => (items ? expand(items, state, node) : []));
  if (parent.name !== "Property" || parent.parent === null || parent.firstChild === null) return [];
  const key = decoded(state, parent.firstChild);
  return schemasAt(state, parent.parent).flatMap(({ properties }) => {
    const schema = properties?.[key];
    return schema ? expand(schema, state, node) : [];
  });
}

function expand(schema: Schema, state: EditorState, node: SyntaxNode | null, depth = 0): Schema[] {
  if (depth > 8) return [];
  const target = schema.$ref ? root?.$defs?.[schema.$ref.split("/").at(-1) ?? ""] : undefined;
  const inner = target ? expand(target, state, node, depth + 1) : [];
  const alternatives = [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])]
    .filter((alternative) => fits(alternative, state, node))
    .flatMap((alternative) => expand(alternative, state, node, depth + 1));
  return [schema, ...inner, ...alternatives];
}

/** Not where the document names another `const`: of the rules, only the one with the detector that is written there. */
function fits({ properties }: Schema, state: EditorState, node: SyntaxNode | null): boolean {
  if (node?.name !== "Object" || properties === undefined) return true;
  return Object.entries(properties).every(([key, schema]) => {
    if (schema.const === undefined) return true;
    const found = property(state, node, key);
    const value = found && valueIn(found);
    return !value || decoded(state, value) === schema.const;
  });
}

const text = (schema: Schema): string => schema.description?.replaceAll("`", "") ?? "";

function describe(schema: Schema, state: EditorState): string {
  return (
    text(schema) ||
    expand(schema, state, null)
      .map(text)
      .find((description) => description !== "") ||
    ""
  );
}

function words(schemas: Schema[]): Completion[] {
  const found = new Map<string, Completion>();
  for (const schema of schemas) {
    const accepted = schema.const !== undefined ? [schema.const] : (schema.enum ?? []);
    for (const value of accepted) found.set(JSON.stringify(value), { label: JSON.stringify(value), type: "constant", info: text(schema) });
    if (schema.type === "boolean" || (Array.isArray(schema.type) && schema.type.includes("boolean"))) {
      for (const label of ["true", "false"]) found.set(label, { label, type: "keyword" });
    }
  }
  return [...found.values()];
}

function keys(schemas: Schema[], state: EditorState, object: SyntaxNode): Completion[] {
  const written = new Set(children(object).map((child) => (child.firstChild ? decoded(state, child.firstChild) : "")));
  const found = new Map<string, Completion>();
  for (const { properties, required } of schemas) {
    for (const [key, schema] of Object.entries(properties ?? {})) {
      if (written.has(key) && !written.has("")) continue;
      const info = describe(schema, state);
      found.set(key, { label: JSON.stringify(key), type: "property", boost: required?.includes(key) ? 10 : 0, ...(info && { info }) });
    }
  }
  return [...found.values()];
}

export function complete(context: CompletionContext): CompletionResult | null {
  if (root === null) return null;
  const { state, pos } = context;
  const node = tree(state).resolveInner(pos, -1);
  const value = valueOfKey(context);
  if (value !== null) {
    if (value.from === pos && !context.explicit) return null;
    const end = state.sliceDoc(value.from, value.from + 1) === '"' && state.sliceDoc(pos, pos + 1) === '"' ? pos + 1 : pos;
    return result(value.from, end, words(valueSchemas(state, value.property)), false, state);
  }
  const word = context.matchBefore(/"[^"\n]*|[\w.]+/);
  if (word === null && !context.explicit) return null;
  const from = word?.from ?? pos;
  // A quote that the editor closed by itself is replaced too.
  const to = word?.text.startsWith('"') && state.sliceDoc(pos, pos + 1) === '"' ? pos + 1 : pos;
  const holder = node.name === "⚠" || node.name === "PropertyName" || node.name === "String" ? node.parent : node;
  const key = atKey(node, holder);
  if (key !== null) return result(from, to, keys(schemasAt(state, key), state, key), true, state);
  const list = holder?.name === "Property" ? valueSchemas(state, holder) : holder?.name === "Array" ? itemSchemas(state, holder) : [];
  return result(from, to, words(list), false, state);
}

/** The property whose value the cursor stands in, also where nothing is written yet, and where what is written begins. */
function valueOfKey({ state, pos }: CompletionContext): { property: SyntaxNode; from: number } | null {
  const { from, text } = state.doc.lineAt(pos);
  const found = /"(?:[^"\\]|\\.)*"\s*:\s*("?[\w.]*)$/.exec(text.slice(0, pos - from));
  if (found === null) return null;
  const key = tree(state).resolveInner(from + found.index + 1, 1);
  if (key.name !== "PropertyName" || key.parent?.name !== "Property") return null;
  return { property: key.parent, from: pos - (found[1] ?? "").length };
}

function result(from: number, to: number, options: Completion[], isKey: boolean, state: EditorState): CompletionResult | null {
  if (options.length === 0) return null;
  const colon = isKey && !/^\s*:/.test(state.sliceDoc(to, to + 20)) ? ": " : "";
  return { from, to, options: options.map((option) => ({ ...option, apply: `${option.label}${colon}` })), validFor: /^"?[\w. -]*"?$/ };
}

function atKey(node: SyntaxNode, holder: SyntaxNode | null): SyntaxNode | null {
  if (node.name === "PropertyName") return node.parent?.parent ?? null;
  if (node.name === "Object" || node.name === "{" || node.name === ",") return node.name === "Object" ? node : objectOf(node.parent);
  if (node.name === "⚠" && holder?.name === "Object") return holder;
  return null;
}

const objectOf = (node: SyntaxNode | null): SyntaxNode | null => (node?.name === "Object" ? node : null);

function valueSchemas(state: EditorState, holder: SyntaxNode): Schema[] {
  if (holder.parent === null || holder.firstChild === null) return [];
  const key = decoded(state, holder.firstChild);
  return schemasAt(state, holder.parent).flatMap(({ properties }) => {
    const schema = properties?.[key];
    return schema ? expand(schema, state, null) : [];
  });
}

const itemSchemas = (state: EditorState, array: SyntaxNode): Schema[] =>
  schemasAt(state, array).flatMap(({ items }) => (items ? expand(items, state, values(array)[0] ?? null) : []));

/** What a key means, and which values it takes. */
export const schemaHover = hoverTooltip((view, pos) => {
  const node = tree(view.state).resolveInner(pos, 1);
  if (root === null || node.name !== "PropertyName" || node.parent === null) return null;
  const schemas = valueSchemas(view.state, node.parent);
  const description = schemas.map(text).find((some) => some !== "");
  const accepted = words(schemas).map(({ label }) => label);
  if (description === undefined && accepted.length === 0) return null;
  const dom = h(
    "div",
    { class: "card" },
    h("strong", {}, decoded(view.state, node)),
    description !== undefined && h("p", {}, description),
    accepted.length > 0 && h("p", {}, `One of ${accepted.join(", ")}.`),
  );
  return { pos: node.from, end: node.to, create: () => ({ dom }) };
});
