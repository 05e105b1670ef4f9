// The policy as JSON text.
import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, isolateHistory, redo, undo } from "@codemirror/commands";
import { json } from "@codemirror/lang-json";
import { bracketMatching, HighlightStyle, indentOnInput, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { type Action, forEachDiagnostic, lintGutter, lintKeymap, type Diagnostic as Squiggle, setDiagnostics } from "@codemirror/lint";
import { StateEffect, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import type { Diagnostic, Span } from "edgeward";
import { codeView } from "../ui/code";
import { h, prose } from "../ui/dom";
import { fixOf } from "./fix";
import { type Range, rangeOf, rangeOfDiagnostic } from "./locate";
import { complete, schemaHover } from "./schema";

const colours = HighlightStyle.define([
  { tag: tags.propertyName, class: "tok-key" },
  { tag: tags.string, class: "tok-string" },
  { tag: [tags.number, tags.bool, tags.null], class: "tok-literal" },
]);

const point = StateEffect.define<Range | null>();
const pointed = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(set, { changes, effects }) {
    let now = set.map(changes);
    for (const effect of effects) {
      if (effect.is(point))
        now = effect.value
          ? Decoration.set(Decoration.mark({ class: "pointed" }).range(effect.value.from, effect.value.to))
          : Decoration.none;
    }
    return now;
  },
  provide: (field) => EditorView.decorations.from(field),
});

export class PolicyEditor {
  readonly #view: EditorView;

  constructor(host: HTMLElement, change: (text: string) => void) {
    this.#view = codeView(host, "", [
      lineNumbers(),
      lintGutter(),
      history(),
      drawSelection(),
      indentUnit.of("  "),
      indentOnInput(),
      bracketMatching(),
      closeBrackets(),
      highlightActiveLine(),
      json(),
      syntaxHighlighting(colours),
      autocompletion({ override: [complete], icons: false }),
      schemaHover,
      pointed,
      keymap.of([
        { key: "Shift-Alt-f", run: () => this.format() === null },
        ...closeBracketsKeymap,
        ...defaultKeymap,
        ...historyKeymap,
        ...completionKeymap,
        ...lintKeymap,
      ]),
      EditorView.contentAttributes.of({ tabindex: "0", "aria-label": "Policy, as JSON" }),
      EditorView.updateListener.of(({ docChanged, state }) => docChanged && change(state.doc.toString())),
    ]);
  }

  get text(): string {
    return this.#view.state.doc.toString();
  }

  /** As one change, which can be undone. */
  replace(text: string): void {
    if (text === this.text) return;
    this.#view.dispatch({
      changes: { from: 0, to: this.#view.state.doc.length, insert: text },
      selection: { anchor: 0 },
      scrollIntoView: true,
      annotations: isolateHistory.of("full"),
    });
  }

  undo = (): boolean => undo(this.#view);
  redo = (): boolean => redo(this.#view);

  /** @returns why it cannot be formatted */
  format(): string | null {
    try {
      this.replace(pretty(this.text));
      return null;
    } catch {
      return "Only JSON without mistakes can be formatted.";
    }
  }

  show(diagnostics: Diagnostic[]): void {
    const { state } = this.#view;
    const squiggles = diagnostics.map((diagnostic): Squiggle => {
      const range = rangeOfDiagnostic(state, diagnostic);
      const fix = fixOf(diagnostic, state.sliceDoc(range.from, range.to).replaceAll('"', ""));
      const { nearest } = fix;
      const actions: Action[] =
        nearest === null
          ? []
          : [
              {
                name: `Change to ${nearest}`,
                apply: (view, from, to) => view.dispatch({ changes: { from, to, insert: JSON.stringify(nearest) } }),
              },
            ];
      const sentence = `${sentenceCase(diagnostic.message)}. ${fix.text}`.trim();
      return {
        ...range,
        severity: diagnostic.severity,
        source: diagnostic.code,
        message: sentence,
        renderMessage: () => prose(sentence),
        actions,
      };
    });
    this.#view.dispatch(setDiagnostics(state, squiggles));
  }

  /** What is marked now, for the list under the editor. */
  problems(): (Range & { severity: string; message: string })[] {
    const list: (Range & { severity: string; message: string })[] = [];
    forEachDiagnostic(this.#view.state, ({ severity, message }, from, to) => void list.push({ from, to, severity, message }));
    return list;
  }

  lineOf = (offset: number): number => this.#view.state.doc.lineAt(Math.min(offset, this.#view.state.doc.length)).number;

  /** Marks a place without moving there by keyboard focus. */
  point(path: string | null, span?: Span): void {
    const range = path === null ? null : rangeOf(this.#view.state, path, span);
    const effects: StateEffect<unknown>[] = [point.of(range)];
    if (range !== null) effects.push(EditorView.scrollIntoView(range.from, { y: "center" }));
    this.#view.dispatch({ effects });
  }

  /** Goes to a place and marks it. */
  visit(path: string, span?: Span): void {
    const range = rangeOf(this.#view.state, path, span);
    if (range !== null) this.go(range);
    this.point(path, span);
  }

  go({ from, to }: Range): void {
    this.#view.dispatch({ selection: { anchor: from, head: to }, scrollIntoView: true });
    this.#view.focus();
  }
}

export const sentenceCase = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Numbers keep their spelling, which a round through JSON.parse would lose. */
function pretty(text: string): string {
  JSON.parse(text);
  const tokens = text.match(/"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g) ?? [];
  return layout(tokens);
}

function layout(tokens: string[]): string {
  let out = "";
  let depth = 0;
  const line = (): string => `\n${"  ".repeat(depth)}`;
  tokens.forEach((token, at) => {
    const next = tokens[at + 1];
    if (token === "{" || token === "[") {
      const empty = next === "}" || next === "]";
      depth += 1;
      out += empty ? token : token + line();
    } else if (token === "}" || token === "]") {
      depth -= 1;
      const before = tokens[at - 1];
      out += before === "{" || before === "[" ? token : line() + token;
    } else out += token === "," ? `,${line()}` : token === ":" ? ": " : token;
  });
  return `${out}\n`;
}

export const problemItem = (label: string, severity: string, click: () => void): HTMLElement =>
  h("li", { class: severity }, h("button", { attrs: { type: "button" }, on: { click } }, prose(label)));
