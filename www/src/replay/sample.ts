// A log to begin with: the sentences of the repository's own test cases.
const files = import.meta.glob<{ cases: { input: Record<string, unknown> }[] }>(
  "../../../tests/data/detectors/{keyword,pii.email_address,pii.phone_number,prompt_injection,secret,sql.load,topic,toxicity}.json",
  { import: "default" },
);

export async function sampleLog(): Promise<File> {
  const sets = await Promise.all(Object.values(files).map((load) => load()));
  const lines = sets.flatMap(({ cases }) => cases.map(({ input }) => JSON.stringify(input)));
  return new File([`${lines.join("\n")}\n`], "sample.jsonl", { type: "application/jsonl" });
}
