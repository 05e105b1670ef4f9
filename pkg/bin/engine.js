/** The package, started from the file beside it: the copy as text is for hosts without files. */
import { readFileSync } from "node:fs";
import * as api from "../entry/slim.js";

api.initSync(readFileSync(new URL("../dist/edgeward.wasm", import.meta.url)));

export { api };
