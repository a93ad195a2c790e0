// Runs the module's tests: `node run.mjs`, or `node run.mjs WORD` for those with WORD in their name.

import { runBeside } from "../runner.mjs";

await runBeside(import.meta.url);
