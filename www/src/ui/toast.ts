// One line at the foot of the page, read out by screen readers.
import { byId } from "./dom";

let timer = 0;

export function toast(message: string): void {
  const box = byId("toast");
  box.textContent = message;
  box.classList.add("shown");
  clearTimeout(timer);
  timer = window.setTimeout(() => box.classList.remove("shown"), 5000);
}
