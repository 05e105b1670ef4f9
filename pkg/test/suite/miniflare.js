// A Worker that answers what the checks found, inside a request.
import * as full from "edgeward";
import * as core from "edgeward/core";
import { behaviourChecks } from "./behaviour.js";
import { caseChecks } from "./cases.js";
import data from "./cases.json";
import { runAll } from "./check.js";

export default {
  async fetch() {
    /** @type {Record<string, { passed: number, failures: string[] }>} */
    const results = {};
    for (const [name, api] of Object.entries({ edgeward: full, "edgeward/core": core })) {
      results[name] = await runAll([...behaviourChecks(api), ...caseChecks(api, data, "workerd")]);
    }
    return Response.json(results);
  },
};
