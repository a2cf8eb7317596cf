/** `npm run build`: the production build, without starting anything. */
import { ensureInstalled, requireNode } from "./lib/install.mjs";

requireNode();
ensureInstalled();
const { ensureBuilt } = await import("./lib/build.mjs");
await ensureBuilt();
console.log("Built.");
