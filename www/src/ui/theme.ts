// Dark and light: as the system says, until the user says otherwise.
import { byId } from "./dom";

const KEY = "edgeward.theme";

export function theme(): void {
  const system = matchMedia("(prefers-color-scheme: dark)");
  const button = byId("theme");
  let chosen = recall();
  const apply = (): void => {
    const dark = chosen ? chosen === "dark" : system.matches;
    document.documentElement.dataset.theme = dark ? "dark" : "light";
    button.setAttribute("aria-label", dark ? "Use the light theme" : "Use the dark theme");
    button.textContent = dark ? "☀" : "☾";
  };
  button.addEventListener("click", () => {
    chosen = document.documentElement.dataset.theme === "dark" ? "light" : "dark";
    try {
      localStorage.setItem(KEY, chosen);
    } catch {
      // Storage is off: the choice holds until the page is left.
    }
    apply();
  });
  system.addEventListener("change", apply);
  apply();
}

function recall(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}
