// The policy as another vendor would write it, and what that vendor cannot say.
import type { Kind } from "edgeward";
import { KINDS } from "../policy/pane";
import type { Session } from "../session";
import { button, download, h, plural, select } from "../ui/dom";

export function convertBox(session: Session, use: (payload: string) => void): HTMLElement {
  const note = h("p", { class: "note", attrs: { role: "status" } });
  const losses = h("ul", { class: "losses", attrs: { "aria-label": "What is lost" } });
  const output = h("pre", { class: "body", attrs: { tabindex: 0, role: "region", "aria-label": "Converted policy" } });
  let to = "edgeward.policy" as Kind;
  let text = "";
  const open = button("Open in the editor", () => use(text));
  const save = button("Save", () => download(`${to}.json`, text, "application/json"));
  const tell = (message: string): void => {
    note.textContent = message;
  };
  const clear = (): void => {
    for (const part of [output, open, save]) part.hidden = true;
    losses.replaceChildren();
  };
  const run = async (): Promise<void> => {
    clear();
    if (session.valid === null) return tell("There is no valid policy yet.");
    try {
      const result = await session.engine.call("convert", session.valid.text, to);
      if (typeof result === "string") return tell(`${result}.`);
      text = `${JSON.stringify(result.payload, null, 2)}\n`;
      output.textContent = text;
      for (const part of [output, open, save]) part.hidden = false;
      note.textContent =
        result.losses.length === 0 ? "Nothing is lost." : `${plural(result.losses.length, "setting")} cannot be said there:`;
      losses.replaceChildren(...result.losses.map(({ path, message }) => h("li", {}, h("code", {}, path || "/"), ` ${message}`)));
    } catch (error) {
      note.textContent = `It cannot be converted: ${(error as Error).message}.`;
    }
  };
  const choose = select("Convert to", Object.entries(KINDS), (kind) => {
    to = kind as Kind;
  });
  choose.value = to;
  const start = button("Convert", () => void run());
  clear();
  return h(
    "section",
    { class: "box", id: "convert" },
    h("h2", {}, "Convert to another vendor"),
    h("div", { class: "bar" }, choose, start, open, save),
    note,
    losses,
    output,
  );
}
