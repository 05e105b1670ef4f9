// Elements without a framework.

type Child = Node | string | null | undefined | false;
type Listeners = { [K in keyof HTMLElementEventMap]?: (event: HTMLElementEventMap[K]) => void };
export interface Props {
  class?: string;
  id?: string;
  title?: string;
  on?: Listeners;
  /** Attributes as they are written; null and false leave one out, true writes it empty. */
  attrs?: Record<string, string | number | boolean | null | undefined>;
  style?: Record<string, string>;
}

export function h<K extends keyof HTMLElementTagNameMap>(tag: K, props: Props = {}, ...children: Child[]): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  if (props.class) element.className = props.class;
  if (props.id) element.id = props.id;
  if (props.title) element.title = props.title;
  for (const [name, value] of Object.entries(props.attrs ?? {})) {
    if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : String(value));
  }
  // Through the object model: the page's policy forbids style attributes.
  for (const [name, value] of Object.entries(props.style ?? {})) element.style.setProperty(name, value);
  for (const [name, listener] of Object.entries(props.on ?? {})) element.addEventListener(name, listener as EventListener);
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** The element with that id, which the page is known to have. */
export function byId<T extends HTMLElement = HTMLElement>(id: string): T {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`the page has no #${id}`);
  return element as T;
}

export const plural = (count: number, one: string, many = `${one}s`): string => `${count.toLocaleString("en")} ${count === 1 ? one : many}`;

export function button(label: string, click: () => void, props: Props = {}): HTMLButtonElement {
  return h("button", { ...props, attrs: { type: "button", ...props.attrs }, on: { click, ...props.on } }, label);
}

export function select(
  label: string,
  options: [value: string, label: string][],
  change: (value: string) => void,
  props: Props = {},
): HTMLSelectElement {
  const box = h(
    "select",
    { ...props, attrs: { "aria-label": label, ...props.attrs } },
    ...options.map(([value, text]) => h("option", { attrs: { value } }, text)),
  );
  box.addEventListener("change", () => change(box.value));
  return box;
}

/** A message of the package, its `words` set as code. */
export const prose = (text: string): HTMLElement =>
  h("span", {}, ...text.split("`").map((part, at) => (at % 2 === 1 ? h("code", {}, part) : part)));

/** Puts a file on the user's disk. */
export function download(name: string, text: BlobPart, type = "text/plain"): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  h("a", { attrs: { href: url, download: name } }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
