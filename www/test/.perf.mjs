import { serve, launch, open } from "./page.mjs";
