// The result of a replay as a file, a line for each message, without the texts.
import { DECISIONS } from "../engine/protocol";
import type { Log } from "./log";

export function exported(log: Log): Blob {
  const pieces = log.slices.map(({ slice, first }) => {
    let text = "";
    slice.decisions.forEach((decision, row) => {
      const scores = Object.fromEntries(
        log.columns.flatMap(({ rule }, at) =>
          (slice.scores[at]?.[row] ?? -1) < 0 ? [] : [[rule, Number(slice.scores[at]?.[row]?.toFixed(4))]],
        ),
      );
      const other = slice.others === null ? {} : { otherDecision: DECISIONS[slice.others[row] ?? 0] };
      text += `${JSON.stringify({ line: log.line(first + row), decision: DECISIONS[decision], ...other, decidedBy: log.decidedBy(first + row) || null, scores })}\n`;
    });
    return text;
  });
  return new Blob(pieces, { type: "application/jsonl" });
}
