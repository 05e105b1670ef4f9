// `make test [ONLY="step step"]`: every test, after what set-up it can do itself. `--strict`: a skipped step is a failure,
// and the runtimes that are too large for every developer are installed too.

import { nodeModules } from "./lib/setup.mjs";
import { main, run, STRICT } from "./lib/shell.mjs";
import { javascript } from "./lint.mjs";

const FACADE = ["facade", "faults", "hostile", "judges", "package"];

await main(async () => {
  nodeModules();
  if (STRICT) nodeModules("scripts/runtimes");
  // These need what was just installed.
  const { runStages } = await import("./lib/stages.mjs");
  const rust = await import("./lib/rust.mjs");
  const runtimes = await import("./lib/runtimes.mjs");
  const { bundlers } = await import("./lib/bundlers.mjs");
  const { published } = await import("./lib/published.mjs");
  const { snippets } = await import("./lib/snippets.mjs");
  const { buildPackage, pack } = await import("./lib/package.mjs");
  const { sizes } = await import("./lib/sizes.mjs");
  const { serviceTests } = await import("./lib/service-tests.mjs");
  const { www } = await import("./lib/www.mjs");
  const { examples } = await import("./lib/examples.mjs");
  const { fastly } = await import("./lib/fastly.mjs");
  const { supply } = await import("./supply.mjs");
  await runStages(
    {
      "rust-lint": rust.lint,
      rust: rust.native,
      "rust-core": rust.small,
      wasi: rust.wasi,
      fastly,
      build: () => {
        buildPackage();
        pack();
      },
      "js-lint": javascript,
      supply,
      size: sizes,
      bench: () => run("node", ["--test", "bench/test/bench.test.mjs"]),
      facade: () => run("node", ["--test", ...FACADE.map((name) => `pkg/test/${name}.test.js`)]),
      cli: () => run("node", ["--test", "pkg/test/cli.test.js"]),
      published,
      node: runtimes.node,
      nodes: runtimes.nodes,
      workerd: runtimes.workerd,
      miniflare: runtimes.miniflare,
      chromium: runtimes.browser,
      firefox: runtimes.firefoxBrowser,
      bundlers,
      www,
      "edge-light": runtimes.edgeLight,
      deno: runtimes.deno,
      bun: runtimes.bun,
      examples,
      snippets,
      demo: () => run("node", ["scripts/demo.mjs", "--built"]),
      service: serviceTests,
      "wasm-node": rust.wasmNode,
      "wasm-chromium": rust.wasmChromium,
    },
    process.argv.slice(2),
  );
});
