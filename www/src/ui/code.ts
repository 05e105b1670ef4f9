// Editors live in a shadow root each: there CodeMirror adopts style sheets, which the page's policy allows, instead of writing style elements, which it forbids.
import { EditorState, type Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import css from "../styles/code.css?inline";
import { h } from "./dom";

const sheet = new CSSStyleSheet();
sheet.replaceSync(css);

export function codeView(host: HTMLElement, doc: string, extensions: Extension): EditorView {
  const root = host.attachShadow({ mode: "open" });
  root.adoptedStyleSheets = [sheet];
  const parent = h("div", { class: "editor" });
  root.append(parent);
  const view = new EditorView({ state: EditorState.create({ doc, extensions: [extensions, EditorView.lineWrapping] }), parent, root });
  root.adoptedStyleSheets = [...root.adoptedStyleSheets.filter((other) => other !== sheet), sheet];
  return view;
}
