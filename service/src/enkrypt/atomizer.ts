import { atomize as split } from "edgeward";
import { json } from "../answers.js";
import { readFormData } from "../body.js";
import type { Call } from "../env.js";
import { Problem } from "../errors.js";
import type { Route } from "../routes.js";
import { atomizerAnswer, atomizerForm, REFUSALS } from "./schemas.js";

export const ATOMIZER_ROUTES: Route[] = [
  {
    method: "post",
    path: "/guardrails/policy-atomizer",
    shape: "enkrypt",
    credential: "apikey",
    scope: "policies",
    about: "Split a policy's prose into numbered rules, as add-policy takes them",
    body: { type: "multipart/form-data", schema: atomizerForm },
    answers: { "200": { about: "Successful Response", schema: atomizerAnswer }, ...REFUSALS },
    serve: atomize,
  },
];

async function atomize(c: Call): Promise<Response> {
  const form = await readFormData(c);
  const [text, file] = [form.get("text"), form.get("file") as unknown];
  const sent = file instanceof File;
  if (sent === (typeof text === "string" && text !== "")) {
    throw new Problem(422, "give either `text` or `file`, not both", { code: "text_or_file" });
  }
  const prose = sent ? await pdfText(file) : String(text);
  const { policyRules, totalRules } = split(prose);
  return json(c, {
    status: "success",
    message: "Policy atomized successfully",
    source: sent ? "file" : "text",
    filename: sent ? file.name : "",
    total_rules: totalRules,
    policy_rules: policyRules,
  });
}

/** The reader of PDF is large, and only this endpoint needs it. */
async function pdfText(file: File): Promise<string> {
  const { extractText, getDocumentProxy } = await import("unpdf");
  let text: string;
  try {
    // Silent: its warnings would put the document into the log.
    const document = await getDocumentProxy(new Uint8Array(await file.arrayBuffer()), { verbosity: 0 });
    text = (await extractText(document, { mergePages: false })).text.join("\n\n");
  } catch {
    throw new Problem(422, "`file` is not a PDF that can be read", { code: "not_a_pdf" });
  }
  if (text.trim() === "") throw new Problem(422, "`file` holds no text: a scanned page has to be read first", { code: "no_text" });
  return text;
}
