// A text with its findings as marks: the editable original, or the read-only outcome.
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { EditorState, StateEffect, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView, hoverTooltip, keymap, placeholder, showTooltip, type Tooltip } from "@codemirror/view";
import { codeView } from "../ui/code";
import { h } from "../ui/dom";

export interface Mark {
  from: number;
  to: number;
  class: string;
  /** What is shown over it; null for none. */
  card: (() => HTMLElement) | null;
}

interface FieldOptions {
  label: string;
  hint?: string;
  change?: (text: string) => void;
}

const setMarks = StateEffect.define<Mark[]>();
const setCard = StateEffect.define<Tooltip | null>();

export class TextField {
  readonly element: HTMLElement;
  readonly #view: EditorView;
  #marks: Mark[] = [];

  constructor({ label, hint = "", change }: FieldOptions) {
    this.element = h("div", { class: `text-field${change ? "" : " read-only"}` });
    this.#view = codeView(this.element, "", [
      history(),
      keymap.of([
        { key: "F8", run: () => this.step(1) },
        { key: "Shift-F8", run: () => this.step(-1) },
        { key: "Escape", run: () => this.close() },
        ...defaultKeymap,
        ...historyKeymap,
      ]),
      placeholder(hint),
      EditorView.contentAttributes.of({ tabindex: "0", "aria-label": label, "aria-multiline": "true", spellcheck: "false" }),
      marks,
      openCard,
      hoverTooltip((_, at) => this.#tooltip(this.#at(at)), { hoverTime: 150 }),
      change
        ? EditorView.updateListener.of(({ docChanged, state }) => docChanged && change(state.doc.toString()))
        : [EditorState.readOnly.of(true), EditorView.contentAttributes.of({ "aria-readonly": "true" })],
    ]);
  }

  set text(text: string) {
    this.set(text, null);
  }

  /** A text and its marks at once; only what differs is changed, so that a key redraws a line and not all of them. */
  set(text: string, list: Mark[] | null): void {
    const now = this.text;
    if (now === text) {
      if (list !== null) this.mark(list);
      return;
    }
    let from = 0;
    const shorter = Math.min(now.length, text.length);
    while (from < shorter && now.charCodeAt(from) === text.charCodeAt(from)) from++;
    let same = 0;
    while (same < shorter - from && now.charCodeAt(now.length - 1 - same) === text.charCodeAt(text.length - 1 - same)) same++;
    this.#marks = (list ?? []).filter((mark) => mark.from < mark.to && mark.to <= text.length);
    this.#view.dispatch({
      changes: { from, to: now.length - same, insert: text.slice(from, text.length - same) },
      effects: setMarks.of(this.#marks),
    });
  }

  get text(): string {
    return this.#view.state.doc.toString();
  }

  mark(list: Mark[]): void {
    const { length } = this.#view.state.doc;
    this.#marks = list.filter(({ from, to }) => from < to && to <= length);
    if (sameMarks(this.#marks, this.#view.state.field(marks))) return;
    this.#view.dispatch({ effects: setMarks.of(this.#marks) });
  }

  /** Shows the card of a mark and scrolls there, with the focus left where it is. */
  open(index: number): void {
    const mark = this.#marks[index];
    if (mark === undefined) return;
    this.#view.dispatch({ effects: [EditorView.scrollIntoView(mark.from, { y: "nearest" }), setCard.of(this.#tooltip([mark]))] });
  }

  close(): boolean {
    if (this.#view.state.field(openCard) === null) return false;
    this.#view.dispatch({ effects: setCard.of(null) });
    return true;
  }

  step(by: 1 | -1): boolean {
    const { head } = this.#view.state.selection.main;
    const starts = [...this.#marks].sort((a, b) => a.from - b.from);
    const next = by === 1 ? starts.find(({ from }) => from > head) : starts.findLast(({ from }) => from < head);
    const mark = next ?? starts.at(by === 1 ? 0 : -1);
    if (mark === undefined) return false;
    this.#view.dispatch({
      selection: { anchor: mark.from },
      scrollIntoView: true,
      effects: setCard.of(this.#tooltip(this.#at(mark.from))),
    });
    return true;
  }

  focus(): void {
    this.#view.focus();
  }

  #at(pos: number): Mark[] {
    return this.#marks.filter(({ from, to, card }) => card !== null && from <= pos && pos < to);
  }

  #tooltip(list: Mark[]): Tooltip | null {
    const [first] = list;
    if (first === undefined) return null;
    const create = (): { dom: HTMLElement } => ({
      dom: h("div", { class: "cards", attrs: { role: "tooltip" } }, ...list.map(({ card }) => card?.())),
    });
    return { pos: first.from, end: first.to, above: false, arrow: false, create };
  }
}

/** Most keys change no finding: what is drawn already is left alone. */
function sameMarks(list: Mark[], drawn: DecorationSet): boolean {
  const sorted = [...list].sort((a, b) => a.from - b.from);
  const cursor = drawn.iter();
  for (const { from, to, class: name } of sorted) {
    if (cursor.value === null || cursor.from !== from || cursor.to !== to || cursor.value.spec.class !== `mark ${name}`) return false;
    cursor.next();
  }
  return cursor.value === null;
}

const marks = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(set, { changes, effects }) {
    let now = set.map(changes);
    for (const effect of effects) {
      if (!effect.is(setMarks)) continue;
      now = Decoration.set(
        effect.value.map(({ from, to, class: name }) => Decoration.mark({ class: `mark ${name}`, inclusive: false }).range(from, to)),
        true,
      );
    }
    return now;
  },
  provide: (field) => EditorView.decorations.from(field),
});

const openCard = StateField.define<Tooltip | null>({
  create: () => null,
  update(tooltip, { docChanged, effects }) {
    let now = docChanged ? null : tooltip;
    for (const effect of effects) {
      if (effect.is(setCard)) now = effect.value;
      if (effect.is(setMarks)) now = null;
    }
    return now;
  },
  provide: (field) => showTooltip.from(field),
});
