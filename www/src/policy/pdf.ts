// The text of a PDF. The library is fetched only when somebody drops one.
import { GlobalWorkerOptions, getDocument } from "pdfjs-dist";
import worker from "pdfjs-dist/build/pdf.worker.min.mjs?url";

const LARGEST = 20_000_000;

export async function pdfText(file: File): Promise<string> {
  if (file.size > LARGEST) throw new Error("it is larger than 20 MB");
  GlobalWorkerOptions.workerSrc = new URL(worker, import.meta.url).href;
  const loading = getDocument({ data: await file.arrayBuffer(), useWorkerFetch: false, disableFontFace: true, useSystemFonts: false });
  try {
    const document = await loading.promise;
    const pages: string[] = [];
    for (let number = 1; number <= document.numPages; number++) {
      const { items } = await (await document.getPage(number)).getTextContent();
      pages.push(items.map((item) => ("str" in item ? item.str + (item.hasEOL ? "\n" : "") : "")).join(""));
    }
    const text = pages.join("\n").trim();
    if (text === "") throw new Error("it holds no text, only pictures");
    return text;
  } finally {
    await loading.destroy();
  }
}
