// The tabs of the page, by arrow keys as well. "policy" is a tab only where there is no room for two columns.
import { byId } from "./dom";

export const TABS = ["policy", "try", "understand", "replay", "stream"] as const;
export type Tab = (typeof TABS)[number];

export class Tabs {
  #tab: Tab = "try";
  readonly #listeners: ((tab: Tab) => void)[] = [];
  readonly #wide = matchMedia("(min-width: 1000px)");

  constructor() {
    for (const tab of TABS) {
      const button = byId(`tab-${tab}`);
      button.addEventListener("click", () => this.show(tab));
      button.addEventListener("keydown", (event) => this.#key(event));
    }
    this.#wide.addEventListener("change", () => this.show(this.#tab));
    this.show("try");
  }

  get tab(): Tab {
    return this.#tab;
  }

  on(listener: (tab: Tab) => void): void {
    this.#listeners.push(listener);
  }

  show(wanted: Tab): void {
    this.#tab = this.#wide.matches && wanted === "policy" ? "try" : wanted;
    for (const tab of TABS) {
      const current = tab === this.#tab;
      const button = byId(`tab-${tab}`);
      button.setAttribute("aria-selected", String(current));
      button.tabIndex = current ? 0 : -1;
      byId(`panel-${tab}`).classList.toggle("current", current);
    }
    for (const listener of this.#listeners) listener(this.#tab);
  }

  #key(event: KeyboardEvent): void {
    const there = TABS.filter((tab) => !(tab === "policy" && this.#wide.matches));
    const at = there.indexOf(this.#tab);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: there.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    this.show(there[(to + there.length) % there.length] as Tab);
    byId(`tab-${this.#tab}`).focus();
  }
}
