// A file dropped on an element, or picked with a button.
import { h } from "./dom";

export function dropFile(zone: HTMLElement, take: (file: File) => void): void {
  let depth = 0;
  const over = (on: boolean): void => {
    depth = Math.max(0, depth + (on ? 1 : -1));
    zone.classList.toggle("dropping", depth > 0);
  };
  const holdsFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes("Files") === true;
  zone.addEventListener("dragenter", (event) => holdsFiles(event) && over(true));
  zone.addEventListener("dragleave", (event) => holdsFiles(event) && over(false));
  // In the capturing phase: an editor inside would put the file's text in at the pointer.
  zone.addEventListener("dragover", (event) => holdsFiles(event) && event.preventDefault(), true);
  zone.addEventListener(
    "drop",
    (event) => {
      const file = event.dataTransfer?.files[0];
      if (file === undefined) return;
      event.preventDefault();
      event.stopPropagation();
      depth = 0;
      zone.classList.remove("dropping");
      take(file);
    },
    true,
  );
}

export function pickFile(accept: string, take: (file: File) => void): void {
  const input = h("input", { attrs: { type: "file", accept } });
  input.addEventListener("change", () => {
    const file = input.files?.[0];
    if (file) take(file);
  });
  input.click();
}
