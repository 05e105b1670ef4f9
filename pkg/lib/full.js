/** All detectors: the public names, over an engine that an entry starts. */
import { bind } from "./api.js";
import { engine } from "./full-engine.js";

export { EdgewardError } from "./error.js";
export const { init, initSync, build, validate, readForm, create, evaluate, restore, restoreStream, templates, convert, Guard } = bind(engine);
