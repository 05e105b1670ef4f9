// Runs in every engine: the same calls through the package, so many times.

/** @param {any} api @param {Record<string, { payload: string, text: string }>} tasks */
export function runner({ create }, tasks) {
  const guards = Object.fromEntries(Object.entries(tasks).map(([name, { payload }]) => [name, create(payload).guard]));
  return (/** @type {string} */ name, /** @type {number} */ times) => {
    const { text } = tasks[name];
    let found = 0;
    for (let done = 0; done < times; done += 1) {
      const verdict = guards[name].evaluate({ prompt: text });
      found += verdict.findings.length + (verdict.prompt.text?.length ?? 0);
    }
    return found;
  };
}
