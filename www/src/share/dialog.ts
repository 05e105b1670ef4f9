// The dialogs of "Share" and "Copy as code".
import type { Session } from "../session";
import { button, byId, h, select } from "../ui/dom";
import { toast } from "../ui/toast";
import { code, LANGUAGES, type Language } from "./code";
import { LONG_LINK, toFragment } from "./link";

export function shareButtons(session: Session): void {
  byId("share").addEventListener("click", () => void share(session));
  byId("code").addEventListener("click", () => asCode(session));
}

async function share(session: Session): Promise<void> {
  const url = new URL(location.href);
  url.hash = await toFragment(session.texts);
  history.replaceState(null, "", url);
  const link = h("input", { attrs: { type: "text", readonly: true, value: url.href, "aria-label": "Link" } });
  const long = url.href.length > LONG_LINK ? ` It is ${Math.round(url.href.length / 1000)} KB long: mail programs may cut it.` : "";
  open(
    "Share this policy and these texts",
    h("p", {}, `Everything is inside the link itself, and whoever has it can read it: do not share real personal data.${long}`),
    link,
    () => url.href,
  );
  link.select();
}

function asCode(session: Session): void {
  const { valid, texts } = session;
  if (valid === null) {
    toast("There is no valid policy yet.");
    return;
  }
  const output = h("pre", { class: "body", attrs: { tabindex: 0, role: "region", "aria-label": "Code" } });
  let text = "";
  const show = (language: string): void => {
    text = code(language as Language, valid.text, valid.compiled.kind, texts.prompt);
    output.textContent = text;
  };
  show("Node");
  const choose = select(
    "Language",
    LANGUAGES.map((language): [string, string] => [language, language]),
    show,
  );
  open("Copy as code", h("label", {}, "For ", choose), output, () => text);
}

function open(title: string, about: HTMLElement, content: HTMLElement, copied: () => string): void {
  const dialog = h(
    "dialog",
    { attrs: { "aria-labelledby": "dialog-title" } },
    h("h2", { id: "dialog-title" }, title),
    about,
    content,
    h(
      "div",
      { class: "bar" },
      h("span", { class: "gap" }),
      button("Close", () => dialog.close()),
      button("Copy", () => void copy(copied()).then((done) => done && dialog.close()), { class: "primary" }),
    ),
  );
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    toast("Copied.");
    return true;
  } catch {
    toast("The browser does not allow copying: select the text and copy it by hand.");
    return false;
  }
}
