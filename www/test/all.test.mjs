// The page in a real Chromium, feature by feature. CHROMIUM names the program.
import { after, before, describe } from "node:test";
import { access } from "./access.mjs";
import { launch, serve } from "./page.mjs";
import { replay } from "./replay.mjs";
import { share } from "./share.mjs";
import { speed } from "./speed.mjs";
import { attempt } from "./try.mjs";
import { understand } from "./understand.mjs";
import { write } from "./write.mjs";

/** @type {import("./page.mjs").Place} filled before the first test */
const place = /** @type {any} */ ({});

before(async () => {
  place.server = await serve();
  place.browser = await launch();
});
after(async () => {
  await place.browser?.close();
  place.server?.close();
});

/** Pages of their own do not disturb each other, but for the one that is timed. */
const together = { concurrency: 3 };

describe("write", together, () => write(place));
describe("try", together, () => attempt(place));
describe("understand", together, () => understand(place));
describe("replay", together, () => replay(place));
describe("share", together, () => share(place));
describe("access", together, () => access(place));
describe("speed", () => speed(place));
