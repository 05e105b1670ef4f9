// Enkrypt: from pasted rules, a policy text or a PDF to a payload.
import type { Atoms } from "../engine/protocol";
import type { Session } from "../session";
import { button, h, plural } from "../ui/dom";
import { dropFile, pickFile } from "../ui/drop";

export function openSource(session: Session, use: (payload: string) => void, file?: File): void {
  const name = h("input", { attrs: { type: "text", value: "My policy" } });
  const area = h("textarea", { attrs: { rows: 9, placeholder: "Paste numbered rules or a policy text" } });
  const note = h("p", { class: "note", attrs: { role: "status" } });
  const list = h("ol", { class: "atoms", attrs: { "aria-label": "Rules that were read" } });
  let payload: string | null = null;
  const done = button(
    "Use these rules",
    () => {
      if (payload === null) return;
      use(payload);
      dialog.close();
    },
    { class: "primary", attrs: { disabled: true } },
  );

  const read = async (): Promise<void> => {
    const text = area.value;
    const { rules, message } = await rulesOf(session, text);
    list.replaceChildren(...rules.map((rule) => h("li", {}, rule)));
    note.textContent = message;
    done.disabled = rules.length === 0;
    const policyRules = rules.map((rule, at) => `${at + 1}. ${rule}`).join("\n");
    payload = `${JSON.stringify({ name: name.value, policy_rules: policyRules, total_rules: rules.length, policy_text: text }, null, 2)}\n`;
  };
  const take = async (file: File): Promise<void> => {
    note.textContent = `Reading ${file.name} …`;
    try {
      area.value = /\.pdf$/i.test(file.name) ? await (await import("./pdf")).pdfText(file) : await file.text();
      name.value = file.name.replace(/\.\w+$/, "");
      await read();
    } catch (error) {
      note.textContent = `${file.name} could not be read: ${(error as Error).message}`;
    }
  };
  const dialog = h(
    "dialog",
    { attrs: { "aria-labelledby": "source-title" } },
    h("h2", { id: "source-title" }, "Rules from a text"),
    h("p", {}, "Everything is read in this page. Drop a PDF or a text file here, or paste."),
    h("label", {}, "Name", name),
    h("label", {}, "Rules or policy text", area),
    note,
    list,
    h(
      "div",
      { class: "bar" },
      button("Open a PDF or text", () => pickFile(".pdf,.txt,.md", (file) => void take(file))),
      h("span", { class: "gap" }),
      button("Cancel", () => dialog.close()),
      done,
    ),
  );
  area.addEventListener("input", () => void read());
  name.addEventListener("input", () => void read());
  dialog.addEventListener("close", () => dialog.remove());
  dropFile(dialog, (file) => void take(file));
  document.body.append(dialog);
  dialog.showModal();
  if (file) void take(file);
  else area.focus();
}

async function rulesOf(session: Session, text: string): Promise<{ rules: string[]; message: string }> {
  if (text.trim() === "") return { rules: [], message: "" };
  try {
    const { rules, skipped }: Atoms = await session.engine.call("atomize", text);
    const left = skipped.length > 0 ? `, ${plural(skipped.length, "sentence")} without a rule left out` : "";
    return { rules: rules.map(({ text }) => text), message: `${plural(rules.length, "rule")}${left}.` };
  } catch (error) {
    return { rules: [], message: (error as Error).message };
  }
}
