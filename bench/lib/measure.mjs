// Several that do the same, measured in turns. Times are those of the processor (user and system): on a shared machine they are
// steady where the wall clock is not. Threads that collect garbage and compile are counted.

/** @typedef {{ batchMs: number, rounds: number, warmMs: number, patienceMs: number }} Effort */
/** @typedef {{ name: string, batch: (times: number) => number | Promise<number> }} Contestant `batch` answers nanoseconds */
/** @typedef {{ first: number, ns: number, low: number, high: number, times: number, ratio: number } | { over: number }} Measured
 *    nanoseconds a call: the first, the median with its quartiles; `ratio`: to the first contestant, the median of the rounds */

/** @type {Record<"full" | "quick", Effort>} */
export const EFFORT = {
  full: { batchMs: 10, rounds: 9, warmMs: 700, patienceMs: 2_000 },
  quick: { batchMs: 4, rounds: 5, warmMs: 150, patienceMs: 400 },
};

/**
 * A contestant of this process.
 * @param {string} name
 * @param {() => unknown} call may answer a promise
 * @returns {Contestant}
 */
export function contestant(name, call) {
  return {
    name,
    batch: (times) => {
      const before = process.cpuUsage();
      let last;
      for (let done = 0; done < times; done += 1) {
        last = call();
        if (last instanceof Promise) return finish(before, last, call, times - done - 1);
      }
      return spent(before);
    },
  };
}

/** @param {NodeJS.CpuUsage} before @param {Promise<unknown>} first @param {() => unknown} call @param {number} left */
async function finish(before, first, call, left) {
  await first;
  for (let done = 0; done < left; done += 1) await call();
  return spent(before);
}

/** @param {NodeJS.CpuUsage} before */
function spent(before) {
  const { user, system } = process.cpuUsage(before);
  return (user + system) * 1000;
}

/**
 * @param {Contestant[]} contestants
 * @param {Effort} effort
 * @returns {Promise<Record<string, Measured>>} by name
 */
export async function measure(contestants, effort) {
  /** @type {(Contestant & { first: number, times: number, rounds: number[] })[]} */
  const ready = [];
  /** @type {Record<string, Measured>} */
  const out = {};
  for (const each of contestants) {
    const first = await each.batch(1);
    if (first > effort.patienceMs * 1e6) out[each.name] = { over: first };
    else ready.push({ ...each, first, times: await calibrated(each, first, effort), rounds: [] });
  }
  for (let round = 0; round < effort.rounds; round += 1) {
    for (const each of round % 2 === 0 ? ready : ready.toReversed()) each.rounds.push((await each.batch(each.times)) / each.times);
  }
  for (const { name, first, times, rounds } of ready) {
    const ratio = median(rounds.map((ns, round) => ns / ready[0].rounds[round]));
    out[name] = { first, ns: median(rounds), low: quantile(rounds, 0.25), high: quantile(rounds, 0.75), times, ratio };
  }
  return out;
}

/**
 * How often it is called in a batch, once it is warm. V8 compiles wasm and JavaScript again while they run, on threads whose
 * time is counted too: it is warm when three batches agree after a third of the patience, or when patience ends. Before that
 * they may agree on code that is not compiled a second time yet.
 * @param {Contestant} each
 * @param {number} first
 * @param {Effort} effort
 */
async function calibrated({ batch }, first, { batchMs, warmMs }) {
  let [times, ns, warm] = [1, first, first];
  while (ns < batchMs * 5e5) {
    times *= 2;
    ns = await batch(times);
    warm += ns;
  }
  const last = [Number.POSITIVE_INFINITY, 0, ns];
  const agree = () => warm > warmMs * 3.3e5 && Math.max(...last) <= Math.min(...last) * 1.08;
  while (warm < warmMs * 1e6 && !agree()) {
    ns = await batch(times);
    last.push(ns);
    last.shift();
    warm += ns;
  }
  return Math.max(1, Math.round((times * batchMs * 1e6) / ns));
}

/** @param {number[]} list @param {number} part */
export function quantile(list, part) {
  const sorted = Float64Array.from(list).sort();
  return sorted[Math.round(part * (sorted.length - 1))];
}

/** @param {number[]} list */
export const median = (list) => quantile(list, 0.5);

/**
 * The exponent of growth: the slope of the straight line through the logarithms.
 * @param {{ x: number, y: number }[]} points
 */
export function slope(points) {
  const logs = points.filter(({ x, y }) => x > 0 && y > 0).map(({ x, y }) => [Math.log(x), Math.log(y)]);
  const mean = (/** @type {number} */ at) => logs.reduce((sum, log) => sum + log[at], 0) / logs.length;
  const [mx, my] = [mean(0), mean(1)];
  const over = logs.reduce((sum, [x, y]) => sum + (x - mx) * (y - my), 0);
  return over / logs.reduce((sum, [x]) => sum + (x - mx) ** 2, 0);
}
