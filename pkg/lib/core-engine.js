import * as glue from "../dist/edgeward-core.js";
import { Engine } from "./engine.js";

export const engine = new Engine(glue);
