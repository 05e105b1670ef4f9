// The case files with the recorded verdicts, as one value that every runtime can be given.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Failure, ROOT } from "./shell.mjs";

const DATA = join(ROOT, "tests/data");
const RECORDS = join(ROOT, "tests/snapshots/verdicts.jsonl");
/** The rooms whose files evaluate something; the others hold payloads. */
const ROOMS = ["detectors", "verdicts"];

/** @returns {import("../../pkg/test/suite/cases.js").CaseData} */
export function caseData() {
  const files = ROOMS.filter((room) => existsSync(join(DATA, room))).flatMap((room) =>
    readdirSync(join(DATA, room))
      .filter((name) => name.endsWith(".json"))
      .sort()
      .map((name) => ({ file: `${room}/${name.slice(0, -5)}`, ...JSON.parse(readFileSync(join(DATA, room, name), "utf8")) })),
  );
  if (files.length === 0) throw new Failure("there are no case files in tests/data");
  const lines = readFileSync(RECORDS, "utf8").split("\n").filter(Boolean);
  const records = Object.fromEntries(
    lines.map((line) => {
      const { file, case: name, verdict } = JSON.parse(line);
      return [`${file}#${name}`, verdict];
    }),
  );
  return { files, records };
}
