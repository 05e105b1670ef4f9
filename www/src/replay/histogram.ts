// How the scores of a rule are spread, and what another threshold would change.
import { DECISIONS } from "../engine/protocol";
import { DECIDED, percent } from "../try/words";
import { h, plural } from "../ui/dom";
import type { Log } from "./log";

const BINS = 40;
const SVG = "http://www.w3.org/2000/svg";

export interface Histogram {
  element: HTMLElement;
  update(): void;
}

export function histogram(log: Log, column: number, moved: (threshold: number) => void): Histogram {
  const { rule, threshold } = log.columns[column] as { rule: string; threshold: number };
  const chart = document.createElementNS(SVG, "svg");
  chart.setAttribute("viewBox", "0 0 400 90");
  chart.setAttribute("preserveAspectRatio", "none");
  chart.setAttribute("aria-hidden", "true");
  const bars = Array.from({ length: BINS }, (_, bin) => {
    const bar = document.createElementNS(SVG, "rect");
    bar.setAttribute("x", String((bin * 400) / BINS + 0.75));
    bar.setAttribute("width", String(400 / BINS - 1.5));
    chart.append(bar);
    return bar;
  });
  const line = document.createElementNS(SVG, "line");
  line.setAttribute("y1", "0");
  line.setAttribute("y2", "90");
  chart.append(line);
  const slider = h("input", {
    attrs: { type: "range", min: 0, max: 1, step: 0.01, value: threshold, "aria-label": `Threshold of ${rule}` },
  });
  const label = h("output", { class: "threshold" });
  const effect = h("p", { class: "effect", attrs: { role: "status" } });
  const reset = h("button", { attrs: { type: "button" } }, `Back to ${percent(threshold)}`);

  const draw = (): void => {
    const now = Number(slider.value);
    const counts = log.histogram(column, BINS);
    // By the root, so that the few above the threshold are seen beside the many at 0.
    const top = Math.sqrt(Math.max(1, ...counts));
    bars.forEach((bar, bin) => {
      const height = (Math.sqrt(counts[bin] ?? 0) / top) * 84;
      bar.setAttribute("y", String(90 - height));
      bar.setAttribute("height", String(height));
      bar.setAttribute("class", (bin + 0.5) / BINS > now ? "above" : "below");
    });
    line.setAttribute("x1", String(now * 400));
    line.setAttribute("x2", String(now * 400));
    label.textContent = percent(now);
    reset.hidden = now === threshold;
    effect.textContent = words(log, column, now, threshold);
  };
  slider.addEventListener("input", () => {
    draw();
    moved(Number(slider.value));
  });
  reset.addEventListener("click", () => {
    slider.value = String(threshold);
    draw();
    moved(threshold);
  });
  draw();
  const bounds = h("div", { class: "bounds" }, h("span", {}, "0"), h("span", {}, "1"));
  return {
    element: h(
      "div",
      { class: "histogram" },
      h("div", { class: "bar" }, h("h3", {}, rule), h("span", { class: "gap" }), reset, label),
      chart as unknown as HTMLElement,
      slider,
      bounds,
      effect,
    ),
    update: draw,
  };
}

function words(log: Log, column: number, now: number, threshold: number): string {
  const { decisions, fires } = log.recount(column, now);
  const finds = `At ${percent(now)} it finds something in ${plural(fires, "message")} of ${log.count.toLocaleString("en")}`;
  if (now === threshold) return `${finds}.`;
  const before = log.recount(column, threshold).decisions;
  const changes = DECISIONS.flatMap((decision, at) => {
    const by = (decisions[at] ?? 0) - (before[at] ?? 0);
    return by === 0 ? [] : [`${by > 0 ? "+" : "−"}${Math.abs(by).toLocaleString("en")} ${DECIDED[decision].label.toLowerCase()}`];
  });
  return `${finds}. ${changes.length > 0 ? `Overall: ${changes.join(", ")}.` : "No decision changes."}`;
}
