// `require()` of the package, which has no second build for it.
const { create, build } = require("edgeward");
const core = require("edgeward/core");

if (build.variant !== "full" || core.build.variant !== "core") throw new Error(`wrong builds: ${build.variant}, ${core.build.variant}`);
const policy = {
  kind: "edgeward.policy",
  version: 1,
  name: "Required",
  rules: [{ id: "a", detector: "keyword", settings: { entries: ["lawsuit"] } }],
};
for (const api of [{ create }, core]) {
  const { decision } = api.create(policy).guard.evaluate({ prompt: "a lawsuit" });
  if (decision !== "block") throw new Error(`expected block, got ${decision}`);
}
console.log("require(): 1 passed, 0 failed");
