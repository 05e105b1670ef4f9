// `workerd test`: each export with a `test` is one.

import * as full from "edgeward";
import * as core from "edgeward/core";
import { behaviourChecks } from "./behaviour.js";
import { caseChecks } from "./cases.js";
import data from "./cases.json";
import { runAll } from "./check.js";

// At module scope, where a Worker has neither clock nor randomness.
const early = full.create({ kind: "edgeward.policy", version: 1, name: "Early", rules: [{ id: "a", detector: "test_string" }] });

/** @param {string} name @param {typeof full} api */
const suite = (name, api) => ({
  async test() {
    const { passed, failures } = await runAll([...behaviourChecks(api), ...caseChecks(api, data, "workerd")]);
    console.log(`workerd, ${name}: ${passed} passed, ${failures.length} failed`);
    if (failures.length > 0) throw new Error(failures.join("\n"));
  },
});

export const whole = suite("full", full);
export const small = suite("core", core);
export const atModuleScope = {
  test() {
    if (early.guard.evaluate({ prompt: "hello" }).decision !== "allow") throw new Error("not allowed");
    if (typeof early.document !== "object") throw new Error("no document");
  },
};
