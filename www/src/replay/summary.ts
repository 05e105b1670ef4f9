// Counts by decision and by rule.
import { DECISIONS } from "../engine/protocol";
import { DECIDED } from "../try/words";
import { h, plural } from "../ui/dom";
import type { Log } from "./log";

const share = (count: number, of: number): string =>
  of === 0 ? "0 %" : `${((count / of) * 100).toFixed(count > 0 && count / of < 0.001 ? 2 : 1)} %`;

export function decisionCounts(log: Log): HTMLElement {
  const counts = log.decisions();
  const there = DECISIONS.map((decision, at) => ({ decision, count: counts[at] ?? 0 })).filter(({ count }) => count > 0);
  return h(
    "section",
    { class: "box" },
    h("h2", {}, "What would have happened"),
    h(
      "div",
      { class: "stack", attrs: { "aria-hidden": "true" } },
      ...there.map(({ decision, count }) => h("i", { class: decision, style: { "flex-grow": String(count) } })),
    ),
    h(
      "dl",
      { class: "counts" },
      ...there.map(({ decision, count }) =>
        h(
          "div",
          { class: decision },
          h("dt", {}, DECIDED[decision].label),
          h("dd", {}, h("strong", {}, count.toLocaleString("en")), ` ${share(count, log.count)}`),
        ),
      ),
    ),
  );
}

export function ruleCounts(log: Log, pick: (rule: string) => void): HTMLElement {
  const rows = log.rules
    .map(({ rule, action }, at) => ({ rule, action, count: log.fired[at] ?? 0 }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count);
  const top = rows[0]?.count ?? 1;
  return h(
    "section",
    { class: "box" },
    h("h2", {}, "Which rules find something"),
    rows.length === 0
      ? h("p", { class: "none" }, "No rule found anything in this log.")
      : h(
          "ul",
          { class: "rule-counts" },
          ...rows.map(({ rule, action, count }) =>
            h(
              "li",
              { class: action },
              h(
                "button",
                { attrs: { type: "button", title: `List the messages that ${rule} decides` }, on: { click: () => pick(rule) } },
                h("code", {}, rule),
              ),
              h(
                "span",
                { class: "meter", attrs: { "aria-hidden": "true" } },
                h("i", { style: { "inline-size": `${(count / top) * 100}%` } }),
              ),
              h("span", { class: "number" }, `${count.toLocaleString("en")} · ${share(count, log.count)}`),
            ),
          ),
        ),
  );
}

export function unreadLines(log: Log): HTMLElement | null {
  if (log.unreadCount === 0) return null;
  const lines = log.unreadLines();
  return h(
    "details",
    { class: "fold" },
    h("summary", {}, `${plural(log.unreadCount, "line")} could not be read`),
    h("ul", {}, ...lines.slice(0, 20).map(({ line, reason }) => h("li", {}, `Line ${line}: ${reason}`))),
  );
}

/** How two policies differ on the log. */
export function comparison(log: Log, pick: (from: number, to: number) => void): HTMLElement {
  const table = log.changes();
  let [stricter, looser] = [0, 0];
  const cells: HTMLElement[] = [];
  table.forEach((row, from) => {
    row.forEach((count, to) => {
      if (count === 0 || from === to) return;
      if (to > from) stricter += count;
      else looser += count;
      const [a, b] = [DECISIONS[from] as "allow", DECISIONS[to] as "allow"];
      cells.push(
        h(
          "li",
          {},
          h(
            "button",
            { attrs: { type: "button" }, on: { click: () => pick(from, to) } },
            h("span", { class: `pill ${a}` }, DECIDED[a].label),
            h("span", { attrs: { "aria-label": "becomes" } }, "→"),
            h("span", { class: `pill ${b}` }, DECIDED[b].label),
            h("span", { class: "number" }, plural(count, "message")),
          ),
        ),
      );
    });
  });
  return h(
    "section",
    { class: "box", id: "comparison" },
    h("h2", {}, "With the other policy instead"),
    h(
      "p",
      {},
      stricter + looser === 0
        ? "Both policies decide the same on every message."
        : `The other policy is stricter on ${plural(stricter, "message")} and more lenient on ${looser.toLocaleString("en")}; ${(log.count - stricter - looser).toLocaleString("en")} stay the same.`,
    ),
    h("ul", { class: "changes" }, ...cells),
  );
}
